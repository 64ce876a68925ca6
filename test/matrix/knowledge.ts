import { fromGlobalId } from '#libs/kernel';
import { groups, isOfFounder, knownIn, nobodies, readableTexts, relations, types, type Group } from './expected.js';
import { tables } from './expected-rows.js';
import { callers, people, type CallerKey, type PersonKey } from './people.js';
import { OF_REQUESTS, SUBJECTS } from './subjects.js';
import type { MatrixWorld } from './world.js';
import {
  canariesIn,
  canary,
  commentKeys,
  requestKeys,
  personCanary,
  personTexts,
  taskKeys,
  tenants,
  textClasses,
  uuidsIn,
  type CommentKey,
  type RequestKey,
  type PersonText,
  type Relation,
  type TaskKey,
  type Tenant,
} from './words.js';

/** Something of the world with an id, and what decides who may know it. */
export interface Subject {
  type: string;
  tenant?: Tenant;
  person?: PersonKey;
  task?: TaskKey;
  /** For whom a comment under it is meant. */
  comment?: CommentKey;
  request?: RequestKey;
  /** About a note that stays inside one organisation. */
  ownNote?: boolean;
  /** Whom a line of the log is by or about. */
  concerns?: readonly PersonKey[];
}

/** An event of the log, and what it was about. */
export interface EventFacts {
  tenant: Tenant;
  sequence: number;
  type: string;
  task?: TaskKey;
  comment?: CommentKey;
  request?: RequestKey;
  /** About a note that stays inside one organisation. */
  ownNote?: boolean;
}

const partyTasks: Record<'FEDASIL' | 'VDAB', readonly TaskKey[]> = {
  FEDASIL: ['fedasil', 'both'],
  VDAB: ['vdab', 'both'],
};
/** What was asked of each party; a draft is nobody's else to know. */
const partyRequests: Record<'FEDASIL' | 'VDAB', readonly RequestKey[]> = {
  FEDASIL: ['fedasil', 'answered'],
  VDAB: ['vdab'],
};
/** Of a request these stay inside. */
const insideEvents: readonly string[] = [
  ...['REQUEST_CREATED', 'REQUEST_NOTE_ADDED', 'ESCALATION_PROPOSED', 'ESCALATION_DECIDED'],
];
/** And of a task these. */
const insideTaskEvents: readonly string[] = ['TASK_FOLLOWERS_CHANGED', 'TASK_LINKS_CHANGED', 'TASK_CAN_BEGIN'];
/** Tasks that were shared once: the party knows that they exist, and nothing of them. */
const formerlyShared: readonly TaskKey[] = ['archived', 'withdrawn'];

export const isParty = (relation: Relation | undefined): relation is 'FEDASIL' | 'VDAB' =>
  relation === 'FEDASIL' || relation === 'VDAB';

/** Things that are no GraphQL objects of their own, and who may know their ids. */
const internal: Record<string, 'partnership' | 'inside' | 'admins' | 'own'> = {
  Stream: 'partnership',
  Participation: 'inside',
  // The mandate of a system is no member's: it cannot be fetched, only the system itself sees it.
  SystemMandate: 'own',
  ServiceClientKey: 'admins',
};
const eventSubjects: readonly string[] = ['Invitation', 'ServiceClient'];
/** What the log names by id to those who may check what was done, whoever keeps it to themselves. */
const logged: readonly string[] = [
  ...['CoordinationTask', 'ChecklistItem', 'TaskComment', 'SavedView', 'TaskBulkChange', 'TaskImport'],
];
/** The comment of an audience. */
export const commentOf: Record<string, CommentKey> = {
  PARTNERSHIP: 'inside',
  OWN_ORGANISATION: 'own',
  INVOLVED_ACTORS: 'both',
};

/** Who may know what: the answers of the hand-written tables for the things of one world. */
export class Knowledge {
  private readonly learnt = new Map<string, boolean>();
  private readonly readable = new Map<CallerKey, ReadonlySet<string>>();
  private readonly subjects = new Map<string, Subject[]>();
  /** The canaries that stand anywhere in the database. */
  readonly written = new Set<string>();
  /** Lines of the log, by hash. */
  readonly lines = new Map<string, Subject>();
  readonly events: EventFacts[] = [];
  private readonly tenantOf = new Map<string, Tenant>();
  private readonly personOf = new Map<string, PersonKey>();

