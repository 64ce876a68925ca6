import type { Violation, ViolationKind } from './checker.js';
import type { Change, Entry, History, Interval, LogLine, Partnership, Reader, Received, ShownTask } from './history.js';

type Say = (kind: ViolationKind, text: string) => void;

/** Whether one reader got all that was theirs, in order and once, and nothing else. */
export const checkReader = (reader: Reader, history: History): Violation[] => {
  const found: Violation[] = [];
  const say: Say = (kind, text) => found.push({ kind, reader: reader.name, text });
  const partnership = history.partnerships.find(({ id }) => id === reader.partnershipId);
  if (!partnership) throw new Error(`${reader.name} reads ${reader.partnershipId}, of which nothing is recorded`);
  const visible = visibleTo(reader, partnership);
  const inForce = reader.withdrawn.at(-1)?.until !== Infinity;
  const chains = chainsOf(reader.trace);
  chains.forEach((chain, index) => {
    const last = index === chains.length - 1 && inForce;
    checkChain(chain, partnership, visible, last, say);
  });
  checkRights(reader, partnership, say);
  checkShares(reader, history.changes, say);
  checkEnds(reader, history, say);
  if (inForce) checkFold(reader, partnership, say);
  return found;
};

const visibleTo = (reader: Reader, { log }: Partnership): LogLine[] => log.filter((line) => isFor(reader, line));

const isFor = ({ party, organisation }: Reader, { parties, keptBy }: Pick<LogLine, 'parties' | 'keptBy'>): boolean =>
  party === null ? keptBy === null || keptBy === organisation : parties.includes(party);

/** What hangs together by cursors: a screen and everything up to the next one. */
const chainsOf = (trace: readonly Entry[]): Entry[][] =>
  trace.reduce<Entry[][]>((chains, entry) => {
    if (entry.kind === 'screen' || chains.length === 0) chains.push([entry]);
    else chains.at(-1)!.push(entry);
    return chains;
  }, []);

const eventsOf = (entries: readonly Entry[]): Received[] => entries.filter((entry) => entry.kind === 'event');

const checkChain = (
  chain: readonly Entry[],
  { log }: Partnership,
  visible: readonly LogLine[],
  untilTheEnd: boolean,
  say: Say,
): void => {
  const events = eventsOf(chain);
  const byNumber = new Map(log.map((line) => [line.sequence, line]));
  const mayBeSeen = new Set(visible.map(({ sequence }) => sequence));
  const seen = new Set<number>();
  let highest = 0;
  for (const { sequence, type, subjectId, version, task } of events) {
    const line = byNumber.get(sequence);
    if (line?.type !== type || line.subjectId !== subjectId || line.version !== version)
      say('forged', `event ${sequence} (${type}) is not as the log has it`);
    else if (!mayBeSeen.has(sequence)) say('leaked', `event ${sequence} is not for this reader`);
    if (seen.has(sequence)) say('doubled', `event ${sequence} came again`);
    else if (sequence < highest) say('disordered', `event ${sequence} came after ${highest}`);
    if (task && version !== null && task.version < version)
      say('stale', `event ${sequence} made version ${version} and showed ${task.version}`);
    seen.add(sequence);
    highest = Math.max(highest, sequence);
  }
  // Where a chain begins only its opaque cursor knows: at the latest behind what was committed when the screen had been read.
  const screen = chain[0]?.kind === 'screen' ? chain[0].at : -Infinity;
  const first = Math.min(...seen);
  const lost = visible.filter(
    ({ sequence, at }) =>
      !seen.has(sequence) && (sequence > first || at > screen) && (untilTheEnd || sequence < highest),
  );
  if (lost.length > 0) say('lost', `events ${lost.map(({ sequence }) => sequence).join()} did not come`);
};

