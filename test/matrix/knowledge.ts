import { fromGlobalId } from '#libs/kernel';
import { knownIn, nobodies, readableTexts, relations, types } from './expected.js';
import { callers, people, type CallerKey, type PersonKey } from './people.js';
import { taskKeys, type MatrixWorld, type TaskKey } from './world.js';
import {
  canary,
  canariesIn,
  personCanary,
  secretCanary,
  tenants,
  uuidsIn,
  type Relation,
  type Tenant,
  type TextClass,
} from './words.js';

/** Something of the world with an id, and what decides who may know it. */
export interface Subject {
  type: string;
  tenant?: Tenant;
  person?: PersonKey;
  task?: TaskKey;
}

/** An event of the log, and what it was about. */
export interface EventFacts {
  tenant: Tenant;
  sequence: number;
  type: string;
  task?: TaskKey;
}

const partyTasks: Record<'FEDASIL' | 'VDAB', readonly TaskKey[]> = {
  FEDASIL: ['fedasil', 'both'],
  VDAB: ['vdab', 'both'],
};
/** Tasks that were shared once: the party knows that they exist, and nothing of them. */
const formerlyShared: readonly TaskKey[] = ['archived', 'withdrawn'];

export const isParty = (relation: Relation | undefined): relation is 'FEDASIL' | 'VDAB' =>
  relation === 'FEDASIL' || relation === 'VDAB';

const SUBJECTS = `
  select id, 'Partnership' as type, id as partnership, null::uuid as account from partnerships.partnerships
  union all select epoch, 'Stream', id, null from live.streams
  union all select id, 'PartnershipMember', partnership_id, null from partnerships.members
  union all select id, 'PartnershipStatusChange', partnership_id, null from partnerships.status_changes
  union all select id, 'IntegrationOfficer', partnership_id, null from officers.appointments
  union all select id, 'CoordinationTask', partnership_id, null from coordination.tasks
  union all select id, 'ChecklistItem', partnership_id, null from coordination.checklist_items
  union all select id, 'TaskComment', partnership_id, null from coordination.comments
  union all select id, 'Participation', partnership_id, null from access.participations
  union all select id, 'Mandate', partnership_id, account_id from access.mandates
  union all select id, 'Session', null, account_id from access.sessions
  union all select id, 'Person', null, id from access.accounts
  order by 2, 3, 1`;

/** Who may know what: the answers of the hand-written tables for the things of one world. */
export class Knowledge {
  readonly subjects = new Map<string, Subject>();
  readonly events: EventFacts[] = [];
  private readonly tenantOf = new Map<string, Tenant>();
  private readonly personOf = new Map<string, PersonKey>();

  static async of(world: MatrixWorld): Promise<Knowledge> {
    const knowledge = new Knowledge();
    const taskOf = new Map<string, TaskKey>();
    for (const tenant of tenants) {
      const { partnership, tasks } = world.things[tenant];
      knowledge.tenantOf.set(fromGlobalId(partnership)!.id, tenant);
      for (const key of taskKeys) taskOf.set(fromGlobalId(tasks[key])!.id, key);
    }
    for (const [person, id] of Object.entries(world.accounts)) knowledge.personOf.set(id, person as PersonKey);
    type Row = { id: string; type: string; partnership: string | null; account: string | null };
    for (const { id, type, partnership, account } of await world.owner.rows<Row>(SUBJECTS))
      knowledge.subjects.set(id, {
        type,
        tenant: partnership ? knowledge.tenantOf.get(partnership) : undefined,
        person: account ? knowledge.personOf.get(account) : undefined,
        task: taskOf.get(id),
      });
    const logged = await world.owner.rows<{ stream_id: string; sequence: string; type: string; subject_id: string }>(
      `select stream_id, sequence, type, subject_id from live.events order by stream_id, sequence`,
    );
    for (const { stream_id, sequence, type, subject_id } of logged)
      knowledge.events.push({
        ...{ tenant: knowledge.tenantOf.get(stream_id)!, sequence: Number(sequence), type },
        task: taskOf.get(subject_id),
      });
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
    return isParty(relation) ? partyTasks[relation].includes(task) : relation !== undefined;
  }