  static async of(world: MatrixWorld): Promise<Knowledge> {
    const knowledge = new Knowledge();
    const taskOf = new Map<string, TaskKey>();
    const requestOf = new Map<string, RequestKey>();
    for (const tenant of tenants) {
      const { partnership, tasks, requests } = world.things[tenant];
      knowledge.tenantOf.set(fromGlobalId(partnership)!.id, tenant);
      for (const key of requestKeys) requestOf.set(fromGlobalId(requests[key])!.id, key);
      for (const key of taskKeys) taskOf.set(fromGlobalId(tasks[key])!.id, key);
    }
    for (const [person, id] of Object.entries(world.accounts)) knowledge.personOf.set(id, person as PersonKey);
    type Row = Record<'id' | 'type', string> & Record<'partnership' | 'account' | 'task' | 'audience', string | null>;
    for (const { id, type, partnership, account, task, audience } of await world.owner.rows<Row>(SUBJECTS)) {
      const known = knowledge.subjects.get(id) ?? [];
      knowledge.subjects.set(id, known);
      known.push({
        type,
        tenant: partnership ? knowledge.tenantOf.get(partnership) : undefined,
        person: account ? knowledge.personOf.get(account) : undefined,
        task: taskOf.get(task ?? id),
        request: requestOf.get(task ?? ''),
        comment: audience ? commentOf[audience] : undefined,
      });
    }
    type OfRequest = { id: string; type: string; partnership: string; request: string; own: boolean | null };
    for (const { id, type, partnership, request, own: ownNote } of await world.owner.rows<OfRequest>(OF_REQUESTS))
      knowledge.subjects.set(id, [
        {
          ...{ type, ownNote: ownNote ?? undefined },
          ...{ tenant: knowledge.tenantOf.get(partnership), request: requestOf.get(request) },
        },
      ]);
    const lines = await world.owner.rows<{ hash: string; chain_id: string; persons: (string | null)[] }>(
      `select encode(hash, 'hex') as hash, chain_id, array_append(person_ids, account_id)::text[] as persons from audit.lines`,
    );
    for (const { hash, chain_id, persons } of lines)
      knowledge.lines.set(hash, {
        ...{ type: 'AuditLine', tenant: knowledge.tenantOf.get(chain_id) },
        concerns: persons.map((id) => knowledge.personOf.get(id ?? '')).filter((person) => person !== undefined),
      });
    for (const table of Object.keys(tables).filter((name) => !name.startsWith('directory.')))
      for (const { content } of await world.owner.rows<{ content: string }>(
        `select row_to_json(r)::text as content from ${table} r`,
      ))
        canariesIn(content).forEach((word) => knowledge.written.add(word));
    const logged = await world.owner.rows<{
      stream_id: string;
      sequence: string;
      type: string;
      subject_id: string;
      internal: boolean;
    }>(`select stream_id, sequence, type, subject_id, internal from live.events order by stream_id, sequence`);
    for (const { stream_id, sequence, type, subject_id, internal } of logged) {
      const tenant = knowledge.tenantOf.get(stream_id)!;
      const task = taskOf.get(subject_id);
      const talk = (event: EventFacts) => event.tenant === tenant && event.task === task && event.comment;
      // Under the task for everybody there is a comment for each audience, in this order.
      const comment =
        type !== 'TASK_COMMENT_ADDED'
          ? undefined
          : task === 'both'
            ? commentKeys[knowledge.events.filter(talk).length]
            : 'inside';
      knowledge.events.push({
        ...{ tenant, sequence: Number(sequence), type, task, comment },
        ...{ request: requestOf.get(subject_id), ownNote: type === 'REQUEST_NOTE_ADDED' && internal },
      });
    }
    return knowledge;
  }

  tenant(partnershipId: string): Tenant | undefined {
    return this.tenantOf.get(partnershipId);
  }

  person(accountId: string): PersonKey | undefined {
    return this.personOf.get(accountId);
  }

  /** Whether the caller is the person. */
  isSelf(caller: CallerKey, person: PersonKey | undefined): boolean {
    return !nobodies.includes(caller) && callers[caller]?.person === person;
  }

  knowsPerson(caller: CallerKey, person: PersonKey): boolean {
    return this.isSelf(caller, person) || knownIn[person].some((tenant) => relations[caller][tenant]);
  }

  seesTask(caller: CallerKey, tenant: Tenant, task: TaskKey): boolean {
    const relation = relations[caller][tenant];
    if (task === 'own') return isOfFounder(caller, tenant);
    return isParty(relation) ? partyTasks[relation].includes(task) : relation !== undefined;
  }

