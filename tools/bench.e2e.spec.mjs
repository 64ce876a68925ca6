// A benchmark that has rotted is worth nothing: every scenario once, as small as it goes.
import { freshDatabase } from '../test/support/database.js';
import { asTable, runBench, SCENARIOS } from './bench/run.mjs';
import { startMortalRedis } from './bench/servers.mjs';

describe('the benchmark', () => {
  it('runs every scenario, loses nothing, and says what each must reach', async () => {
    const database = await freshDatabase();
    const redis = await startMortalRedis();
    try {
      const { ownerUrl, apiUrl } = database;
      const scenarios = Object.keys(SCENARIOS);
      const results = await runBench({ ownerUrl, apiUrl, redis, redisUrl: redis.url }, { scenarios, scale: 'smoke' });
      expect([...new Set(results.map(({ scenario }) => scenario))]).toEqual(scenarios);
      for (const { value, target } of results) if (target) expect(value).toEqual(expect.any(Number));
      // Figures of a run this small say nothing; that nothing is lost holds at every size.
      expect(results.find(({ scenario }) => scenario === 'F6')).toMatchObject({ value: 0, met: true });
      expect(asTable(results).split('\n')).toHaveLength(results.length + 2);
    } finally {
      await redis.stop();
      await database.drop();
    }
  }, 120_000);
});
