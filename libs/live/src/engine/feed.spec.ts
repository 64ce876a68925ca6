import { afterEach, describe, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel';
import { randomBytes } from 'node:crypto';
import type { Identity, PreparedOperation, Rendered, Subscriber } from '#libs/platform';
import { InProcessBus } from '../bus.js';
import { CursorCipher } from '../cursor.js';
import type { LoggedEvent, LogPage } from '../event-log.js';
import { partyOf } from './audience.js';
import { Feed } from './feed.js';
import type { FeedParts } from './feed-parts.js';
import type { Member } from './member.js';
import { Pulses } from './pulses.js';
import type { StreamRequest } from './sharing.js';

const epoch = newId();
const cursors = new CursorCipher(randomBytes(32));
const identity: Identity = { accountId: 'an', organisationId: 'town' };
const other: Identity = { accountId: 'tom', organisationId: 'town' };
const audience = { key: 'MEMBER for town', logKey: 'inside', inside: true, eyes: identity };
const request = { partnershipId: '', types: null, key: 'document', perViewer: false, plain: true };

/** Whoever reads keeps a feed awake. */
const opened: Member[] = [];
afterEach(() => opened.splice(0).forEach((member) => member.leave()));

/** What is rendered through the eyes of somebody without rights. */
const HIDDEN = -1;

/** A log in memory, to which others write whenever it is read. */
const setUp = (writesPerRead: number) => {
  let head = 20;
  const entitled = new Map([identity, other].map((who) => [partyOf(who), audience.key]));
  /** Done once the log was read, before anything of it is rendered. */
  const between: { once?: () => void } = {};
  /** A read of the past answers with what stood there when it began, once this is done. */
  const past: { held?: Promise<void> } = {};
  let eyes = identity;
  const read = async (_id: string, after: number | 'head', limit: number): Promise<LogPage> => {
    const held = after === 'head' || after >= 20 ? undefined : past.held;
    const stood = head;
    await (held ?? new Promise((resolve) => setTimeout(resolve, 2)));
    between.once?.();
    between.once = undefined;
    const sequence = held ? stood : head;
    const from = after === 'head' ? sequence : after;
    const events = Array.from({ length: Math.min(limit, sequence - from) }, (_, index) => ({
      sequence: from + 1 + index,
    }));
    const page = { epoch, sequence, purgedUntil: 0, events: events as LoggedEvent[] };
    head += writesPerRead;
    return page;
  };
  const bus = new InProcessBus();
  const parts = {
    pulses: new Pulses(bus),
    log: { read, numberAt: cursors.decode.bind(cursors), cursorAt: cursors.encode.bind(cursors) },
    db: {
      run: (who: Identity, work: () => Promise<unknown>) => {
        eyes = who;
        return work();
      },
    },
    audiences: {
      of: (who: Identity) => ({ ...audience, eyes: who }),
      now: async () => new Map(entitled),
    },
    executor: {
      render: async (_prepared: PreparedOperation, event: LoggedEvent) => {
        const seen = entitled.has(partyOf(eyes)) ? event.sequence : HIDDEN;
        await new Promise((resolve) => setTimeout(resolve, 1));
        return { json: String(seen) };
      },
    },
    counters: { looks: 0, replays: 0, executions: 0, deliveries: 0, resyncs: 0 },
    lagged: () => undefined,
  } as unknown as FeedParts;
  const feed = new Feed(parts, 'p', null, () => undefined);
  const join = async (after: number | null, more: Partial<StreamRequest> = {}, who = identity) => {
    const got: number[] = [];
    const ends: string[] = [];
    const subscriber: Subscriber = {
      identity: () => who,
      renewed: async () => who,
      send: ({ json }: Rendered) => got.push(Number(json)) > 0,
      beat: () => undefined,
      drained: async () => undefined,
      end: (reason) => ends.push(String(reason?.toJSON().extensions?.code)),
    };
    const cursor = after === null ? null : cursors.encode({ epoch, sequence: after });
    const member = await feed.join(
      { ...request, after: cursor, ...more },
      {} as PreparedOperation,
      subscriber,
      audience,
    );
    opened.push(member);
    return { got, ends, member };
  };
  const write = (many: number) => {
    head += many;
    bus.publish('events:p', '');
  };
  return { join, entitled, between, past, write, wake: () => bus.publish('events:p', ''), counters: parts.counters };
};
const oneByOne = (from: number, until: number) => Array.from({ length: until - from + 1 }, (_, index) => from + index);
/** However busy the machine is: until somebody has got a number. */
const hasGot = async ({ got }: { got: number[] }, last: number): Promise<void> => {
  for (const end = Date.now() + 10_000; !(got.at(-1)! >= last) && Date.now() < end;)
    await new Promise((resolve) => setTimeout(resolve, 10));
};

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
    const ends = () => new Set(readers.map(({ got }) => got.at(-1)));
    for (const end = Date.now() + 10_000; ends().size > 1 && Date.now() < end;)
      await new Promise((resolve) => setTimeout(resolve, 10));
    expect(ends().size).toBe(1);
    for (const { got, member } of readers) {
      expect(got).toEqual(oneByOne(got[0]!, got.at(-1)!));
      expect(got.length).toBeGreaterThan(20);
      member.leave();
    }
    expect(readers.map(({ got }) => got[0])).toEqual([6, 13, expect.any(Number), 4, 21]);
  });

  it('gives nothing twice when the log was ahead of it while a reader caught up', async () => {
    const { join, wake } = setUp(3);
    const { got, member } = await join(5);
    await hasGot({ got }, 20);
    // Up to where the feed stood when the reader came; the log, which was read behind that, is further by now.
    expect(got).toEqual(oneByOne(6, 20));
    wake();
    await hasGot({ got }, 24);
    expect(got).toEqual(oneByOne(6, got.at(-1)!));
    expect(got.length).toBeGreaterThan(17);
    member.leave();
  });

  it('leaves out nothing for one who joins a read that began before the feed went on', async () => {
    const { join, past, write } = setUp(0);
    const live = await join(null);
    let release: () => void = () => undefined;
    past.held = new Promise((resolve) => (release = resolve));
    const first = await join(5);
    write(4);
    await hasGot(live, 24);
    const second = await join(5);
    release();
    await hasGot(first, 24);
    await hasGot(second, 24);
    expect(first.got).toEqual(oneByOne(6, 24));
    expect(second.got).toEqual(oneByOne(6, 24));
  });

  it('reads a range that several missed once', async () => {
    const { join, counters } = setUp(0);
    const readers = await Promise.all([join(5), join(5), join(5), join(9)]);
    await Promise.all(readers.map((reader) => hasGot(reader, 20)));
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

  it('shows nobody what was seen through the eyes of one whose right ended between the look and this', async () => {
    const { join, wake, entitled, between } = setUp(1);
    const [an, tom] = [await join(null, { plain: false }), await join(null, { plain: false }, other)];
    between.once = () => entitled.delete(partyOf(identity));
    for (let times = 0; times < 5; times++) {
      wake();
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await hasGot(tom, 23);
    expect(an.ends).toEqual(['ACCESS_ENDED']);
    expect(tom.ends).toEqual([]);
    expect([...an.got, ...tom.got]).not.toContain(HIDDEN);
    expect(tom.got.length).toBeGreaterThan(2);
    expect(tom.got).toEqual(oneByOne(tom.got[0]!, tom.got.at(-1)!));
  });

  it('does so for readers who catch up together, too', async () => {
    const { join, entitled, between } = setUp(0);
    // Somebody keeps the feed going; then the right ends while what two others missed is read.
    await join(null, { plain: false }, other);
    between.once = () => entitled.delete(partyOf(identity));
    const [an, tom] = await Promise.all([join(5, { plain: false }), join(5, { plain: false }, other)]);
    await hasGot(tom, 20);
    expect(an.ends).toEqual(['ACCESS_ENDED']);
    expect(an.got).toEqual([]);
    expect(tom.got).toEqual(oneByOne(6, 20));
  });

  it('works out no more than a hundred ways for one account, whatever others ask', async () => {
    const { join } = setUp(0);
    for (let way = 0; way < 100; way++) await join(null, { key: `way ${way}` });
    await join(null, { key: 'way 7' });
    await expect(join(null, { key: 'one more' })).rejects.toMatchObject({ code: 'TOO_MANY_OPERATIONS' });
    await expect(join(null, { key: 'one more' }, other)).resolves.toBeDefined();
  });

  it('asks for a resync for a place of another history, or of the future', async () => {
    const { join } = setUp(0);
    await expect(join(21)).rejects.toMatchObject({ code: 'RESYNC_REQUIRED' });
  });
});
