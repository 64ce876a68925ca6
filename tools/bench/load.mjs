// The load client: a process of its own, told over IPC what to do; checks the number of every event that arrives.
import { performance } from 'node:perf_hooks';
import { fromApi, fromFloor } from './board-readers.mjs';
import { percentile } from './measure.mjs';
import { Subscriber } from './wire.mjs';
import { Writers } from './writers.mjs';

const SEQUENCE = /"sequence":(\d+)/;
const CURSOR = /"cursor":"([^"]+)"/;

let readers = [];
let writers;
let latencies = [];
let awaited;
let arrivals = 0;
const noFaults = { lost: 0, double: 0, disordered: 0, ended: 0 };
const faults = { ...noFaults };
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Counts one arrival, against the number this reader saw last. */
const arrived = (reader, text) => {
  const sequence = Number(SEQUENCE.exec(text)?.[1]);
  if (!(sequence > reader.last)) {
    if (sequence === reader.last) faults.double++;
    else faults.disordered++;
    return;
  }
  faults.lost += sequence - reader.last - 1;
  reader.last = sequence;
  reader.text = text;
  arrivals++;
  const began = writers?.beganAt(reader.stream, sequence);
  if (began !== undefined && !reader.paused) latencies.push(performance.now() - began);
  if (awaited && sequence === awaited.heads[reader.stream] && !reader.paused && --awaited.left === 0) awaited.resolve();
};

/** Resolves when everybody who reads has the newest event of their stream, or after some time; then the rest is lost. */
const everybodyHas = async (heads, patienceMs = 20_000) => {
  const behind = () => readers.filter((reader) => !reader.paused && reader.last < heads[reader.stream]);
  const left = behind().length;
  if (left > 0) {
    let timer;
    await new Promise((resolve) => {
      awaited = { heads, left, resolve };
      timer = setTimeout(resolve, patienceMs);
    });
    clearTimeout(timer);
    awaited = undefined;
  }
  for (const reader of behind()) faults.lost += heads[reader.stream] - reader.last;
};

const connect = (reader, after) => {
  const { port, token, query, variables, id } = reader;
  reader.closedWith = undefined;
  reader.subscriber = new Subscriber(
    { port, token, query, variables: after === undefined ? variables : { ...variables, after }, id },
    {
      onNext: (text) => arrived(reader, text),
      onEnd: () => faults.ended++,
      onClose: (code) => (reader.closedWith = code),
    },
  );
  return reader.subscriber.open();
};

/** @param {{ seats: { stream: string, token: string, port: number, variables: object }[], query: string, heads: object }} options */
const open = async ({ seats, query, heads }) => {
  readers = seats.map((seat, index) => ({ ...seat, query, last: heads[seat.stream], id: `s${String(index).padStart(8, '0')}` })); // prettier-ignore
  // Some at a time: the accept queue is not what is measured.
  for (let index = 0; index < readers.length; index += 100)
    await Promise.all(readers.slice(index, index + 100).map((reader) => connect(reader)));
};

/** Makes changes until one has reached everybody: then all are in the picture, however busy the machine is. */
const gather = async () => {
  const streams = [...new Set(readers.map(({ stream }) => stream))];
  for (let tries = 1; ; tries++) {
    await change({ streams, times: 1 });
    // Longer each time: who is slow to deliver must not be overtaken by the next change.
    await everybodyHas(writers.heads(), 500 * tries);
    if (readers.every(({ stream, last }) => last === writers.headOf(stream))) break;
    if (tries === 30) throw new Error('not everybody hears of changes');
  }
  figures();
  Object.assign(faults, noFaults);
};

/** Who writes, in which streams, through which contestants. */
const write = async (options) => {
  writers = new Writers(options);
};

const figures = () => {
  latencies.sort((a, b) => a - b);
  const answer = {
    deliveries: arrivals,
    ...{ p50: percentile(latencies, 0.5), p99: percentile(latencies, 0.99) },
    writes: writers.takeFigures(),
    ...faults,
  };
  latencies = [];
  arrivals = 0;
  return answer;
};

/** One change after another in one stream, each when everybody has the one before. */
const closedLoop = async ({ events, stream, pauseMs = 0 }) => {
  for (let index = 0; index < events; index++) {
    const done = everybodyHas({ [stream]: writers.headOf(stream) + 1 });
    await writers.change(stream);
    await done;
    if (pauseMs) await sleep(pauseMs);
  }
  return figures();
};

