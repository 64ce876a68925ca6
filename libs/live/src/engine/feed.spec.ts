import { describe, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel';
import type { Identity, PreparedOperation, Rendered, Subscriber } from '#libs/platform';
import { InProcessBus } from '../bus.js';
import { encodePosition } from '../cursor.js';
import type { LoggedEvent, LogPage } from '../event-log.js';
import { partyOf } from './audience.js';
import { Feed, type FeedParts } from './feed.js';

const epoch = newId();
const identity: Identity = { accountId: 'an', organisationId: 'town' };
const audience = { key: 'MEMBER for town', logKey: 'inside', eyes: identity };
const request = { partnershipId: '', types: null, key: 'document', perViewer: false, plain: true };

/** A log in memory, to which others write whenever it is read. */
const setUp = (writesPerRead: number) => {
  let head = 20;
  const read = async (_id: string, after: number | 'head', limit: number): Promise<LogPage> => {
    await new Promise((resolve) => setTimeout(resolve, 2));
    const from = after === 'head' ? head : after;
    const events = Array.from({ length: Math.min(limit, head - from) }, (_, index) => ({ sequence: from + 1 + index }));
    const page = { epoch, sequence: head, purgedUntil: 0, events: events as LoggedEvent[] };
    head += writesPerRead;
    return page;
  };
  const bus = new InProcessBus();
  const parts = {
    bus,
    log: { read },
    db: { run: (_identity: Identity, work: () => Promise<unknown>) => work() },
    audiences: { of: () => audience, now: async () => new Map([[partyOf(identity), audience.key]]) },
    executor: {
      render: async (_prepared: PreparedOperation, event: LoggedEvent) => {
        await new Promise((resolve) => setTimeout(resolve, 1));
        return { json: String(event.sequence) };
      },
    },
    counters: { looks: 0, replays: 0, executions: 0, deliveries: 0 },
  } as unknown as FeedParts;
  const feed = new Feed(parts, 'p', false, () => undefined);
  const join = async (after: number | null) => {
    const got: number[] = [];
    const subscriber: Subscriber = {
      identity: () => identity,
      renewed: async () => identity,
      send: ({ json }: Rendered) => got.push(Number(json)) > 0,
      beat: () => undefined,
      drained: async () => undefined,
      end: () => undefined,
    };
    const cursor = after === null ? null : encodePosition({ epoch, sequence: after });
    const member = await feed.join({ ...request, after: cursor }, {} as PreparedOperation, subscriber, audience);
    return { got, member };
  };
  return { join, wake: () => bus.publish('events:p', ''), counters: parts.counters };
};
const oneByOne = (from: number, until: number) => Array.from({ length: until - from + 1 }, (_, index) => from + index);

describe('a feed', () => {
  it('gives each event once, in order, to readers who come late while others write', async () => {
    const { join, wake } = setUp(3);
    // The first to come finds nothing in memory: what it missed is read from the log, which is ahead of the feed.
    const readers = [await join(5), await join(12), await join(null)];
    for (let times = 0; times < 20; times++) {
      wake();
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (times === 8) readers.push(await join(3), await join(20));
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
    for (const { got, member } of readers) {
      expect(got).toEqual(oneByOne(got[0]!, got.at(-1)!));
      expect(got.length).toBeGreaterThan(20);
      member.leave();
    }
    expect(readers.map(({ got }) => got[0])).toEqual([6, 13, expect.any(Number), 4, 21]);
    expect(new Set(readers.map(({ got }) => got.at(-1))).size).toBe(1);
  });

  it('gives nothing twice when the log was ahead of it while a reader caught up', async () => {
    const { join, wake } = setUp(3);
    const { got, member } = await join(5);
    await new Promise((resolve) => setTimeout(resolve, 80));
    // Up to where the feed stood when the reader came; the log, which was read behind that, is further by now.
    expect(got).toEqual(oneByOne(6, 20));
    wake();
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect(got).toEqual(oneByOne(6, got.at(-1)!));
    expect(got.length).toBeGreaterThan(17);
    member.leave();
  });

  it('reads a range that several missed once', async () => {
    const { join, counters } = setUp(0);
    const readers = await Promise.all([join(5), join(5), join(5), join(9)]);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(readers.map(({ got }) => got)).toEqual([
      oneByOne(6, 20),
      oneByOne(6, 20),
      oneByOne(6, 20),
      oneByOne(10, 20),
    ]);
    expect(counters.replays).toBeLessThanOrEqual(2);
    expect(counters.executions).toBe(15);
    readers.forEach(({ member }) => member.leave());
  });

  it('asks for a resync for a place of another history, or of the future', async () => {
    const { join } = setUp(0);
    await expect(join(21)).rejects.toMatchObject({ code: 'RESYNC_REQUIRED' });
  });
});
