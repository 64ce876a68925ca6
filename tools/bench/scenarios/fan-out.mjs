// F1 and F7: one partnership, five organisations and three roles, one change after another.
import { line, median } from '../measure.mjs';
import { assertWhole, audience, open, payloadOf, times, withCpu } from './common.mjs';

async function measure(bench, name, { document, readers, events, warmUp }) {
  const { load, contestants } = bench;
  const payload = await payloadOf(bench, document);
  bench.say(`  ${document}, ${readers} readers: ${name}`);
  const contestant = await contestants.start(name, { payload });
  try {
    const who = await audience(bench, 1, readers);
    const [{ id: stream }] = who.streams;
    await open(bench, contestant, { audience: who, document });
    await load.call('closedLoop', { events: warmUp, stream });
    const result = await withCpu(contestant, () => load.call('closedLoop', { events, stream }));
    assertWhole(name, result);
    const perDelivery = result.cpu / result.deliveries;
    bench.say(`    ${perDelivery.toFixed(1)} µs of a delivery, p99 ${result.p99.toFixed(0)} ms`);
    return { ...result, perDelivery, perEvent: result.cpu / events };
  } finally {
    await load.call('close');
    await contestant.stop();
  }
}

/** @returns medians of what was measured, by contestant. */
async function compare(bench, { document, readers, rounds, events, warmUp, unshared }) {
  const rows = {};
  // Contestants take turns, so that a machine that grows busy does not favour one of them.
  for (let round = 0; round < rounds; round++)
    for (const name of ['floor', 'shared'])
      (rows[name] ??= []).push(await measure(bench, name, { document, readers, events, warmUp }));
  // Without sharing every delivery is an execution: fewer say as much.
  if (unshared) rows['not shared'] = [await measure(bench, 'not shared', { document, readers, ...unshared })];
  const of = (name, key) => median(rows[name].map((row) => row[key]));
  return Object.fromEntries(
    Object.keys(rows).map((name) => [
      name,
      Object.fromEntries(['perDelivery', 'perEvent', 'p50', 'p99'].map((key) => [key, of(name, key)])),
    ]),
  );
}

export async function F1(bench) {
  const { readers, ...how } = bench.scale.F1;
  for (const document of ['plain', 'card']) {
    const { floor, shared, 'not shared': unshared } = await compare(bench, { document, readers, ...how });
    const what = document === 'plain' ? "the event's own fields" : 'with the task as a card';
    const report = (measured, values, goal) => bench.report('F1', `${what}: ${measured}`, values, goal);
    const cpu = shared.perDelivery / floor.perDelivery;
    const absolute = `${shared.perDelivery.toFixed(1)} µs, floor ${floor.perDelivery.toFixed(1)} µs`;
    report('CPU per delivery, × floor', { figure: `${times(cpu)} (${absolute})`, value: cpu }, { atMost: 1.15 });
    const cheaper = unshared.perDelivery / shared.perDelivery;
    report('cheaper than without sharing', { figure: times(cheaper), value: cheaper }, { atLeast: 8 });
    const p99 = shared.p99 / floor.p99;
    const latency = `${times(p99)} (${shared.p99.toFixed(0)} ms; p50 ${times(shared.p50 / floor.p50)})`;
    report('p99 from change to reader, × floor', { figure: latency, value: p99 }, { atMost: 1.3 });
  }
}

export async function F7(bench) {
  const { sizes, ...how } = bench.scale.F7;
  const points = { floor: [], shared: [] };
  for (const readers of sizes) {
    const rows = await compare(bench, { document: 'plain', readers, ...how });
    for (const name of ['floor', 'shared']) points[name].push({ x: readers, y: rows[name].perEvent });
  }
  const fits = { floor: line(points.floor), shared: line(points.shared) };
  const said = ({ a, b }) => `${Math.round(a)} + ${b.toFixed(2)} × readers`;
  const value = fits.shared.b / fits.floor.b;
  const figure = `${times(value)} (µs of an event: ${said(fits.shared)}, floor ${said(fits.floor)})`;
  bench.report('F7', 'growth per reader, × floor', { figure, value, points }, { atMost: 1.3 });
}
