import type { Violation, ViolationKind } from './checker.js';
import type { Change, Partnership } from './history.js';

const groupBy = <T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> => Map.groupBy(items, key);

/** Whether the log has no gap, and every change is there as often as its author was told. */
export const checkDatabase = (partnership: Partnership, all: readonly Change[]): Violation[] => {
  const found: Violation[] = [];
  const say = (kind: ViolationKind, text: string) => found.push({ kind, text });
  const changes = all.filter(({ partnershipId }) => partnershipId === partnership.id);
  checkNumbers(partnership, say);
  checkStory(partnership, say);
  checkAnswers(changes, say);
  checkMade(partnership, changes, say);
  checkUpdates(partnership, changes, say);
  return found;
};

type Say = (kind: ViolationKind, text: string) => void;

const checkNumbers = ({ id, log, head }: Partnership, say: Say): void => {
  log.forEach(({ sequence }, index) => {
    const due = index === 0 ? 1 : log[index - 1]!.sequence + 1;
    if (sequence !== due) say('gap', `number ${sequence} of ${id} stands where ${due} should`);
  });
  const last = log.at(-1)?.sequence ?? 0;
  if (last !== head) say('gap', `the counter of ${id} says ${head}, its log ends at ${last}`);
};

const TOLD_BY: Record<string, string> = { TASK_UPDATED: 'versions', TASK_MOVED: 'versions' };

/** Each row has the events that made it what it is, and each event its row. */
const checkStory = ({ log, tasks, comments }: Partnership, say: Say): void => {
  const bySubject = groupBy(log, ({ subjectId }) => subjectId);
  const said = Map.groupBy(comments, ({ taskId }) => taskId);
  for (const { id, version } of tasks) {
    const lines = bySubject.get(id) ?? [];
    const made = lines.filter(({ type }) => type === 'TASK_CREATED').length;
    if (made !== 1) say('inconsistent', `task ${id} was made once, and the log says so ${made} times`);
    const versions = lines.filter(({ type }) => TOLD_BY[type]).map((line) => line.version);
    const due = Array.from({ length: version - 1 }, (_, index) => index + 2);
    if (versions.join() !== due.join())
      say('inconsistent', `task ${id} has version ${version}, its events tell of ${versions.join()}`);
    const [count, told] = [said.get(id)?.length ?? 0, lines.filter(({ type }) => type === 'TASK_COMMENT_ADDED').length];
    if (told !== count) say('inconsistent', `task ${id} has ${count} comments and ${told} events of them`);
  }
  const known = new Set(tasks.map(({ id }) => id));
  for (const { type, subjectId, sequence } of log)
    if (type.startsWith('TASK_') && !known.has(subjectId))
      say('inconsistent', `event ${sequence} tells of task ${subjectId}, which is not there`);
};

const checkAnswers = (changes: readonly Change[], say: Say): void => {
  for (const { key, outcome, code, version } of changes) {
    if (code === 'INTERNAL') say('unanswered', `${key} was answered with INTERNAL`);
    // Nobody else changes such a task, and a repeat is recognised by its key.
    else if (outcome === 'refused' && (version !== undefined || code !== 'CONFLICT'))
      say('unanswered', `${key} was refused with ${code}`);
  }
};

/** Tasks and comments carry the key of the change that made them. */
const checkMade = ({ tasks, comments }: Partnership, changes: readonly Change[], say: Say): void => {
  const made = groupBy(tasks, ({ origin }) => origin);
  const said = groupBy(comments, ({ body }) => body);
  for (const { key, kind, outcome, taskId } of changes) {
    if (kind === 'update') continue;
    const rows = kind === 'create' ? made.get(key) : said.get(key);
    const times = rows?.length ?? 0;
    if (times > 1) say('repeated', `${key} is there ${times} times`);
    if (times === 0 && outcome === 'acknowledged') say('missing', `${key} was acknowledged and is not there`);
    if (times > 0 && outcome === 'refused') say('inconsistent', `${key} was refused and is there`);
    if (kind === 'create' && outcome === 'acknowledged' && times === 1 && made.get(key)![0]!.id !== taskId)
      say('inconsistent', `${key} was acknowledged as ${taskId} and is ${made.get(key)![0]!.id}`);
  }
  const keys = new Set(changes.map(({ key }) => key));
  for (const key of [...made.keys(), ...said.keys()])
    if (!keys.has(key)) say('inconsistent', `nobody asked for ${key}`);
};

const checkUpdates = ({ log, tasks }: Partnership, changes: readonly Change[], say: Say): void => {
  const byTask = groupBy(
    changes.filter(({ kind, taskId }) => kind === 'update' && taskId !== undefined),
    ({ taskId }) => taskId!,
  );
  const taskOf = new Map(tasks.map((task) => [task.id, task]));
  const told = groupBy(
    log.filter(({ type }) => TOLD_BY[type]),
    ({ subjectId, version }) => `${subjectId} ${version}`,
  );
  for (const [id, updates] of byTask) {
    const task = taskOf.get(id);
    if (!task) {
      // Who made it says so already, unless nobody was told.
      say('missing', `task ${id} was changed and is not there`);
      continue;
    }
    const certain = updates.filter(({ outcome }) => outcome === 'acknowledged');
    const possible = certain.length + updates.filter(({ outcome }) => outcome === 'unknown').length;
    if (task.version - 1 < certain.length)
      say('missing', `task ${id} was changed ${certain.length} times and has version ${task.version}`);
    if (task.version - 1 > possible)
      say('repeated', `task ${id} was changed at most ${possible} times and has version ${task.version}`);
    for (const { key, version, title } of certain) {
      if (version === undefined) continue;
      if (!told.has(`${id} ${version}`))
        say('missing', `${key} made version ${version} of ${id}, which no event tells`);
      if (version === task.version && title !== undefined && task.title !== title)
        say('missing', `${key} made version ${version} of ${id}, whose title is not "${title}" but "${task.title}"`);
    }
  }
};