  seesComment(caller: CallerKey, tenant: Tenant, task: TaskKey, comment: CommentKey): boolean {
    if (comment === 'own') return isOfFounder(caller, tenant);
    if (isParty(relations[caller][tenant]) && comment !== 'both') return false;
    return this.seesTask(caller, tenant, task);
  }

  seesRequest(caller: CallerKey, tenant: Tenant, request: RequestKey): boolean {
    const relation = relations[caller][tenant];
    return isParty(relation) ? partyRequests[relation].includes(request) : relation !== undefined;
  }

  seesEvent(caller: CallerKey, { tenant, type, task, comment, request, ownNote }: EventFacts): boolean {
    const relation = relations[caller][tenant];
    if (comment && task) return this.seesComment(caller, tenant, task, comment);
    if (task === 'own' || ownNote) return isOfFounder(caller, tenant);
    if (!isParty(relation)) return relation !== undefined;
    if (request) return this.seesRequest(caller, tenant, request) && !insideEvents.includes(type);
    // Steps stay inside; of a task that is no longer shared, its going was told.
    const told = task !== undefined && (partyTasks[relation].includes(task) || formerlyShared.includes(task));
    return told && type.startsWith('TASK_') && !insideTaskEvents.includes(type);
  }

  /** Everything with an id, each as what it is. */
  all(): [uuid: string, subject: Subject][] {
    return [...this.subjects].flatMap(([uuid, subjects]) =>
      subjects.map((subject): [string, Subject] => [uuid, subject]),
    );
  }

  subject(uuid: string, type: string): Subject | undefined {
    return this.subjects.get(uuid)?.find((subject) => subject.type === type);
  }

  describe(uuid: string): string {
    return JSON.stringify(this.subjects.get(uuid));
  }

  isAmong(caller: CallerKey, tenant: Tenant | undefined, group: Group): boolean {
    const relation = tenant && relations[caller][tenant];
    return relation !== undefined && groups[group].includes(relation);
  }

  /** Whether somebody is told, and sees what it is about. */
  isNotified(
    caller: CallerKey,
    { tenant, person, task, request }: Pick<Subject, 'tenant' | 'person' | 'task' | 'request'>,
  ): boolean {
    if (!this.isSelf(caller, person) || !tenant || relations[caller][tenant] === undefined) return false;
    return request ? this.seesRequest(caller, tenant, request) : this.seesTask(caller, tenant, task!);
  }

  /** Whether the caller may be shown an object of the world. */
  sees(caller: CallerKey, subject: Subject): boolean {
    const { type, tenant, person, task, comment, request, ownNote, concerns = [] } = subject;
    const seenBy = internal[type] ?? types[type]!.seenBy;
    switch (seenBy) {
      case 'public':
        return true;
      case 'signedIn':
      case 'within':
        return !nobodies.includes(caller);
      case 'partnership':
        return relations[caller][tenant!] !== undefined;
      case 'shared':
        return this.seesTask(caller, tenant!, task!);
      case 'step':
        return this.seesTask(caller, tenant!, task!) && this.isAmong(caller, tenant, 'inside');
      case 'comment':
        return this.seesComment(caller, tenant!, task!, comment!);
      case 'request':
        return this.seesRequest(caller, tenant!, request!);
      case 'file':
      case 'note':
        if (seenBy === 'file' && task) return this.seesTask(caller, tenant!, task);
        if (seenBy === 'file' && ownNote === undefined) return this.seesRequest(caller, tenant!, request!);
        return this.isAmong(caller, tenant, 'inside') && (!ownNote || isOfFounder(caller, tenant!));
      case 'known':
        return this.knowsPerson(caller, person!);
      case 'view':
        return (!person || this.isSelf(caller, person)) && this.isAmong(caller, tenant, 'inside');
      case 'mine':
        return this.isSelf(caller, person) && this.isAmong(caller, tenant, 'inside');
      case 'self':
        return this.isSelf(caller, person);
      case 'own':
        return this.isSelf(caller, person) || this.isAmong(caller, tenant, 'inside');
      case 'notified':
        return this.isNotified(caller, subject);
      case 'line':
        return concerns.some((each) => this.isSelf(caller, each)) || this.isAmong(caller, tenant, 'admins');
      case 'event':
        throw new Error('events are asked for with seesEvent');
      default:
        return this.isAmong(caller, tenant, seenBy);
    }
  }

