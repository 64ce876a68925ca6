import { setTimeout as sleep } from 'node:timers/promises';
import { readersOf, WITHDRAWABLE, writersOf } from './cast.js';
import { check, tell, type Violation } from './checker.js';
import type { History, Interval } from './history.js';
import { Faults } from './make-faults.js';
import { inWords, planFor, type Planned } from './plan.js';
import { Random } from './random.js';
import type { FaultReader } from './reader.js';
import type { Scene } from './scene.js';
import type { FaultWriter } from './writer.js';

export interface Run {
  planned: Planned[];
  history: History;
  violations: Violation[];
  /** What happened, counted: changes by outcome, events received, ends of streams by code. */
  counts: Record<string, number>;
  /** What the API says in its log that it did not expect. */
  bugs: string[];
}

export interface RunOptions {
  seed: number;
  /** How long faults are made, in milliseconds. */
  lastsMs: number;
  /** How long a stream may go on after the right has ended, in milliseconds. */
  patienceMs: number;
  /** How long readers may take to have everything once all is whole again, in milliseconds. */
  settleMs?: number;
}

/** Times in which this process itself stood still: then the machine was busy with something else. */
const watchStalls = (stalls: Interval[]): (() => void) => {
  let last = Date.now();
  const timer = setInterval(() => {
    if (Date.now() - last > 400) stalls.push({ from: last, until: Date.now() });
    last = Date.now();
  }, 100);
  return () => clearInterval(timer);
};

/** Who takes part, and what is done while they read and write. */
interface Act {
  readers: FaultReader[];
  writers: FaultWriter[];
  patienceMs: number;
  settleMs: number;
  /** Readers who are waited for until they have everything; all when absent. */
  awaited?: readonly string[];
  /** Resolves when there has been enough of it and all is whole again. */
  during(faults: Faults): Promise<void>;
}

/** Lets people read and write while something is done, waits until everybody has everything, and writes down what came of it. */
export const perform = async (scene: Scene, act: Act): Promise<History> => {
  const { readers, writers, patienceMs, settleMs } = act;
  const disturbed: Interval[] = [];
  const stopWatching = watchStalls(disturbed);
  const stop = new AbortController();
  readers.forEach((reader) => reader.start());
  const writing = Promise.all(writers.map((writer) => writer.run(stop.signal)));
  await act.during(new Faults(scene, readers, disturbed));
  // A moment in which all is whole, so that something is delivered live at the end too.
  await sleep(500);
  stop.abort();
  await writing;
  const history: History = {
    partnerships: await scene.records(),
    changes: scene.changes,
    readers: readers.map(({ record }) => record),
    ...{ disturbed, patienceMs },
  };
  await settle(history, settleMs, act.awaited ?? readers.map(({ name }) => name));
  // What comes twice comes a little later.
  await sleep(AFTERMATH_MS);
  await Promise.all(readers.map((reader) => reader.stop()));
  stopWatching();
  return history;
};

/** Runs the faults of a seed, makes everything whole again, and judges what came of it. */
export const runSeed = async (scene: Scene, options: RunOptions): Promise<Run> => {
  const { seed, lastsMs, patienceMs, settleMs = 60_000 } = options;
  const random = new Random(seed ^ 0x5eed);
  const readers = readersOf(scene, random);
  const planned = planFor(seed, lastsMs, {
    nodes: scene.nodes.length,
    withdrawable: WITHDRAWABLE,
    readers: readers.map(({ name }) => name),
  });
  const during = async (faults: Faults) => {
    const began = Date.now();
    const all = planned.map(async ({ at, fault }) => {
      await sleep(began + at - Date.now());
      await faults.make(fault);
    });
    await Promise.all([sleep(lastsMs), ...all]);
  };
  const writers = writersOf(scene, `${seed}`, random);
  const history = await perform(scene, { readers, writers, patienceMs, settleMs, during });
  const bugs = scene.nodes.flatMap((node) => node.bugs());
  return { planned, history, violations: check(history), counts: countsOf(history, readers), bugs };
};

const AFTERMATH_MS = 500;

/** Waits until nobody misses anything, or in vain. */
const settle = async (history: History, withinMs: number, awaited: readonly string[]): Promise<void> => {
  const missing = () =>
    check(history).some(
      ({ kind, reader = '' }) => (kind === 'lost' || kind === 'diverged') && awaited.includes(reader),
    );
  for (const end = Date.now() + withinMs; missing() && Date.now() < end;) await sleep(200);
};

const countsOf = ({ changes, readers: records }: History, readers: readonly FaultReader[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  const add = (key: string, times = 1) => (counts[key] = (counts[key] ?? 0) + times);
  for (const { outcome } of changes) add(outcome);
  for (const { trace } of records) {
    add('events', trace.filter(({ kind }) => kind === 'event').length);
    add('screens', trace.filter(({ kind }) => kind === 'screen').length);
  }
  for (const { ends } of readers) for (const [code, times] of ends) add(`end ${code}`, times);
  return counts;
};

/** What a run did and what was wrong with it, in lines. */
export const report = ({ planned, counts, violations, bugs }: Run): string[] => [
  ...inWords(planned),
  JSON.stringify(counts),
  ...tell(violations).slice(0, 20),
  ...bugs.slice(0, 20),
];
