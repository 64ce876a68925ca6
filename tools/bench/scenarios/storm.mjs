// F4: all sockets cut at once, events missed meanwhile, everybody back by cursor.
import { setTimeout as sleep } from 'node:timers/promises';
import { withClient } from '../../lib/sql.mjs';
import { standing } from '../world.mjs';
import { assertWhole, audience, open, payloadOf, times } from './common.mjs';

async function cutAndResume({ load, scale }, contestant, { streams, missed }) {
  await load.call('cut');
  // Until the server has noticed: for those it still believes in it would read what nobody gets.
  await sleep(scale.settleMs);
  await load.call('change', { streams, times: missed });
  const result = await load.call('resume', { byNumber: contestant.isFloor });
  assertWhole(contestant.name, result);
  return result;
}

const READ = /from live\.events e\b[\s\S]*?parameters: \$1 = '([^']+)', \$2 = '?(\w+)/gi;

/**
 * How often each missed range was read from the log while work was done: the server's own statements, as PostgreSQL
 * logs them. Undefined when there is no log to read.
 */
async function readsOfLog({ adminUrl, ownerUrl, statements }, streams, work) {
  if (!statements) return (await work(), undefined);
  const log = (setting) =>
    withClient(adminUrl, async (client) => {
      await client.query(`alter system set log_statement = '${setting}'`);
      await client.query(`select pg_reload_conf()`);
    });
  const from = statements.size();
  await log('all');
  await work();
  await log('none');
  const heads = new Map((await standing(ownerUrl, streams)).map(({ id, head }) => [id, head]));
  const reads = new Map();
  for (const [, stream, after] of statements.since(from).matchAll(READ)) {
    // Looking whether there is more after the newest reads no range.
    if (!(Number(after) < heads.get(stream))) continue;
    const key = `${stream} after ${after}`;
    reads.set(key, (reads.get(key) ?? 0) + 1);
  }
  return reads;
}

export async function F4(bench) {
  const { load, contestants } = bench;
  const { readers, partnerships, missed } = bench.scale.F4;
  const payload = await payloadOf(bench, 'plain');
  const took = {};
  let reads;
  for (const name of ['floor', 'shared']) {
    bench.say(`  ${readers} readers of ${partnerships} partnerships cut: ${name}`);
    const contestant = await contestants.start(name, { payload });
    try {
      const who = await audience(bench, partnerships, readers);
      const streams = who.streams.map(({ id }) => id);
      await open(bench, contestant, { audience: who, document: 'plain' });
      // Everybody needs a cursor to come back with.
      await load.call('paced', { perSecond: 50, seconds: partnerships / 50, streams });
      const storm = () => cutAndResume(bench, contestant, { streams, missed });
      const { milliseconds, refusals } = await storm();
      took[name] = milliseconds;
      if (name === 'shared')
        bench.report(
          'F4',
          'readers refused who had to try again',
          { figure: `${refusals} times`, value: refusals },
          { atMost: 0 },
        );
      // Once more, while PostgreSQL writes down what it is asked: that takes time, so nothing else is measured.
      if (name === 'shared') reads = await readsOfLog(bench, who.streams, storm);
    } finally {
      await load.call('close');
      await contestant.stop();
    }
  }
  const value = took.shared / took.floor;
  const seconds = (name) => `${(took[name] / 1_000).toFixed(2)} s`;
  const figure = `${times(value)} (${seconds('shared')}, floor ${seconds('floor')})`;
  bench.report('F4', `all ${readers} live again, × floor`, { figure, value }, { atMost: 2 });
  if (!reads) return;
  const most = Math.max(0, ...reads.values());
  const counted = [...reads.values()].reduce((sum, count) => sum + count, 0);
  const said = `at most ${most} time(s); ${counted} reads of the log for ${partnerships} partnerships`;
  bench.report('F4', 'reads of each missed range', { figure: said, value: most }, { atMost: 1 });
}
