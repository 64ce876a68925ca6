import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Bus, InProcessBus, RedisBus } from '#libs/live';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from 'redis';
import { startRedis, type RunningRedis } from '../../tools/redis.mjs';
import { freePort } from '../support/servers.js';

const until = async (done: () => boolean, what: string) => {
  for (const end = Date.now() + 15_000; !done();) {
    if (Date.now() > end) throw new Error(`in vain: ${what}`);
    await sleep(10);
  }
};

/** A Redis in cluster mode, of one node that has every slot. */
const startCluster = async (): Promise<RunningRedis> => {
  const [port, busPort] = [await freePort(), await freePort()];
  const cluster = ['--cluster-enabled', 'yes', '--cluster-announce-ip', '127.0.0.1', '--cluster-port', String(busPort)];
  const redis = await startRedis({
    port,
    settings: [...cluster, '--cluster-config-file', `${tmpdir()}/nodes-${randomUUID()}.conf`],
  });
  const client = createClient({ url: redis.url });
  await client.connect();
  await client.sendCommand(['CLUSTER', 'ADDSLOTSRANGE', '0', '16383']);
  for (let info = ''; !info.includes('cluster_state:ok'); await sleep(20))
    info = await client.sendCommand(['CLUSTER', 'INFO']);
  client.destroy();
  return redis;
};

// Every kind of bus passes the same file.
describe.each(['in one process', 'over Redis', 'over a Redis cluster'])('the bus %s', (kind) => {
  let redis: RunningRedis | undefined;
  let here: Bus;
  let there: Bus;
  const ends: (() => void)[] = [];

  beforeAll(async () => {
    if (kind === 'in one process') {
      here = there = new InProcessBus();
      return;
    }
    redis = kind === 'over Redis' ? await startRedis() : await startCluster();
    for (const make of [0, 1]) {
      const bus = new RedisBus(redis.url);
      await bus.start();
      ends.push(() => bus.onApplicationShutdown());
      if (make) there = bus;
      else here = bus;
    }
    await until(() => here.connected && there.connected, 'connections');
    if (kind === 'over a Redis cluster')
      await until(() => (here as RedisBus).sharded && (there as RedisBus).sharded, 'shards');
  }, 60_000);
  afterAll(async () => {
    ends.forEach((end) => end());
    await redis?.stop();
  });

  /** Hears until a message arrived that proves the subscription is there. */
  const watch = async (bus: Bus, channel: string) => {
    const heard: string[] = [];
    const stop = bus.watch(channel, (message) => heard.push(message));
    for (let probe = 0; !heard.some((message) => message.startsWith('probe')); probe++) {
      (bus === here ? there : here).publish(channel, `probe ${probe}`);
      await sleep(20);
      if (probe > 500) throw new Error('never subscribed');
    }
    await sleep(50);
    return { heard: () => heard.filter((message) => message && !message.startsWith('probe')), stop };
  };

  it('carries messages to every watcher of a channel once, whoever sends, in order', async () => {
    const [channel, other] = [`events:${randomUUID()}`, `events:${randomUUID()}`];
    const [one, two] = [await watch(here, channel), await watch(there, channel)];
    const stranger = await watch(there, other);
    for (let number = 1; number <= 20; number++) here.publish(channel, String(number));
    const expected = Array.from({ length: 20 }, (_, index) => String(index + 1));
    await until(() => one.heard().length >= 20 && two.heard().length >= 20, 'messages');
    await sleep(100);
    expect([one.heard(), two.heard(), stranger.heard()]).toEqual([expected, expected, []]);
    [one, two, stranger].forEach(({ stop }) => stop());
  });

  it('hears nothing once nobody watches', async () => {
    const channel = `events:${randomUUID()}`;
    const watcher = await watch(there, channel);
    watcher.stop();
    here.publish(channel, 'late');
    await sleep(100);
    expect(watcher.heard()).toEqual([]);
  });

  it('has one subscription on the server for a channel, and none without watchers', async () => {
    if (!redis) return expect(here.connected).toBe(true);
    const channel = `events:${randomUUID()}`;
    const asker = createClient({ url: redis.url });
    await asker.connect();
    const word = kind === 'over Redis' ? ['NUMSUB'] : ['SHARDNUMSUB'];
    const count = async () =>
      Number((await asker.sendCommand<unknown[]>(['PUBSUB', ...word, `samenregie:${channel}`]))[1]);
    const watchers = [await watch(there, channel), await watch(there, channel)];
    expect(await count()).toBe(1);
    watchers.forEach(({ stop }) => stop());
    for (const end = Date.now() + 5_000; (await count()) > 0 && Date.now() < end;) await sleep(20);
    expect(await count()).toBe(0);
    asker.destroy();
  });
});

describe('a Redis that stands still', () => {
  it('keeps no writer waiting, and readers of the process hear all the same', async () => {
    const redis = await startRedis();
    const bus = new RedisBus(redis.url);
    await bus.start();
    const probe = createClient({ url: redis.url });
    await probe.connect();
    const pid = Number(/process_id:(\d+)/.exec(await probe.info('server'))![1]);
    probe.destroy();
    process.kill(pid, 'SIGSTOP');
    try {
      const heard: string[] = [];
      bus.watch('events:p', (message) => heard.push(message));
      for (let number = 1; number <= 5_000; number++) bus.publish('events:p', String(number));
      await until(() => heard.length === 5_000, 'own messages');
      // Its connections stand; that nothing is answered is what gives it away.
      await until(() => !bus.connected, 'being told away');
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    await until(() => bus.connected, 'coming back');
    bus.onApplicationShutdown();
    await redis.stop();
  }, 60_000);
});
