import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { startRedis, type TestRedis } from '../../../../test/support/redis.js';
import type { Config } from '../config.js';
import { Throttle } from './throttle.js';

const made: Throttle[] = [];
const make = async (redisUrl?: string): Promise<Throttle> => {
  const throttle = new Throttle({ redisUrl } as Config);
  made.push(throttle);
  await throttle.onModuleInit();
  return throttle;
};
/** How many of so many attempts are let through. */
const passed = async (throttles: Throttle[], key: string, attempts: number): Promise<number> => {
  let count = 0;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const taken = throttles[attempt % throttles.length]!.take(key, 5, 60);
    await taken.then(
      () => count++,
      (error: unknown) => {
        expect(error).toMatchObject({ code: 'RATE_LIMITED', kind: 'TooMany' });
        const { retryAfterSeconds } = (error as { args: { retryAfterSeconds: number } }).args;
        expect(retryAfterSeconds > 0 && retryAfterSeconds <= 60).toBe(true);
      },
    );
  }
  return count;
};

describe('the throttle', () => {
  let redis: TestRedis;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(async () => {
    made.forEach((throttle) => throttle.onApplicationShutdown());
    await redis.stop();
  });

  it('lets so many through per key and window, and says when to come back', async () => {
    const throttle = await make();
    expect(await passed([throttle], 'one', 9)).toBe(5);
    expect(await passed([throttle], 'another', 9)).toBe(5);
    expect(await throttle.take('one', 100, 60, 40)).toMatchObject({ remaining: 60 });
    await expect(throttle.take('one', 100, 60, 61)).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  });

  it('counts for all processes together over Redis, and keeps no key as it is', async () => {
    const key = `someone@example.org ${randomUUID()}`;
    const both = [await make(redis.url), await make(redis.url)];
    expect(await passed(both, key, 12)).toBe(5);
    const { createClient } = await import('redis');
    const client = createClient({ url: redis.url });
    await client.connect();
    const keys = await client.keys('*');
    client.destroy();
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.join()).not.toContain('someone');
  });

  it('goes on counting by itself while Redis is away', async () => {
    const throttle = await make(redis.url);
    await throttle.take('before', 5, 60);
    await redis.kill();
    expect(await passed([throttle], 'while away', 9)).toBe(5);
    await redis.restart();
  });
});
