// F5: some stop reading.
import { residentBytes } from '../measure.mjs';
import { assertWhole, audience, ms, open, times } from './common.mjs';

export async function F5(bench) {
  const { load, contestants } = bench;
  const { readers, everyNth, length, events, batches, goodbyeMs } = bench.scale.F5;
  bench.say(`  ${readers} readers, every ${everyNth}th stops reading`);
  const contestant = await contestants.start('shared');
  try {
    const who = await audience(bench, 1, readers);
    const [{ id: stream }] = who.streams;
    await open(bench, contestant, { audience: who, document: 'long', length });
    await load.call('closedLoop', { events: Math.ceil(events / 4), stream });
    const before = await load.call('closedLoop', { events, stream });
    assertWhole('everybody reads', before);
    const held = residentBytes(contestant.pids);
    await load.call('pause', { everyNth });
    const slow = Math.ceil(readers / everyNth);
    const p99s = [];
    let most = 0;
    for (let batch = 0; batch < batches; batch++) {
      const result = await load.call('closedLoop', { events, stream });
      assertWhole('those who read', result);
      p99s.push(result.p99);
      most = Math.max(most, residentBytes(contestant.pids));
      // One after the other reads on: some before they are cut off, some in time to hear why, some too late.
      await load.call('unpause', { count: Math.ceil(slow / batches) });
    }
    await new Promise((resolve) => setTimeout(resolve, goodbyeMs));
    const codes = await load.call('closeCodes');
    p99s.sort((a, b) => a - b);
    const p99 = p99s[Math.floor(p99s.length / 2)];
    const value = p99 / before.p99;
    const figure = `${times(value)} (${ms(p99)}, before ${ms(before.p99)})`;
    bench.report('F5', "the others' p99, × without slow readers", { figure, value }, { atMost: 1.2 });
    const grown = (most - held) / 2 ** 20;
    const perReader = grown / slow;
    const said = `${grown.toFixed(0)} MiB more at most for ${slow} slow readers`;
    // The queue of a reader, and as much again for what the garbage collector has not come to.
    bench.report('F5', 'memory', { figure: said, value: perReader }, { atMost: 2, unit: 'MiB per slow reader' });
    const told = Object.entries(codes).map(([code, count]) => `${count} × ${code === '1006' ? 'cut off, too late to hear why' : code === 'open' ? 'caught up in time' : code}`).join(', '); // prettier-ignore
    bench.report('F5', 'what slow readers were told', { figure: told, value: codes[4440] ?? 0, codes }, { atLeast: 1 });
  } finally {
    await load.call('close');
    await contestant.stop();
  }
}
