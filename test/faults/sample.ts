import type { Change, Comment, Entry, History, LogLine, Reader, Task } from './history.js';

const ACTOR = 'actor';

/**
 * A good history, worked out without a server: two tasks, one of them shared with an actor and taken back, comments, one of
 * which an organisation keeps to itself, a reader inside who is cut off and comes back, one of another organisation who is
 * withdrawn and returns, and staff of the actor.
 */
export const sampleHistory = (): History => {
  const log: LogLine[] = [];
  const tasks = new Map<string, Task>();
  const comments: Comment[] = [];
  const changes: Change[] = [];
  const readers: Reader[] = [
    { name: 'inside', partnershipId: 'p', party: null, organisation: 'one', withdrawn: [], deaf: [], trace: [] },
    {
      name: 'returning',
      partnershipId: 'p',
      party: null,
      organisation: 'other',
      withdrawn: [{ from: 5_500, until: 9_500 }],
      deaf: [],
      trace: [],
    },
    { name: 'actor', partnershipId: 'p', party: ACTOR, organisation: null, withdrawn: [], deaf: [], trace: [] },
  ];
  const [inside, returning, actor] = readers as [Reader, Reader, Reader];
  const deliver = (reader: Reader, line: LogLine, at: number) => {
    if (!mayKnow(reader, line)) return;
    const { sequence, type, subjectId, version } = line;
    const task = tasks.get(subjectId);
    const said = comments.filter(
      (comment) => comment.taskId === subjectId && mayKnow(reader, { ...comment, parties: [] }),
    );
    const shown = task && mayKnow(reader, task) ? { ...task, comments: said.length } : null;
    reader.trace.push({ kind: 'event', at, sequence, type, subjectId, version, task: shown });
  };
  const tell = (at: number, type: string, taskId: string, parties: string[], keptBy: string | null = null) => {
    const line = {
      sequence: log.length + 1,
      type,
      at,
      subjectId: taskId,
      version: tasks.get(taskId)?.version ?? null,
      parties,
      keptBy,
    };
    log.push(line);
    for (const reader of readers) if (isOpen(reader.trace)) deliver(reader, line, at + 20);
  };
  const create = (at: number, id: string, parties: string[]) => {
    const key = `make ${id}`;
    tasks.set(id, { id, origin: key, title: key, status: 'TODO', version: 1, parties, keptBy: null });
    changes.push({ key, kind: 'create', partnershipId: 'p', taskId: id, version: 1, parties, outcome: 'acknowledged' });
    tell(at, 'TASK_CREATED', id, parties);
  };
  const update = (at: number, id: string, parties: string[]) => {
    const task = tasks.get(id)!;
    const before = task.parties;
    const key = `change ${id} at ${at}`;
    Object.assign(task, { title: key, version: task.version + 1, parties });
    const { version } = task;
    const certain = { taskId: id, version, title: key, parties, outcome: 'acknowledged' as const };
    changes.push({ key, kind: 'update', partnershipId: 'p', ...certain });
    tell(at, 'TASK_UPDATED', id, [...new Set([...before, ...parties])]);
  };
  const comment = (
    at: number,
    taskId: string,
    outcome: Change['outcome'] = 'acknowledged',
    keptBy: string | null = null,
  ) => {
    const key = `say ${at}`;
    changes.push({ key, kind: 'comment', partnershipId: 'p', taskId, outcome });
    comments.push({ body: key, taskId, keptBy });
    tell(at, 'TASK_COMMENT_ADDED', taskId, [], keptBy);
  };
  const open = ({ trace }: Reader, at: number) => trace.push({ kind: 'opened', at });
  const resume = (reader: Reader, at: number, after: number) => {
    open(reader, at);
    for (const line of log.filter(({ sequence }) => sequence > after)) deliver(reader, line, at + 10);
  };

  tell(500, 'PARTNERSHIP_CREATED', 'p', []);
  for (const reader of readers) {
    reader.trace.push({ kind: 'screen', asked: 900, at: 910, tasks: [] });
    open(reader, 920);
  }
  create(1_000, 'a', []);
  create(2_000, 'b', [ACTOR]);
  update(3_000, 'b', [ACTOR]);
  inside.trace.push({ kind: 'closed', at: 3_500 });
  comment(4_000, 'a', 'unknown');
  resume(inside, 4_500, 4);
  comment(5_000, 'b');
  returning.trace.push({ kind: 'ended', at: 6_000, code: 'ACCESS_ENDED' });
  update(7_000, 'b', []);
  update(8_000, 'a', []);
  returning.trace.push({ kind: 'opened', at: 9_000 }, { kind: 'ended', at: 9_010, code: 'NOT_FOUND' });
  resume(returning, 10_000, 6);
  comment(10_500, 'a', 'acknowledged', 'one');
  update(11_000, 'a', []);
  update(12_000, 'b', [ACTOR]);
  // Asked for and never answered; it did not happen.
  changes.push({ key: 'say never', kind: 'comment', partnershipId: 'p', taskId: 'a', outcome: 'unknown' });
  for (const { trace } of [inside, returning, actor]) trace.push({ kind: 'closed', at: 13_000 });
  return {
    partnerships: [{ id: 'p', head: log.length, log, tasks: [...tasks.values()], comments }],
    ...{ changes, readers, disturbed: [], patienceMs: 5_000 },
  };
};

const mayKnow = ({ party, organisation }: Reader, what: { parties: string[]; keptBy: string | null }): boolean =>
  party === null ? what.keptBy === null || what.keptBy === organisation : what.parties.includes(party);

const isOpen = (trace: readonly Entry[]): boolean => {
  const last = trace.at(-1)?.kind;
  return last === 'opened' || last === 'event';
};
