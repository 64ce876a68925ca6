// F2 and F3: many partnerships, changes at a steady rate, through one process or two.
import { residentBytes } from '../measure.mjs';
import { assertWhole, audience, ms, open, payloadOf, times, withCpu } from './common.mjs';

async function measure(bench, name, { nodes, readers, partnerships, perSecond, seconds, warmUpSeconds, races }) {
  const { load, contestants } = bench;
  const document = 'plain';
  const payload = await payloadOf(bench, document);
  bench.say(`  ${readers} readers of ${partnerships} partnerships, ${nodes} process(es): ${name}`);
  const contestant = await contestants.start(name, { payload, nodes });
  try {
    const who = await audience(bench, partnerships, readers);
    const streams = who.streams.map(({ id }) => id);
    const before = residentBytes(contestant.pids);
    await open(bench, contestant, { audience: who, document });
    const memory = (residentBytes(contestant.pids) - before) / readers;
    await load.call('paced', { perSecond, seconds: warmUpSeconds, streams });
    const result = await withCpu(contestant, () => load.call('paced', { perSecond, seconds, streams }));
    assertWhole(name, result);
    // The floor has no tasks, and so no two of them.
    if (nodes > 1 && !contestant.isFloor)
      assertWhole(name, await load.call('race', { streams: streams.slice(0, 20), times: races }));
    return { ...result, memory, perDelivery: result.cpu / result.deliveries };
  } finally {
    await load.call('close');
    await contestant.stop();
  }
}

async function many(bench, scenario, options) {
  const floor = await measure(bench, 'floor', options);
  const shared = await measure(bench, 'shared', options);
  const report = (measured, values, goal) => bench.report(scenario, measured, values, goal);
  report('lost, double, out of order', { figure: `0 of ${shared.deliveries} deliveries`, value: 0 }, { atMost: 0 });
  const cpu = shared.perDelivery / floor.perDelivery;
  const absolute = `${shared.perDelivery.toFixed(1)} µs, floor ${floor.perDelivery.toFixed(1)} µs`;
  report('CPU per delivery, × floor', { figure: `${times(cpu)} (${absolute})`, value: cpu }, { atMost: 1.6 });
  const memory = shared.memory / floor.memory;
  const sizes = [shared, floor].map((row) => ((row.memory * 1_000) / 2 ** 20).toFixed(1));
  const figure = `${times(memory)} (MiB per 1,000 connections: ${sizes[0]}, floor ${sizes[1]})`;
  report('memory per connection, × floor', { figure, value: memory }, { atMost: 1.4 });
  report('from change to reader', { figure: `p50 ${ms(shared.p50)}, p99 ${ms(shared.p99)}; floor ${ms(floor.p50)}, ${ms(floor.p99)}` }); // prettier-ignore
  return { floor, shared };
}

export const F2 = (bench) => many(bench, 'F2', { ...bench.scale.F2, nodes: 1 });

export async function F3(bench) {
  const { races } = bench.scale.F2;
  await many(bench, 'F3', { ...bench.scale.F2, nodes: 2 });
  const figure = `in order at every reader; ${races} times two at once through two processes in 20 partnerships too`;
  bench.report('F3', 'order', { figure, value: 0 }, { atMost: 0 });
}
