import type { ViolationKind } from './checker.js';
import type { Entry, History, Reader, Received } from './history.js';

/** A fault put into a good history, and what the checker has to say of it. */
export interface Plant {
  name: string;
  expected: ViolationKind;
  /** @returns the spoiled copy; undefined when the history has nothing it could be done to. */
  into(history: History): History | undefined;
}

const copy = (history: History): History => structuredClone(history);
const isEvent = (entry: Entry): entry is Received => entry.kind === 'event';

/** Puts something into the trace of the first reader with enough events for it. */
const inTrace =
  (least: number, spoil: (trace: Entry[], events: Received[], reader: Reader) => void): Plant['into'] =>
  (history) => {
    const spoiled = copy(history);
    const reader = spoiled.readers.find(({ trace }) => trace.filter(isEvent).length >= least);
    if (!reader) return undefined;
    spoil(reader.trace, reader.trace.filter(isEvent), reader);
    return spoiled;
  };

/** Puts an entry behind another one, a moment later. */
const behind = (trace: Entry[], entry: Entry, next: Entry): void => {
  trace.splice(trace.indexOf(entry) + 1, 0, { ...next, at: entry.at });
};

const middle = <T>(items: readonly T[]): T => items[Math.floor(items.length / 2)]!;

/** Every fault the checker is there for. */
export const plants: readonly Plant[] = [
  {
    name: 'a dropped event',
    expected: 'lost',
    into: inTrace(3, (trace, events) => void trace.splice(trace.indexOf(middle(events)), 1)),
  },
  {
    name: 'a dropped last event',
    expected: 'lost',
    into: (history) => {
      const spoiled = copy(history);
      const reader = spoiled.readers.find(
        ({ trace, withdrawn }) => trace.some(isEvent) && withdrawn.at(-1)?.until !== Infinity,
      );
      if (!reader) return undefined;
      reader.trace.splice(reader.trace.findLastIndex(isEvent), 1);
      return spoiled;
    },
  },
  {
    name: 'a doubled event',
    expected: 'doubled',
    into: inTrace(1, (trace, events) => behind(trace, middle(events), middle(events))),
  },
  {
    name: 'swapped events',
    expected: 'disordered',
    into: inTrace(2, (trace) => {
      const at = trace.findIndex((entry, index) => isEvent(entry) && isEvent(trace[index + 1]!));
      trace.splice(at, 2, trace[at + 1]!, trace[at]!);
    }),
  },
  {
    name: 'an event for others',
    expected: 'leaked',
    into: (history) => {
      const spoiled = copy(history);
      for (const { party, partnershipId, trace } of spoiled.readers) {
        const { log } = spoiled.partnerships.find(({ id }) => id === partnershipId)!;
        const secret = log.find(({ parties }) => party !== null && !parties.includes(party));
        const opened = trace.find(({ kind }) => kind === 'opened');
        if (!secret || !opened) continue;
        const { sequence, type, subjectId, version } = secret;
        behind(trace, opened, { kind: 'event', at: 0, sequence, type, subjectId, version, task: null });
        return spoiled;
      }
      return undefined;
    },
  },
  {
    name: 'an event another organisation keeps to itself',
    expected: 'leaked',
    into: (history) => {
      const spoiled = copy(history);
      for (const { party, organisation, partnershipId, trace } of spoiled.readers) {
        const { log } = spoiled.partnerships.find(({ id }) => id === partnershipId)!;
        const secret = log.find(({ keptBy }) => party === null && keptBy !== null && keptBy !== organisation);
        const opened = trace.find(({ kind }) => kind === 'opened');
        if (!secret || !opened) continue;
        const { sequence, type, subjectId, version } = secret;
        behind(trace, opened, { kind: 'event', at: 0, sequence, type, subjectId, version, task: null });
        return spoiled;
      }
      return undefined;
    },
  },
  {
    name: 'an event of another partnership',
    expected: 'forged',
    into: inTrace(1, (trace, events) => {
      middle(events).subjectId = 'another';
    }),
  },
  {
    name: 'an event after the right has ended',
    expected: 'leaked',
    into: (history) => {
      const spoiled = copy(history);
      const reader = spoiled.readers.find(({ trace }) => trace.filter(isEvent).length >= 1);
      if (!reader) return undefined;
      const last = reader.trace.findLast(isEvent)!;
      const line = spoiled.partnerships
        .find(({ id }) => id === reader.partnershipId)!
        .log.find(({ sequence }) => sequence === last.sequence)!;
      reader.withdrawn = [
        ...reader.withdrawn.filter(({ until }) => until < line.at),
        { from: line.at - 1, until: Infinity },
      ];
      return spoiled;
    },
  },
  {
    name: 'an event on a stream that has ended',
    expected: 'late',
    into: inTrace(1, (trace, events) => {
      const last = events.at(-1)!;
      trace.splice(trace.indexOf(last), 0, { kind: 'ended', at: last.at, code: 'ACCESS_ENDED' });
    }),
  },
  {
    name: 'a stream that does not end with the right',
    expected: 'late',
    into: (history) => {
      const spoiled = copy(history);
      const reader = spoiled.readers.find(({ trace }) => trace.at(-2)?.kind === 'event');
      if (!reader) return undefined;
      const end = reader.trace.at(-1)!;
      const from = reader.trace.at(-2)!.at;
      end.at = from + 2 * spoiled.patienceMs;
      reader.withdrawn.push({ from, until: Infinity });
      spoiled.disturbed = [];
      reader.deaf = [];
      return spoiled;
    },
  },
  {
    name: 'an acknowledged task missing from the database',
    expected: 'missing',
    into: (history) => {
      const spoiled = copy(history);
      const made = spoiled.changes.find(({ kind, outcome }) => kind === 'create' && outcome === 'acknowledged');
      const partnership = spoiled.partnerships.find(({ id }) => id === made?.partnershipId);
      if (!partnership) return undefined;
      partnership.tasks = partnership.tasks.filter(({ origin }) => origin !== made!.key);
      return spoiled;
    },
  },
  {
    name: 'an acknowledged comment missing from the database',
    expected: 'missing',
    into: (history) => {
      const spoiled = copy(history);
      const said = spoiled.changes.find(({ kind, outcome }) => kind === 'comment' && outcome === 'acknowledged');
      const partnership = spoiled.partnerships.find(({ id }) => id === said?.partnershipId);
      if (!partnership) return undefined;
      partnership.comments = partnership.comments.filter(({ body }) => body !== said!.key);
      return spoiled;
    },
  },
  {
    name: 'a comment made twice',
    expected: 'repeated',
    into: (history) => {
      const spoiled = copy(history);
      const partnership = spoiled.partnerships.find(({ comments }) => comments.length > 0);
      partnership?.comments.push(partnership.comments[0]!);
      return partnership && spoiled;
    },
  },
  {
    name: 'a gap in the log',
    expected: 'gap',
    into: (history) => {
      const spoiled = copy(history);
      const partnership = spoiled.partnerships.find(({ log }) => log.length > 2);
      partnership?.log.splice(1, 1);
      return partnership && spoiled;
    },
  },
  {
    name: 'a change whose event says another version',
    expected: 'inconsistent',
    into: (history) => {
      const spoiled = copy(history);
      const line = spoiled.partnerships
        .flatMap(({ log }) => log)
        .find(({ type }) => type === 'TASK_UPDATED' || type === 'TASK_MOVED');
      if (!line) return undefined;
      line.version = line.version! + 1;
      return spoiled;
    },
  },
  {
    name: 'a screen that shows something else than the database',
    expected: 'diverged',
    into: (history) => {
      const spoiled = copy(history);
      const partnership = spoiled.partnerships.find(({ tasks }) => tasks.length > 0);
      if (partnership) partnership.tasks[0]!.status = 'ELSEWHERE';
      return partnership && spoiled;
    },
  },
  {
    name: 'a task shown as it was before its event',
    expected: 'stale',
    into: (history) => {
      const spoiled = copy(history);
      const event = spoiled.readers
        .flatMap(({ trace }) => trace.filter(isEvent))
        .find(({ task, version }) => task && version !== null && version > 1);
      if (!event) return undefined;
      event.task!.version = event.version! - 1;
      return spoiled;
    },
  },
  {
    name: 'a task shown in a version that is not shared',
    expected: 'leaked',
    into: (history) => {
      const spoiled = copy(history);
      for (const { party, trace } of spoiled.readers) {
        const own = spoiled.changes.find(
          ({ parties, version }) => party && version && parties?.includes(party) === false,
        );
        const opened = trace.find(({ kind }) => kind === 'opened');
        if (!own || !opened) continue;
        const task = { id: own.taskId!, title: own.key, status: 'TODO', version: own.version!, comments: 0 };
        const event = { kind: 'event' as const, at: 0, sequence: 1, type: '', subjectId: task.id, version: null, task };
        behind(trace, opened, event);
        return spoiled;
      }
      return undefined;
    },
  },
  {
    name: 'a writer told of somebody who was first, where nobody else writes',
    expected: 'unanswered',
    into: (history) => {
      const spoiled = copy(history);
      const change = spoiled.changes.find(({ version }) => version !== undefined);
      Object.assign(change ?? {}, { outcome: 'refused', code: 'CONFLICT' });
      return change && spoiled;
    },
  },
];
