import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../../lib/failure.mjs';
import { STREAMS } from '../documents.mjs';
import { cpuMicroseconds } from '../measure.mjs';
import { audienceOf, globalId, standing } from '../world.mjs';

/** Opens readers of a contestant, and says who writes. */
export async function open({ ownerUrl, load, scale }, contestant, { audience, document, length }) {
  const { ports, isFloor } = contestant;
  const known = await standing(ownerUrl, audience.streams);
  const writers = known.map(({ id, head, token, lanes }) => [
    id,
    isFloor ? { head, lanes: [{ version: 0 }] } : { head, token, lanes },
  ]);
  const seats = audience.seats.map(({ stream, token }, index) => ({
    ...{ stream, port: ports[index % ports.length], token: isFloor ? undefined : token },
    variables: { id: isFloor ? stream : globalId('Partnership', stream) },
  }));
  await load.call('write', { ports, streams: Object.fromEntries(writers), length });
  const heads = Object.fromEntries(known.map(({ id, head }) => [id, head]));
  await load.call('open', { seats, query: STREAMS[document], heads });
  await load.call('gather');
  await sleep(scale.settleMs);
}

/** Readers spread over the first partnerships of the world; signed in once. */
export async function audience({ world, ownerUrl, audiences }, partnerships, readers) {
  const key = `${partnerships} ${readers}`;
  if (!audiences.has(key)) audiences.set(key, await audienceOf(ownerUrl, world.slice(0, partnerships), readers));
  return audiences.get(key);
}

/** Runs work and answers what it answers, with the CPU the contestant used meanwhile, in microseconds. */
export async function withCpu({ pids }, work) {
  const before = cpuMicroseconds(pids);
  const result = await work();
  return { ...result, cpu: cpuMicroseconds(pids) - before };
}

/** @throws Failure when an event was lost, came twice, out of order, or a stream ended: no figure is worth that. */
export function assertWhole(name, { lost, double, disordered, ended }) {
  if (lost + double + disordered + ended > 0)
    throw new Failure(`${name}: ${lost} lost, ${double} double, ${disordered} out of order, ${ended} ended`);
}

/** The very bytes the API sends for an event, with a place for its number: what the floor has ready. */
export async function payloadOf(bench, document) {
  const known = bench.payloads.get(document);
  if (known) return known;
  const contestant = await bench.contestants.start('shared');
  try {
    await open(bench, contestant, { audience: await audience(bench, 1, 1), document });
    const [{ id }] = (await audience(bench, 1, 1)).streams;
    await bench.load.call('closedLoop', { events: 1, stream: id });
    const text = await bench.load.call('lastText');
    const payload = JSON.stringify(JSON.parse(text).payload).replace(/"sequence":\d+/, '"sequence":@SEQUENCE');
    bench.payloads.set(document, payload);
    return payload;
  } finally {
    await bench.load.call('close');
    await contestant.stop();
  }
}

export const times = (value) => `× ${value.toFixed(2)}`;
export const ms = (value) => `${value.toFixed(1)} ms`;
