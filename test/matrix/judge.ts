import { fromGlobalId } from '#libs/kernel';
import type { Answer } from '../support/client.js';
import { coarserTexts, types, type Group } from './expected.js';
import { tracesIn, type Knowledge } from './knowledge.js';
import { callerKeys, type CallerKey } from './people.js';
import { taskKeys, type TaskKey, type Tenant } from './words.js';

/** Which walls stand: both, the policy alone, or row-level security alone. */
export type Walls = 'both' | 'first' | 'second';

type Fields = Record<string, unknown>;

const isEmpty = (value: unknown): boolean => {
  if (value === null || value === 0) return true;
  if (Array.isArray(value)) return value.length === 0;
  if (typeof value !== 'object') return false;
  const { totalCount, nodes, edges } = value as Fields;
  return [totalCount, nodes, edges].every((part) => part === undefined || isEmpty(part));
};

const words = (text = ''): string[] => text.split(' ').filter(Boolean);
const common = Object.fromEntries(Object.entries(types).map(([name, type]) => [name, new Set(words(type.fields))]));
const only = Object.fromEntries(
  Object.entries(types).map(([name, type]) => [
    name,
    new Map(
      Object.entries(type.only ?? {}).flatMap(([group, text]) => words(text).map((field) => [field, group as Group])),
    ),
  ]),
);

/** Looks at everything a caller received and says what should not be so. */
export class Judge {
  /** What was delivered to each caller, by internal id. */
  readonly delivered = new Map(callerKeys.map((caller) => [caller, new Set<string>()]));
  readonly read = new Map(callerKeys.map((caller) => [caller, new Set<string>()]));
  /** Fields that had content for somebody. */
  readonly filled = new Set<string>();
  private readonly values = new Map<string, string>();

  constructor(
    private readonly knowledge: Knowledge,
    private readonly walls: Walls,
  ) {}

  /** Canaries and ids that somebody may not have, wherever they stand. */
  traces(caller: CallerKey, received: unknown): string[] {
    const { canaries, uuids } = tracesIn(received);
    const coarser = (this.walls === 'second' && coarserTexts[caller]) || [];
    const allowed = new Set([...this.knowledge.canariesFor(caller), ...coarser]);
    canaries.forEach((found) => this.read.get(caller)!.add(found));
    return [
      ...[...canaries].filter((found) => !allowed.has(found)).map((found) => `reads ${found}`),
      ...[...uuids]
        .filter((uuid) => !this.knowledge.mayLearnId(caller, uuid))
        .map((uuid) => `learns the id ${uuid} of ${this.knowledge.describe(uuid)}`),
    ];
  }

  /** An answer to a query: no errors, nothing of others, nothing but what the tables say. */
  answer(caller: CallerKey, answer: Answer<unknown>): string[] {
    const errors = this.walls === 'second' ? [] : (answer.errors ?? []);
    return [
      ...this.traces(caller, answer),
      ...errors.map(({ path, extensions: { code } }) => `answers ${code} at ${path?.join('.') ?? 'the root'}`),
      ...this.walk(caller, answer.data, undefined),
    ];
  }

  private walk(caller: CallerKey, value: unknown, around: Tenant | undefined): string[] {
    if (Array.isArray(value)) return value.flatMap((part) => this.walk(caller, part, around));
    if (typeof value !== 'object' || value === null) return [];
    const object = value as Fields;
    const type = object.__typename as string | undefined;
    const uuid = typeof object.id === 'string' ? fromGlobalId(object.id)?.id : undefined;
    const subject =
      type === 'AuditLine' && typeof object.hash === 'string'
        ? this.knowledge.lines.get(object.hash)
        : uuid && type
          ? this.knowledge.subject(uuid, type)
          : undefined;
    const findings: string[] = [];
    if (subject) {
      if (uuid && type) this.delivered.get(caller)!.add(`${type} ${uuid}`);
      if (!this.knowledge.sees(caller, subject)) findings.push(`is given ${JSON.stringify(subject)}`);
    }
    const tenant = subject?.tenant ?? around;
    for (const [key, part] of Object.entries(object)) {
      const field = key.split('__')[0]!;
      if (type && field) findings.push(...this.field(caller, type, field, key, part, uuid, tenant));
      findings.push(...this.walk(caller, part, tenant));
    }
    if (Array.isArray(object.edges) && typeof object.totalCount === 'number') {
      const { hasNextPage } = (object.pageInfo ?? {}) as { hasNextPage?: boolean };
      if (hasNextPage === false && object.totalCount !== object.edges.length)
        findings.push(`counts ${object.totalCount} in ${type} and sees ${object.edges.length}`);
    }
    return findings;
  }

  private field(
    caller: CallerKey,
    type: string,
    field: string,
    key: string,
    value: unknown,
    uuid: string | undefined,
    tenant: Tenant | undefined,
  ): string[] {
    const name = `${type}.${field}`;
    if (!isEmpty(value)) this.filled.add(name);
    const group = only[type]?.get(field);
    if (group && tenant && !this.knowledge.isAmong(caller, tenant, group))
      return isEmpty(value) ? [] : [`is told ${name} of ${tenant}, which is for ${group}`];
    const counted = tenant && this.count(caller, name, key, value, tenant);
    if (counted) return [counted];
    if (!uuid || !common[type]?.has(field) || (typeof value === 'object' && value !== null)) return [];
    // What one sees all see alike: nobody gets another text than the others in the same place.
    const place = `${type} ${uuid}.${key}`;
    const text = JSON.stringify(value);
    if (!this.values.has(place)) this.values.set(place, text);
    return this.values.get(place) === text ? [] : [`reads ${name} as ${text}, others as ${this.values.get(place)}`];
  }

  /** Numbers and lists that must be exactly what the caller may know of. */
  private count(caller: CallerKey, name: string, key: string, value: unknown, tenant: Tenant): string | undefined {
    const tasks = (fits: (task: TaskKey) => boolean) =>
      taskKeys.filter((task) => fits(task) && this.knowledge.seesTask(caller, tenant, task)).length;
    const expect = (expected: number, actual: number | undefined) =>
      actual === expected ? undefined : `counts ${actual} in ${name} of ${tenant} instead of ${expected}`;
    if (name === 'PartnershipMember.openTaskCount')
      return expect(
        tasks((task) => task !== 'archived'),
        value as number,
      );
    if (name === 'Partnership.taskCounts' && Array.isArray(value) && value.some((row: Fields) => 'count' in row)) {
      const sum = (value as { count: number }[]).reduce((total, row) => total + row.count, 0);
      return expect(
        tasks((task) => (task === 'archived') === (key !== 'taskCounts')),
        sum,
      );
    }
    if (name === 'Partnership.recentEvents' && key !== 'recentEvents') {
      const visible = this.knowledge.events.filter(
        (event) => event.tenant === tenant && this.knowledge.seesEvent(caller, event),
      );
      // At most so many are told at once.
      return expect(Math.min(50, visible.length), (value as unknown[] | null)?.length);
    }
    return undefined;
  }
}

/** An answer without what differs from request to request. */
export const comparable = (answer: Answer<unknown>): string =>
  JSON.stringify(answer, (key, value: unknown) => {
    if (key === 'traceId') return undefined;
    return typeof value === 'string' && fromGlobalId(value) ? 'an id' : value;
  });