/** Nobody may receive an event at a moment without rights; it was sent after its commit, and after the stream was opened. */
const checkRights = ({ trace, withdrawn }: Reader, { log }: Partnership, say: Say): void => {
  const at = new Map(log.map((line) => [line.sequence, line.at]));
  const without = (from: number, until: number) =>
    withdrawn.some((period) => period.from < from && until < period.until);
  let opened = -Infinity;
  for (const entry of trace) {
    if (entry.kind === 'opened') opened = entry.at;
    if (entry.kind === 'screen' && without(entry.asked, entry.at))
      say('leaked', `a screen was shown without a right to it`);
    if (entry.kind !== 'event') continue;
    if (without(Math.max(opened, at.get(entry.sequence) ?? -Infinity), entry.at))
      say('leaked', `event ${entry.sequence} came while there was no right to it`);
  }
};

/** What an actor is shown of a task was shared with it in that version. */
const checkShares = ({ party, trace }: Reader, changes: readonly Change[], say: Say): void => {
  if (party === null) return;
  const shares = new Map(changes.map(({ taskId, version, parties }) => [`${taskId} ${version}`, parties]));
  const shown = trace.flatMap((entry) =>
    entry.kind === 'screen' ? entry.tasks : entry.kind === 'event' && entry.task ? [entry.task] : [],
  );
  for (const { id, version } of shown)
    if (shares.get(`${id} ${version}`)?.includes(party) === false)
      say('leaked', `version ${version} of ${id} was shown, which is not shared`);
};

/** The longest undisturbed time between two moments, in milliseconds: what was broken begins its work anew. */
const quiet = (from: number, until: number, disturbed: readonly Interval[]): number => {
  let longest = 0;
  let reached = from;
  for (const gap of [...disturbed].sort((one, other) => one.from - other.from)) {
    if (gap.until <= reached || gap.from >= until) continue;
    longest = Math.max(longest, gap.from - reached);
    reached = gap.until;
  }
  return Math.max(longest, until - reached);
};

/** A stream ends in time after the right does, and nothing follows an end but a new beginning. */
const checkEnds = ({ trace, withdrawn, deaf }: Reader, { disturbed, patienceMs }: History, say: Say): void => {
  const noise = [...disturbed, ...deaf];
  let opened: number | undefined;
  for (const entry of trace) {
    if (entry.kind === 'event') {
      if (opened === undefined) say('late', `event ${entry.sequence} came on a stream that had ended`);
      continue;
    }
    if (opened !== undefined)
      for (const { from, until } of withdrawn)
        if (quiet(Math.max(from, opened), Math.min(until, entry.at), noise) > patienceMs)
          say('late', `a stream went on after the right had ended, until ${entry.kind}`);
    opened = entry.kind === 'opened' ? entry.at : undefined;
  }
};

/** What the reader's screen shows in the end is what the database holds for them. */
const checkFold = (reader: Reader, { tasks, comments }: Partnership, say: Say): void => {
  const { trace, party } = reader;
  const shown = fold(trace);
  const readable = comments.filter((comment) => isFor(reader, { ...comment, parties: [] }));
  const counts = Map.groupBy(readable, ({ taskId }) => taskId);
  const theirs = tasks.filter((task) => isFor(reader, task));
  const line = ({ title, status, version, comments: count }: ShownTask) =>
    // Comments are not for actors to count.
    [title, status, version, ...(party === null ? [count] : [])].join(' | ');
  for (const task of theirs) {
    const there = shown.get(task.id);
    const here = { ...task, comments: counts.get(task.id)?.length ?? 0 };
    if (!there) say('diverged', `task ${task.id} is not on the screen`);
    else if (line(there) !== line(here)) say('diverged', `the screen shows ${line(there)}, the database ${line(here)}`);
    shown.delete(task.id);
  }
  for (const id of shown.keys()) say('diverged', `task ${id} is still on the screen`);
};

/** The screen as a client keeps it: read whole, then changed by each event. */
const fold = (trace: readonly Entry[]): Map<string, ShownTask> => {
  let shown = new Map<string, ShownTask>();
  for (const entry of trace) {
    if (entry.kind === 'screen') shown = new Map(entry.tasks.map((task) => [task.id, task]));
    if (entry.kind !== 'event') continue;
    if (entry.task) shown.set(entry.subjectId, entry.task);
    else shown.delete(entry.subjectId);
  }
  return shown;
};
