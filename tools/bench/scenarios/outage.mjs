// F6: Redis killed and started again, empty.
import { setTimeout as sleep } from 'node:timers/promises';
import { audience, ms, open } from './common.mjs';

export async function F6(bench) {
  const { load, contestants, redis } = bench;
  const { readers, partnerships, perSecond, beforeSeconds, outageSeconds, afterSeconds } = bench.scale.F6;
  bench.say(`  Redis away for ${outageSeconds} s, ${readers} readers of ${partnerships} partnerships`);
  const contestant = await contestants.start('shared');
  try {
    const who = await audience(bench, partnerships, readers);
    const streams = who.streams.map(({ id }) => id);
    await open(bench, contestant, { audience: who, document: 'plain' });
    const before = await load.call('paced', { perSecond, seconds: beforeSeconds, streams });
    const writing = load.call('paced', { perSecond, seconds: outageSeconds + afterSeconds, streams });
    writing.catch(() => {});
    await redis.kill();
    await sleep(outageSeconds * 1_000);
    await redis.restart();
    const during = await writing;
    const faults = ['lost', 'double', 'disordered', 'ended'].map((key) => before[key] + during[key]);
    const [lost, double, disordered, ended] = faults;
    const sum = faults.reduce((total, count) => total + count, 0);
    const figure = `${lost} lost, ${double} double, ${disordered} out of order, ${ended} ended, of ${during.deliveries} deliveries`;
    bench.report('F6', 'deliveries', { figure, value: sum }, { atMost: 0 });
    const said = ({ writes }) => `p50 ${ms(writes.p50)}, p99 ${ms(writes.p99)}, longest ${ms(writes.longest)}`;
    const changes = `all ${during.writes.count} made; ${said(during)} (before: ${said(before)})`;
    bench.report(
      'F6',
      'changes',
      { figure: changes, value: during.writes.p50 / before.writes.p50 },
      { atMost: 1.5, unit: '× p50 before' },
    );
    bench.report('F6', 'from change to reader', { figure: `p50 ${ms(during.p50)}, p99 ${ms(during.p99)}` });
  } finally {
    await load.call('close');
    await contestant.stop();
  }
}
