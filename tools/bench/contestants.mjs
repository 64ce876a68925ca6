// What is measured: this server, with sharing and without, and the floors. Each process ends with us.
import { fork, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { apiScript, startNode } from '../lib/child.mjs';
import { Failure } from '../lib/failure.mjs';
import { freePort } from '../lib/ports.mjs';

const here = import.meta.dirname;

/** A script beside this one that says on which port it listens. */
async function startScript(name, env) {
  const child = spawn(process.execPath, [path.join(here, name)], { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, ...env } }); // prettier-ignore
  const ended = new Promise((resolve) => child.once('close', resolve));
  const port = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', (line) => resolve(Number(line.split(' ')[1])));
    void ended.then(() => reject(new Failure(`${name} did not start.`)));
  });
  const stop = () => {
    child.stdin.end();
    return ended;
  };
  return { port, pid: child.pid, stop };
}

async function startApi({ apiUrl, redisUrl, profile }, { sharing, onError }) {
  const port = await freePort();
  const child = startNode(apiScript('main'), {
    env: {
      ...process.env,
      ...{ HOST: '127.0.0.1', PORT: String(port), DATABASE_URL: apiUrl, DATABASE_OWNER_URL: '', REDIS_URL: redisUrl },
      ...{ SHARED_EXECUTION: String(sharing), COST_PER_MINUTE: '1000000000', DEMO: 'false' },
      ...(profile && { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${profile}` }),
    },
    onError,
  });
  for (let attempt = 0; attempt < 1_200; attempt++) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
    if (answer?.ok) return { port, pid: child.pid, stop: () => child.stop(15_000) };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await child.stop();
  throw new Failure('The API did not become ready.');
}

const together = (nodes) => ({
  ports: nodes.map(({ port }) => port),
  pids: nodes.map(({ pid }) => pid),
  stop: () => Promise.all(nodes.map(({ stop }) => stop())),
});

/**
 * Starts contestants by name, as many processes as wanted. With `keep` they go on for the next who needs the same, which
 * saves the time and spoils the figures: for a run that only proves that everything works.
 */
export class Contestants {
  constructor(bench, { keep, say }) {
    this.bench = bench;
    this.keep = keep;
    this.say = say;
    this.kept = new Map();
  }

  /** @param {'floor' | 'shared' | 'not shared' | 'board floor'} name */
  async start(name, { nodes = 1, ...options } = {}) {
    const key = name === 'board floor' ? JSON.stringify(options) : name;
    const running = this.kept.get(key) ?? [];
    while (running.length < nodes) {
      running.push(await this.startOne(name, options));
      if (this.keep) this.kept.set(key, running);
    }
    const contestant = { name, isFloor: name.endsWith('floor'), ...together(running.slice(0, nodes)) };
    return this.keep ? { ...contestant, stop: async () => {} } : contestant;
  }

  startOne(name, { payload, settings }) {
    const { bench, say } = this;
    let complaints = 0;
    const onError = (line) => {
      if (complaints++ < 10) say(`  ${line.slice(0, 200)}`);
    };
    if (name === 'floor')
      return startScript('floor.mjs', { DATABASE_OWNER_URL: bench.ownerUrl, REDIS_URL: bench.redisUrl, PAYLOAD: payload }); // prettier-ignore
    if (name === 'board floor')
      return startScript('board-floor.mjs', { DATABASE_URL: bench.apiUrl, SETTINGS: JSON.stringify(settings) });
    return startApi(bench, { sharing: name === 'shared', onError });
  }

  /** Stops those that were kept. */
  async stop() {
    await Promise.all([...this.kept.values()].flat().map(({ stop }) => stop()));
  }
}

/** The load client, with its commands as functions. */
export function startLoad() {
  const child = fork(path.join(here, 'load.mjs'), { execArgv: [] });
  const open = new Map();
  let last = 0;
  child.on('message', ({ nr, error, result }) => {
    const { resolve, reject } = open.get(nr);
    open.delete(nr);
    if (error) reject(new Error(error));
    else resolve(result);
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  void ended.then(() => open.forEach(({ reject }) => reject(new Failure('The load client ended.'))));
  const call = (command, options = {}) =>
    new Promise((resolve, reject) => {
      open.set(++last, { resolve, reject });
      child.send({ nr: last, command, options });
    });
  const stop = () => {
    if (child.connected) child.disconnect();
    return ended;
  };
  return { call, stop };
}
