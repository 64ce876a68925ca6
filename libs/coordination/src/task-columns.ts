import { visible } from '#libs/access';
import { labelIds } from './labels/labels.store.js';
import { linkCounts } from './links/links.store.js';

/** Names of fields or columns of a task that are asked; when there is no such set, all of them. */
export type Asked = ReadonlySet<string>;

/** Columns over the table as `t`, by the name under which they are read, that rules, numbers and payloads stand on. */
const always = {
  ...{ id: 'id', partnershipId: 'partnership_id', number: 'number', status: 'status', version: 'version' },
  ...{ audience: 'audience', organisationId: 'organisation_id', keptBy: 'kept_by', archivedAt: 'archived_at' },
};

/** The other plain columns of a TaskView. */
const plain = {
  ...{ title: 'title', description: 'description', priority: 'priority', rank: 'rank', dueOn: 'due_on' },
  ...{ policyDomain: 'policy_domain', objectives: 'objectives', assigneeId: 'assignee_id' },
  ...{ waitingOnActorId: 'waiting_on_actor_id', waitingOnNote: 'waiting_on_note' },
  ...{ recurrence: 'recurrence', recursFrom: 'recurs_from', recursOn: 'recurs_on' },
  ...{ seriesId: 'series_id', occurrence: 'occurrence', repeated: 'repeated' },
  ...{ createdAt: 'created_at', createdBy: 'created_by', updatedAt: 'updated_at', updatedBy: 'updated_by' },
  ...{ completedAt: 'completed_at' },
};

/** Fields that come out of columns of another name. */
const MADE_OF: Record<string, readonly string[]> = {
  ...{ assignee: ['assigneeId'], waitingOnActor: ['waitingOnActorId'], municipalities: ['municipalityIds'] },
  ...{ labels: ['labelIds'], comments: ['commentCount'] },
  nextOccurrenceOn: ['recurrence', 'recursFrom', 'recursOn', 'repeated'],
};

/** What hangs on a task, over anything with its id as `t`, and over `taskSteps`. */
const hanging: Record<string, () => string> = {
  ...linkCounts,
  labelIds,
  municipalityIds: () => `array(select m.municipality_id from coordination.task_municipalities m
    where m.task_id = t.id and ${visible('coordination.task_municipalities', 'm')} order by 1)`,
  checklistDone: () => 'steps.done',
  checklistTotal: () => 'steps.total',
  commentCount: () => `(select count(*)::int from coordination.comments c
    where c.task_id = t.id and ${visible('coordination.comments', 'c')})`,
};

const those = <T>(columns: Record<string, T>, asked?: Asked): [string, T][] => {
  const wanted = asked && new Set([...asked].flatMap((field) => MADE_OF[field] ?? [field]));
  return Object.entries(columns).filter(([name]) => !wanted || wanted.has(name));
};

/** The plain columns of a TaskView: those that are asked, and those that rules stand on. */
export const taskColumns = (asked?: Asked): string =>
  [...Object.entries(always), ...those(plain, asked)].map(([name, column]) => `t.${column} as "${name}"`).join(', ');

/** The other columns, those that are asked; whatever is asked, actors: that is how actors outside are known. */
export const taskLinks = (asked?: Asked): string =>
  [
    `array(select a.actor_id from coordination.task_actors a
       where a.task_id = t.id and ${visible('coordination.task_actors', 'a')} order by 1) as "actorIds"`,
    ...those(hanging, asked).map(([name, column]) => `${column()} as "${name}"`),
  ].join(',\n');

/** The part of the `from` that counts steps, when they are asked. */
export const taskSteps = (asked?: Asked): string =>
  asked && !asked.has('checklistDone') && !asked.has('checklistTotal')
    ? ''
    : `cross join lateral (
  select count(*) filter (where i.done)::int as done, count(*)::int as total
  from coordination.checklist_items i
  where i.task_id = t.id and ${visible('coordination.checklist_items', 'i')}) steps`;
