// The load client: a process of its own, told over IPC what to do; checks the number of every event that arrives.
import { performance } from 'node:perf_hooks';
import { Subscriber } from './wire.mjs';

const SEQUENCE = /"sequence":(\d+)/;

let subscribers = [];
let waiting;
const faults = { lost: 0, double: 0, disordered: 0 };

/** Counts one arrival, against the number this subscriber saw last. */
const arrived = (entry, text) => {
  const sequence = Number(SEQUENCE.exec(text)?.[1]);
  if (entry.last !== undefined) {
    if (sequence === entry.last) faults.double++;
    else if (sequence < entry.last) faults.disordered++;
    else if (sequence > entry.last + 1) faults.lost += sequence - entry.last - 1;
  }
  entry.last = Math.max(entry.last ?? 0, sequence);
  if (!waiting || sequence < waiting.target) return;
  waiting.latencies.push(performance.now() - waiting.began);
  if (--waiting.left === 0) waiting.resolve(waiting.latencies);
};

const open = async ({ port, tokens, query, variables }) => {
  subscribers = [];
  // Some at a time: the accept queue is not what is measured.
  for (let index = 0; index < tokens.length; index += 100)
    await Promise.all(
      tokens.slice(index, index + 100).map((token, offset) => {
        const entry = { last: undefined };
        const id = `s${String(index + offset).padStart(8, '0')}`;
        entry.subscriber = new Subscriber({ port, token, query, variables, id }, (text) => arrived(entry, text));
        subscribers.push(entry);
        return entry.subscriber.open();
      }),
    );
};

/** One change after another, each when everybody has the one before. */
const closedLoop = async ({ port, events, url, request, from }) => {
  const latencies = [];
  for (let index = 0; index < events; index++) {
    const done = new Promise((resolve) => {
      waiting = {
        target: from + index + 1,
        left: subscribers.length,
        latencies: [],
        began: performance.now(),
        resolve,
      };
    });
    const body = JSON.stringify(request.body)
      .replaceAll('"@VERSION"', String(request.version + index))
      .replaceAll('@VERSION', String(request.version + index));
    const answer = await fetch(`http://127.0.0.1:${port}${url}`, { method: 'POST', headers: request.headers, body });
    const text = await answer.text();
    if (!answer.ok || text.includes('"errors"')) throw new Error(`the change was refused: ${text.slice(0, 300)}`);
    latencies.push(...(await done));
  }
  waiting = undefined;
  latencies.sort((a, b) => a - b);
  const at = (share) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))];
  return { deliveries: latencies.length, p50: at(0.5), p99: at(0.99), ...faults };
};

const close = async () => {
  subscribers.forEach(({ subscriber }) => subscriber.close());
  subscribers = [];
  Object.assign(faults, { lost: 0, double: 0, disordered: 0 });
};

const commands = { open, closedLoop, close };
process.on('message', async ({ nr, command, options }) => {
  try {
    process.send({ nr, result: await commands[command](options) });
  } catch (error) {
    process.send({ nr, error: String(error?.stack ?? error) });
  }
});
process.on('disconnect', () => process.exit());
