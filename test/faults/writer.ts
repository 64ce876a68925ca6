import { setTimeout as sleep } from 'node:timers/promises';
import type { Change } from './history.js';
import type { Random } from './random.js';

/** How long an answer may take before the same change is sent again, perhaps to another node, in milliseconds. */
const ANSWER_MS = 4_000;
/** Answers after which the same change is sent again. */
const AGAIN = new Set(['CONFLICT_RETRY', 'UNAVAILABLE', 'INTERNAL']);
const STATUSES = ['TODO', 'BUSY', 'DONE'];
const MOST_TASKS = 12;

/** What some writers know of a task; a task with one writer is known exactly. */
export interface KnownTask {
  id: string;
  version: number;
  title: string;
  status: string;
  parties: string[];
  /** Stays inside the writer's organisation. */
  kept: boolean;
}

export interface WriterOptions {
  name: string;
  partnershipId: string;
  token: string;
  urls: readonly string[];
  /** Actors a task can be shared with. */
  actors: readonly string[];
  /** A task that others change too. */
  contended: KnownTask;
  changes: Change[];
  random: Random;
}

type Answer = { task?: { id: string; version: number } } | undefined;

const CREATE = `mutation ($input: CreateTaskInput!) { made: createTask(input: $input) { task { id version } } }`;
const UPDATE = `mutation ($input: UpdateTaskInput!) { made: updateTask(input: $input) { task { id version } } }`;
const MOVE = `mutation ($input: MoveTaskInput!) { made: moveTask(input: $input) { task { id version } } }`;
const COMMENT = `mutation ($input: AddTaskCommentInput!) { made: addTaskComment(input: $input) { comment { id } } }`;
const VERSION = `query ($id: ID!) { node(id: $id) { ... on CoordinationTask { id version } } }`;

/** Makes one change after another, and sends each until it knows what became of it. */
export class FaultWriter {
  private readonly tasks: KnownTask[] = [];
  private made = 0;

  constructor(private readonly options: WriterOptions) {}

  /** Writes until told to stop; the change under way is finished. */
  async run(stop: AbortSignal): Promise<void> {
    const { random } = this.options;
    while (!stop.aborted) {
      await this.something();
      await sleep(random.between(10, 120));
    }
  }

  private something(): Promise<void> {
    const { random, contended } = this.options;
    const chance = random.next();
    if (this.tasks.length === 0 || (chance < 0.2 && this.tasks.length < MOST_TASKS)) return this.create();
    if (chance < 0.45) return this.comment(random.of([...this.tasks, contended]));
    if (chance < 0.6) return this.contend();
    return chance < 0.75 ? this.move(random.of(this.tasks)) : this.update(random.of(this.tasks));
  }

  private key(): string {
    return `${this.options.name} ${++this.made}`;
  }

  private sharing(parties: readonly string[], kept: boolean) {
    if (kept) return { audience: 'OWN_ORGANISATION', actorIds: [] };
    return parties.length > 0
      ? { audience: 'INVOLVED_ACTORS', actorIds: parties }
      : { audience: 'PARTNERSHIP', actorIds: [] };
  }

  private parties(): string[] {
    return this.options.actors.filter(() => this.options.random.next() < 0.4);
  }

  private async create(): Promise<void> {
    const { partnershipId, random } = this.options;
    const title = this.key();
    const kept = random.next() < 0.2;
    const parties = kept ? [] : this.parties();
    const change: Change = {
      key: title,
      kind: 'create',
      partnershipId,
      title,
      parties,
      version: 1,
      outcome: 'unknown',
    };
    // Where it came from stays in the description, whatever becomes of the title.
    const description = random.next() < 0.5 ? title : `${title}\n${'lang '.repeat(800)}`;
    const input = { partnershipId, title, description, ...this.sharing(parties, kept) };
    const answer = await this.send(change, CREATE, input);
    if (!answer?.task) return;
    change.taskId = answer.task.id;
    this.tasks.push({ id: answer.task.id, version: 1, title, status: 'TODO', parties, kept });
  }

  private async update(task: KnownTask): Promise<void> {
    const title = this.key();
    const parties = !task.kept && this.options.random.next() < 0.5 ? this.parties() : task.parties;
    await this.change(task, { key: title, title, parties }, UPDATE, { title, ...this.sharing(parties, task.kept) });
  }

  private async move(task: KnownTask): Promise<void> {
    const status = this.options.random.of(STATUSES.filter((other) => other !== task.status));
    const { title, parties } = task;
    const done = await this.change(task, { key: this.key(), title, parties }, MOVE, { status });
    if (done) task.status = status;
  }

  private async change(
    task: KnownTask,
    after: { key: string; title: string; parties: string[] },
    mutation: string,
    more: object,
  ): Promise<boolean> {
    const { partnershipId } = this.options;
    const version = task.version + 1;
    const change: Change = { kind: 'update', partnershipId, taskId: task.id, version, ...after, outcome: 'unknown' };
    const answer = await this.send(change, mutation, { id: task.id, expectedVersion: task.version, ...more });
    if (answer) Object.assign(task, { version, title: after.title, parties: after.parties });
    return answer !== undefined;
  }

  /** Changes what others change at the same time: who was second hears so, and looks again. */
  private async contend(): Promise<void> {
    const { contended, partnershipId } = this.options;
    const title = this.key();
    const change: Change = { key: title, kind: 'update', partnershipId, taskId: contended.id, outcome: 'unknown' };
    const input = { id: contended.id, expectedVersion: contended.version, title };
    const answer = await this.send(change, UPDATE, input);
    contended.version = answer?.task?.version ?? (await this.versionOf(contended));
  }

  private async comment({ id: taskId, kept }: KnownTask): Promise<void> {
    const { partnershipId, random } = this.options;
    const body = this.key();
    const change: Change = { key: body, kind: 'comment', partnershipId, taskId, outcome: 'unknown' };
    const audience = kept || random.next() < 0.3 ? 'OWN_ORGANISATION' : 'PARTNERSHIP';
    await this.send(change, COMMENT, { taskId, body, audience });
  }

  private async versionOf({ id, version }: KnownTask): Promise<number> {
    const { data } = await this.post(VERSION, { id }).catch(() => ({ data: undefined }));
    return (data as { node?: { version: number } } | undefined)?.node?.version ?? version;
  }

  /** @returns the answer, once there is one; undefined when the change was refused. */
  private async send(change: Change, query: string, input: object): Promise<Answer> {
    const { changes, random } = this.options;
    changes.push(change);
    for (;;) {
      const { data, errors } = await this.post(query, {
        input: { ...input, clientMutationId: change.key },
      }).catch(() => ({ data: undefined, errors: undefined }));
      if (data) {
        change.outcome = 'acknowledged';
        return (data as { made: Answer }).made;
      }
      const code = errors?.[0]?.extensions.code;
      if (code === 'INTERNAL') change.code = code;
      if (code !== undefined && !AGAIN.has(code)) {
        change.outcome = 'refused';
        change.code = code;
        return undefined;
      }
      await sleep(random.between(20, 250));
    }
  }

  private async post(query: string, variables: object) {
    const response = await fetch(`${this.options.random.of(this.options.urls)}/graphql`, {
      method: 'POST',
      signal: AbortSignal.timeout(ANSWER_MS),
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.options.token}` },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as { data?: unknown; errors?: { extensions: { code: string } }[] };
  }
}