  seesEvent(caller: CallerKey, { tenant, type, task }: EventFacts): boolean {
    const relation = relations[caller][tenant];
    if (!isParty(relation)) return relation !== undefined;
    // Steps and comments stay inside; of a task that is no longer shared, its going was told.
    const told = task !== undefined && (partyTasks[relation].includes(task) || formerlyShared.includes(task));
    return told && type.startsWith('TASK_') && type !== 'TASK_COMMENT_ADDED';
  }

  /** Whether the caller may be shown an object of the world. */
  sees(caller: CallerKey, subject: Subject): boolean {
    const { type, tenant, person, task } = subject;
    if (type === 'CoordinationTask') return this.seesTask(caller, tenant!, task!);
    if (type === 'Session') return this.isSelf(caller, person);
    if (type === 'Mandate')
      return (
        this.isSelf(caller, person) || (tenant !== undefined && this.sees(caller, { type: 'Participation', tenant }))
      );
    if (type === 'Person') return this.knowsPerson(caller, person!);
    const relation = relations[caller][tenant!];
    const seenBy = type === 'Stream' ? 'partnership' : (types[type]?.seenBy ?? 'inside');
    return seenBy === 'partnership' ? relation !== undefined : relation !== undefined && !isParty(relation);
  }

  /** Whether the caller may learn that an id exists. */
  mayLearnId(caller: CallerKey, uuid: string): boolean {
    const subject = this.subjects.get(uuid);
    if (!subject) return true;
    const { tenant, task } = subject;
    const formerly = task !== undefined && formerlyShared.includes(task) && isParty(relations[caller][tenant!]);
    return formerly || this.sees(caller, subject);
  }

  /** The canaries a caller may read. */
  canariesFor(caller: CallerKey): Set<string> {
    const texts = tenants.flatMap((tenant) => readableTexts(relations[caller][tenant]).map((of) => canary(tenant, of)));
    const names = (Object.keys(people) as PersonKey[]).filter((person) => this.knowsPerson(caller, person));
    return new Set([...texts, ...names.map(personCanary)]);
  }

  /** Objects every right caller must find, so that a matrix that sees nothing is not taken for one without leaks. */
  mustFind(caller: CallerKey, nodeTypes: readonly string[]): string[] {
    return [...this.subjects]
      .filter(([, subject]) => nodeTypes.includes(subject.type) && this.sees(caller, subject))
      .map(([uuid]) => uuid);
  }
}

/** A text and, where it is in base64, what it says. */
const readings = (text: string): string[] =>
  /^[\w-]{8,}={0,2}$/.test(text) ? [text, Buffer.from(text, 'base64url').toString('utf8')] : [text];

const strings = (value: unknown): string[] => {
  if (typeof value === 'string') return readings(value);
  if (Array.isArray(value)) return value.flatMap(strings);
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, part]) => [key, ...strings(part)]);
  return [];
};

/** Every canary and id in anything received, with what is in cursors and global ids. */
export const tracesIn = (received: unknown): { canaries: Set<string>; uuids: Set<string> } => {
  const texts = strings(received).join('\n');
  return {
    canaries: new Set(canariesIn(texts).filter((found) => everyCanary.has(found))),
    uuids: new Set(uuidsIn(texts)),
  };
};

const classes: readonly TextClass[] = ['inside', 'name', 'fedasil', 'vdab', 'both'];
const everyCanary = new Set([
  ...tenants.flatMap((tenant) => classes.map((of) => canary(tenant, of))),
  ...(Object.keys(people) as PersonKey[]).flatMap((person) => [personCanary(person), secretCanary(person)]),
]);
