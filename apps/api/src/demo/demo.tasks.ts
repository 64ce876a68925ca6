import { AddTaskComment, ChangeChecklist, CreateTask, MoveTask } from '#libs/coordination';
import { toGlobalId } from '#libs/kernel';
import type { Happening } from './demo.calendar.js';
import type { DemoMove, DemoTask } from './demo.model.js';
import type { DemoOwner } from './demo.owner.js';
import type { Setting } from './demo.partnerships.js';

/** What the story of the tasks needs besides. */
export interface TaskSetting extends Setting {
  owner: DemoOwner;
  /** Internal ids: of actors by code, of accounts by person, of municipalities by name. */
  actors: Map<string, string>;
  accounts: Map<string, string>;
  places: Map<string, string>;
}

/** The story of one task, from its first day on. */
export const taskStory = (setting: TaskSetting, partnershipId: string, demo: DemoTask): Happening[] => {
  const { stage } = setting;
  const task = { id: '', version: 0, items: [] as { id: string; version: number }[] };
  const create = async () => {
    const row = await stage.action(CreateTask).run(inputOf(setting, partnershipId, demo));
    task.id = toGlobalId('CoordinationTask', row.id);
    task.version = row.version;
    if (demo.ticked)
      task.items = await setting.owner.query(
        `select id, version from coordination.checklist_items where task_id = $1 order by position`,
        [row.id],
      );
  };
  const move = async ({ status, on }: DemoMove) => {
    const actor = setting.actors.get(on ?? '');
    const { version } = await stage.action(MoveTask).run({
      id: task.id,
      expectedVersion: task.version,
      status,
      ...(actor ? { waitingOnActorId: toGlobalId('Actor', actor) } : { waitingOnNote: on }),
    });
    task.version = version;
  };
  const tick = async (index: number) => {
    const item = task.items[index]!;
    const input = { id: toGlobalId('ChecklistItem', item.id), expectedVersion: item.version, done: true };
    await stage.action(ChangeChecklist).update(input);
  };
  const say = (body: string) => stage.action(AddTaskComment).run({ taskId: task.id, body });

  const moves = demo.moves ?? [];
  const worker = demo.to ?? demo.by;
  const [start, end] = [moves[0]?.ago ?? demo.created, moves.at(-1)?.status === 'DONE' ? moves.at(-1)!.ago : 1];
  return [
    { ago: demo.created, by: demo.by, run: create },
    ...moves.map((step) => ({ ago: step.ago, by: step.by, run: () => move(step) })),
    // Steps are done evenly over the time somebody was busy with the task.
    ...Array.from({ length: demo.ticked ?? 0 }, (_, index) => {
      const ago = Math.round(start - ((start - end) * (index + 1)) / ((demo.ticked ?? 0) + 1));
      return { ago, by: worker, run: () => tick(index) };
    }),
    ...(demo.comments ?? []).map(([ago, by, body]) => ({ ago, by, run: () => say(body) })),
  ];
};

const inputOf = ({ actors, accounts, places, calendar }: TaskSetting, partnershipId: string, demo: DemoTask) => ({
  partnershipId: toGlobalId('Partnership', partnershipId),
  title: demo.title,
  description: demo.text,
  status: 'TODO' as const,
  dueOn: demo.due === undefined ? null : calendar.dayAgo(-demo.due),
  priority: demo.priority ?? 'NORMAL',
  policyDomain: demo.domain,
  objectives: demo.goals,
  municipalityIds: (demo.places ?? []).map((name) => toGlobalId('Municipality', places.get(name)!)),
  assigneeId: demo.to ? toGlobalId('Person', accounts.get(demo.to)!) : null,
  actorIds: (demo.actors ?? []).map((code) => toGlobalId('Actor', actors.get(code)!)),
  audience: demo.shared ? ('INVOLVED_ACTORS' as const) : ('PARTNERSHIP' as const),
  checklist: demo.steps ?? [],
});