/** Changes at a steady rate, one stream after the other, whether they have arrived or not. */
const paced = async ({ perSecond, seconds, streams }) => {
  const began = performance.now();
  const total = Math.round(perSecond * seconds);
  const changes = [];
  for (let index = 0; index < total; index++) {
    const early = (index / perSecond) * 1_000 - (performance.now() - began);
    if (early > 1) await sleep(early);
    changes.push(writers.change(streams[index % streams.length]));
  }
  await Promise.all(changes);
  await everybodyHas(writers.heads());
  return { ...figures(), seconds: (performance.now() - began) / 1_000 };
};

/** Changes nobody waits for; all streams at once, each so many times. */
const change = async ({ streams, times }) => {
  for (let nr = 0; nr < times; nr++) await Promise.all(streams.map((stream) => writers.change(stream)));
};

/** In each stream two change something at the same moment, through two processes. */
const race = async ({ streams, times }) => {
  for (let nr = 0; nr < times; nr++) await Promise.all(streams.map((stream) => writers.race(stream)));
  await everybodyHas(writers.heads());
  return figures();
};

/** What the first reader got last. */
const lastText = async () => readers[0].text;

const cut = async () => readers.forEach(({ subscriber }) => subscriber.close());

/** Comes back behind what it saw last; refused, it tries again after a moment, as clients do. Answers how often it was refused. */
const comeBack = async (reader, after) => {
  for (let refused = 0; ; refused++) {
    try {
      await connect(reader, after);
      return refused;
    } catch (error) {
      if (refused === 50) throw error;
      await sleep(200 + Math.random() * 300);
    }
  }
};

/** Everybody comes back at once; milliseconds until all have everything and are live. */
const resume = async ({ byNumber }) => {
  const began = performance.now();
  const done = everybodyHas(writers.heads(), 60_000);
  const after = (reader) => (byNumber ? String(reader.last) : CURSOR.exec(reader.text)?.[1]);
  const refused = await Promise.all(readers.map((reader) => comeBack(reader, after(reader))));
  await done;
  const refusals = refused.reduce((sum, count) => sum + count, 0);
  return { milliseconds: performance.now() - began, refusals, ...figures() };
};

/** Some stop reading. */
const pause = async ({ everyNth }) => {
  readers.forEach((reader, index) => {
    if (index % everyNth !== 0) return;
    reader.paused = true;
    reader.subscriber.pause();
  });
};

/** Some of those who stopped read on. */
const unpause = async ({ count }) => {
  const asleep = readers.filter(({ paused, awake }) => paused && !awake).slice(0, count);
  for (const reader of asleep) {
    reader.awake = true;
    reader.subscriber.unpause();
  }
};

/** How the sockets of those who stopped have ended, by close code. */
const closeCodes = async () => {
  const codes = {};
  for (const { paused, closedWith = 'open' } of readers) if (paused) codes[closedWith] = (codes[closedWith] ?? 0) + 1;
  return codes;
};

const close = async () => {
  readers.forEach(({ subscriber }) => subscriber.close());
  readers = [];
  writers = undefined;
  latencies = [];
  arrivals = 0;
  Object.assign(faults, noFaults);
};

/** Boards read by several clients at once, each when the one before is there; each job is somebody's board of so many tasks. */
const boards = async ({ port, clients, count, jobs, floor, document }) => {
  const read = floor ? fromFloor : fromApi(document);
  let left = count;
  const took = [];
  const client = async () => {
    while (left-- > 0) {
      const job = jobs[left % jobs.length];
      const began = performance.now();
      const tasks = await read(port, job);
      if (tasks !== job.tasks) throw new Error(`a board of ${tasks} tasks instead of ${job.tasks}`);
      took.push(performance.now() - began);
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: clients }, client));
  const seconds = (performance.now() - began) / 1_000;
  took.sort((a, b) => a - b);
  return { perSecond: took.length / seconds, p50: percentile(took, 0.5), p99: percentile(took, 0.99) };
};

const commands = {
  open,
  gather,
  write,
  closedLoop,
  paced,
  change,
  race,
  lastText,
  cut,
  resume,
  pause,
  unpause,
  closeCodes,
  close,
  boards,
};
process.on('message', async ({ nr, command, options }) => {
  try {
    process.send({ nr, result: await commands[command](options) });
  } catch (error) {
    process.send({ nr, error: String(error?.stack ?? error) });
  }
});
process.on('disconnect', () => process.exit());
