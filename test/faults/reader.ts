import { setTimeout as sleep } from 'node:timers/promises';
import type { Entry, Reader, ShownTask } from './history.js';
import type { Random } from './random.js';
import { openEventStream, openSocket, type Stream } from './stream.js';

const CARD = `... on CoordinationTask { id title status version commentCount`;
const CURSOR = `query ($id: ID!) { partnership(id: $id) { eventCursor } }`;
const TASKS = `query ($id: ID!, $after: Cursor) { partnership(id: $id) { tasks(first: 100, after: $after, orderBy: NUMBER) {
  nodes { ${CARD} } } pageInfo { hasNextPage endCursor } } } }`;
/** Asks for so much that a reader who does not read is soon too far behind. */
const wide = Array.from({ length: 24 }, (_, index) => `text${index}: description`).join(' ');
const events = (
  more: string,
) => `subscription ($id: ID!, $after: Cursor) { partnershipEvents(partnershipId: $id, after: $after) {
  sequence cursor type subjectId version subject { ${CARD} ${more} } } } }`;

const ASK_TIMEOUT_MS = 5_000;
/** How long after an end somebody still listens: nothing may come any more. */
const AFTERMATH_MS = 300;

export interface ReaderOptions {
  name: string;
  partnershipId: string;
  party: string | null;
  organisation: string | null;
  token: string;
  /** Addresses of all nodes; each connection is made to one of them. */
  urls: readonly string[];
  /** Where screens are read, when not there. */
  screenUrls?: readonly string[];
  transport: 'socket' | 'events';
  /** Reads all there is to read of each task. */
  wide?: boolean;
  /** Takes the cursor of heartbeats for its place too. */
  trustsBeats?: boolean;
  random: Random;
}

interface SentTask extends Omit<ShownTask, 'comments'> {
  commentCount: number;
}
interface SentEvent {
  sequence: number;
  cursor: string;
  type: string;
  subjectId: string;
  version: number | null;
  /** Empty when it is no task. */
  subject: Partial<SentTask> | null;
}

const shown = ({ id, title, status, version, commentCount }: SentTask): ShownTask => ({
  ...{ id, title, status, version },
  comments: commentCount,
});

class Refused extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

/** Somebody who follows a partnership as the web client does: screen, stream, and back behind the last cursor. */
export class FaultReader {
  readonly record: Reader;
  /** How connections and streams ended, counted by code. */
  readonly ends = new Map<string, number>();
  private cursor?: string;
  private stream?: Stream;
  private deafUntil = 0;
  private stopped = false;
  /** A request of ours that makes no sense: nothing this reader says is worth anything. */
  private blunder?: Error;
  private running?: Promise<void>;

  constructor(private readonly options: ReaderOptions) {
    const { name, partnershipId, party, organisation } = options;
    this.record = { name, partnershipId, party, organisation, withdrawn: [], deaf: [], trace: [] };
  }

  get name(): string {
    return this.options.name;
  }

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.stream?.close();
    await this.running;
    if (this.blunder) throw this.blunder;
  }

  /** Reads nothing for a while, over whatever connection. */
  async deafen(forMs: number): Promise<void> {
    const deaf = { from: Date.now(), until: Date.now() + forMs };
    this.record.deaf.push(deaf);
    this.deafUntil = deaf.until;
    this.stream?.pause();
    await sleep(forMs);
    this.stream?.resume();
    // What it had not read comes only now.
    deaf.until = Date.now() + 1_000;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      try {
        if (this.cursor === undefined) await this.readScreen();
        await this.follow();
      } catch {
        // Refused or out of reach: later again, perhaps elsewhere.
      }
      await sleep(this.options.random.between(100, 400));
    }
  }

  private async readScreen(): Promise<void> {
    const { random, urls, screenUrls = urls } = this.options;
    const url = random.of(screenUrls);
    const asked = Date.now();
    // First the place in the log, then the screen: what happens in between is told again.
    const { eventCursor } = await this.ask<{ eventCursor: string }>(url, CURSOR, {});
    const tasks: ShownTask[] = [];
    let after: string | null | undefined;
    do {
      const { tasks: page }: Page = await this.ask<Page>(url, TASKS, { after });
      tasks.push(...page.nodes.map(shown));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : undefined;
    } while (after);
    this.note({ kind: 'screen', asked, at: Date.now(), tasks });
    this.cursor = eventCursor;
  }

  private async ask<T>(url: string, query: string, variables: object): Promise<T> {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      signal: AbortSignal.timeout(ASK_TIMEOUT_MS),
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.options.token}` },
      body: JSON.stringify({ query, variables: { id: this.options.partnershipId, ...variables } }),
    });
    const { data, errors } = (await response.json()) as {
      data?: { partnership: T | null };
      errors?: { message: string; extensions: { code: string } }[];
    };
    if (errors?.[0]?.extensions.code === 'DOCUMENT_INVALID') this.blunder = new Error(JSON.stringify(errors));
    if (!data?.partnership) throw new Refused(errors?.[0]?.extensions.code ?? 'NOT_FOUND');
    return data.partnership;
  }

  /** One connection, until it is gone. */
  private follow(): Promise<void> {
    const { transport, urls, random, token, partnershipId, trustsBeats } = this.options;
    const open = transport === 'socket' ? openSocket : openEventStream;
    const query = events(this.options.wide ? wide : '');
    return new Promise((resolve) => {
      const state = { over: false };
      this.note({ kind: 'opened', at: Date.now() });
      const request = { query, variables: { id: partnershipId, after: this.cursor } };
      const stream = open(random.of(urls), token, request, {
        next: (data) => this.receive((data as { partnershipEvents: SentEvent }).partnershipEvents),
        beat: (cursor) => {
          if (trustsBeats) this.cursor = cursor;
        },
        ended: (code) => {
          if (state.over) return;
          state.over = true;
          this.count(code);
          if (code === 'DOCUMENT_INVALID') this.blunder = new Error(query);
          this.note({ kind: 'ended', at: Date.now(), code });
          if (code === 'RESYNC_REQUIRED') this.cursor = undefined;
          setTimeout(() => stream.close(), AFTERMATH_MS);
        },
        closed: (code) => {
          if (!state.over) this.count(String(code));
          this.note({ kind: 'closed', at: Date.now() });
          this.stream = undefined;
          resolve();
        },
      });
      this.stream = stream;
      if (Date.now() < this.deafUntil) stream.pause();
    });
  }

  private receive({ cursor, subject, ...event }: SentEvent): void {
    this.cursor = cursor;
    const task = subject?.id ? shown(subject as SentTask) : null;
    this.note({ kind: 'event', at: Date.now(), ...event, task });
  }

  private note(entry: Entry): void {
    this.record.trace.push(entry);
  }

  private count(end: string): void {
    this.ends.set(end, (this.ends.get(end) ?? 0) + 1);
  }
}

interface Page {
  tasks: { nodes: SentTask[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };
}