  /** Whether the caller may learn that an id exists. */
  mayLearnId(caller: CallerKey, uuid: string): boolean {
    const key = `${caller} ${uuid}`;
    const known = this.learnt.get(key) ?? this.learns(caller, uuid);
    this.learnt.set(key, known);
    return known;
  }

  private learns(caller: CallerKey, uuid: string): boolean {
    return (this.subjects.get(uuid) ?? [{ type: 'Organisation' }]).some((subject) => {
      const { type, tenant, task } = subject;
      // Events tell everybody inside that somebody was invited or a system connected, and no more.
      if (eventSubjects.includes(type) && this.isAmong(caller, tenant, 'inside')) return true;
      if (logged.includes(type) && this.isAmong(caller, tenant, 'admins')) return true;
      // Whoever a line of the log is about knows of which log it is: its cursor says so.
      const lineAboutMe = [...this.lines.values()].some(
        (line) => line.tenant === tenant && line.concerns!.some((person) => this.isSelf(caller, person)),
      );
      if (type === 'Partnership' && lineAboutMe) return true;
      const formerly = task !== undefined && formerlyShared.includes(task) && isParty(relations[caller][tenant!]);
      return formerly || type === 'Organisation' || this.sees(caller, subject);
    });
  }

  private reads(caller: CallerKey, person: PersonKey, text: PersonText): boolean {
    const inTheir = (group: Group) => knownIn[person].some((tenant) => this.isAmong(caller, tenant, group));
    switch (text) {
      case 'name':
        return this.knowsPerson(caller, person);
      case 'mail':
        return inTheir('admins');
      case 'decision':
        return this.isSelf(caller, person) || inTheir('inside');
      case 'secret':
        return false;
    }
  }

  /** The canaries a caller may read. */
  canariesFor(caller: CallerKey): ReadonlySet<string> {
    const known = this.readable.get(caller) ?? this.canariesOf(caller);
    this.readable.set(caller, known);
    return known;
  }

  private canariesOf(caller: CallerKey): ReadonlySet<string> {
    const texts = tenants.flatMap((tenant) => [
      ...readableTexts(relations[caller][tenant]).map((of) => canary(tenant, of)),
      ...(isOfFounder(caller, tenant) ? [canary(tenant, 'own')] : []),
    ]);
    const personal = (Object.keys(people) as PersonKey[]).flatMap((person) =>
      personTexts.filter((text) => this.reads(caller, person, text)).map((text) => personCanary(person, text)),
    );
    return new Set([...texts, ...personal]);
  }

  /** Objects every right caller must find, so that a matrix that sees nothing is not taken for one without leaks. */
  mustFind(caller: CallerKey, nodeTypes: readonly string[]): string[] {
    return this.all()
      .filter(([, subject]) => nodeTypes.includes(subject.type) && this.sees(caller, subject))
      .map(([uuid, { type }]) => `${type} ${uuid}`);
  }
}

/** What one text gives away, read as it is and, where it may be base64, decoded. */
const tracesOf = (text: string): readonly string[] => {
  const known = traced.get(text);
  if (known) return known;
  const encoded = /^[\w-]{8,}={0,2}$/.test(text);
  const readings = encoded ? `${text}\n${Buffer.from(text, 'base64url').toString('utf8')}` : text;
  const found = [...canariesIn(readings).filter((word) => everyCanary.has(word)), ...uuidsIn(readings)];
  traced.set(text, found);
  return found;
};
/** The same ids and names come thousands of times. */
const traced = new Map<string, readonly string[]>();

const collect = (value: unknown, texts: Set<string>): void => {
  if (typeof value === 'string') texts.add(value);
  else if (Array.isArray(value)) value.forEach((part) => collect(part, texts));
  else if (typeof value === 'object' && value !== null)
    for (const [key, part] of Object.entries(value)) {
      texts.add(key);
      collect(part, texts);
    }
};

/** Every canary and id in anything received, with what is in cursors and global ids. */
export const tracesIn = (received: unknown): { canaries: Set<string>; uuids: Set<string> } => {
  const texts = new Set<string>();
  collect(received, texts);
  const found = new Set([...texts].flatMap(tracesOf));
  return {
    canaries: new Set([...found].filter((trace) => everyCanary.has(trace))),
    uuids: new Set([...found].filter((trace) => !everyCanary.has(trace))),
  };
};

const everyCanary = new Set([
  ...tenants.flatMap((tenant) => textClasses.map((of) => canary(tenant, of))),
  ...(Object.keys(people) as PersonKey[]).flatMap((person) => personTexts.map((text) => personCanary(person, text))),
]);
