import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, toGlobalId } from '#libs/kernel';
import { startRedis, type TestRedis } from '../../../../test/support/redis.js';
import { RedisBus } from '../redis-bus.js';
import { allLeases, leasesOf, pictureOf } from './marks.js';
import { InProcessPresence, RedisPresence, type PresenceStore } from './presence-store.js';

// Both kinds of store pass the same tests.
describe.each(['in-process', 'Redis'])('leases kept %s', (kind) => {
  let redis: TestRedis | undefined;
  let bus: RedisBus | undefined;
  let store: PresenceStore;
  let now = Date.now();

  beforeAll(async () => {
    if (kind === 'Redis') {
      redis = await startRedis();
      bus = new RedisBus(redis.url);
      await bus.start();
    }
    store = bus ? new RedisPresence(bus, () => now) : new InProcessPresence(() => now);
  });
  afterAll(async () => {
    bus?.onApplicationShutdown();
    await redis?.stop();
  });

  it('run out one by one, unless they are renewed, and say when the next one does', async () => {
    const place = newId();
    expect(await store.list(place)).toEqual({ marks: [], runsOutIn: null });
    await store.hold(place, [
      { mark: 'b', ms: 8_000 },
      { mark: 'a', ms: 30_000 },
    ]);
    expect(await store.list(place)).toEqual({ marks: ['a', 'b'], runsOutIn: 8_000 });
    now += 8_000;
    expect(await store.list(place)).toEqual({ marks: ['a'], runsOutIn: 22_000 });
    await store.hold(place, [{ mark: 'a', ms: 30_000 }]);
    now += 29_000;
    expect(await store.list(place)).toEqual({ marks: ['a'], runsOutIn: 1_000 });
    now += 1_000;
    expect(await store.list(place)).toEqual({ marks: [], runsOutIn: null });
  });

  it('are given back, each by itself and in its own place', async () => {
    const [here, there] = [newId(), newId()];
    const leases = ['a', 'b'].map((mark) => ({ mark, ms: 1_000 }));
    await store.hold(here, leases);
    await store.hold(there, leases);
    await store.release(here, ['a', 'unknown']);
    expect((await store.list(here)).marks).toEqual(['b']);
    await store.release(here, ['b']);
    expect([(await store.list(here)).marks, (await store.list(there)).marks]).toEqual([[], ['a', 'b']]);
    await store.hold(here, []);
    expect((await store.list(here)).marks).toEqual([]);
  });
});

describe('the picture that leases make', () => {
  const [an, tom] = [newId(), newId()];
  const task = toGlobalId('CoordinationTask', newId());
  const marks = (...stays: Parameters<typeof allLeases>[0][]) =>
    stays.flatMap((stay) => allLeases(stay).map(({ mark }) => mark));

  it('counts a person once, whatever the number of windows, in order of arrival', () => {
    const [first, second, third] = [newId(), newId(), newId()];
    const all = marks(
      { lease: third, accountId: an, typing: false },
      { lease: first, accountId: tom, typing: false },
      { lease: second, accountId: an, typing: false },
    );
    expect(pictureOf(all.sort())).toEqual({ people: [tom, an], items: [] });
  });

  it('says who looks at what, and who types there until that has run out', () => {
    const stay = { lease: newId(), accountId: an, item: task, typing: true };
    const all = marks(stay, { lease: newId(), accountId: tom, item: task, typing: false });
    expect(pictureOf(all.sort()).items).toEqual([{ item: task, viewers: [an, tom], typing: [an] }]);
    const { lasting, passing } = leasesOf(stay);
    expect(passing!.ms).toBeLessThan(lasting.ms);
    expect(pictureOf([lasting.mark]).items).toEqual([{ item: task, viewers: [an], typing: [] }]);
  });

  it('leaves out what is no mark of ours', () => {
    expect(pictureOf(['', 'x', `${newId()} here nobody `, `${newId()} looks ${an} nonsense`])).toEqual({
      people: [],
      items: [],
    });
  });
});
