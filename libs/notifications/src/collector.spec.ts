import { expect, it } from '@jest/globals';
import type { Clock } from '#libs/kernel';
import type { Bus, EventLog } from '#libs/live';
import type { Db, Jobs } from '#libs/platform';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CollectorStore } from './collector.store.js';
import { Collector } from './collector.js';

it('reads one partnership after the other, however many are behind at once', async () => {
  const read: string[] = [];
  let now = 0;
  let most = 0;
  let seal: () => Promise<void> = async () => undefined;
  let happened: (partnershipId: string) => void = () => undefined;
  const store = {
    collect: async (partnershipId: string) => {
      most = Math.max(most, ++now);
      await sleep(1);
      now--;
      if (partnershipId === 'p3') throw new Error('away');
      read.push(partnershipId);
      return [];
    },
  } as unknown as CollectorStore;
  const db = {
    run: (_who: unknown, work: () => unknown) => work(),
    transaction: async (work: () => unknown) => {
      await work();
      await seal();
    },
    seal: (work: () => Promise<void>) => void (seal = work),
  };
  const events = { onRecorded: (listener: typeof happened) => ((happened = listener), () => undefined) };
  const collector = new Collector(
    ...([db as unknown as Db, { now: () => new Date() } as Clock, {} as Jobs, {} as Bus] as const),
    ...([events as unknown as EventLog, store] as const),
  );
  collector.onApplicationBootstrap();
  const all = Array.from({ length: 30 }, (_, nr) => `p${String(nr)}`);
  all.forEach((id) => happened(id));
  // One that cannot be read does not stop the others.
  const wanted = all.filter((id) => id !== 'p3');
  for (let tries = 0; tries < 200 && read.length < wanted.length; tries++) await sleep(20);
  expect([most, read]).toEqual([1, wanted]);
  happened('late');
  await collector.beforeApplicationShutdown();
  expect(read).not.toContain('late');
});
