import { describe, expect, it } from '@jest/globals';
import type { Identity } from '#libs/platform';
import type { LoggedEvent } from '../event-log.js';
import { Looks, type Look } from './looks.js';

const LIMIT = 3;
const town: Identity = { accountId: 'an', organisationId: 'town' };
const village: Identity = { accountId: 'tom', organisationId: 'village' };
const entitled = new Map([['an town', 'MEMBER for town']]);

/** A log of numbers, each for everybody or for one organisation, and how often it was read through whom. */
const logOf = (...owners: (string | null)[]) => {
  const read: (string | null)[] = [];
  const through =
    (after: number) =>
    async ({ organisationId }: Identity): Promise<Look> => {
      read.push(organisationId);
      const all = owners.map((owner, index) => ({ sequence: index + 1, internal: owner !== null, owner }));
      const seen = all.filter(
        ({ sequence, owner }) => sequence > after && (owner ?? organisationId) === organisationId,
      );
      const events = seen.slice(0, LIMIT) as unknown as LoggedEvent[];
      return { entitled, page: { epoch: 'e', sequence: owners.length, purgedUntil: 0, events } };
    };
  const numbers = async (look: Promise<Look | undefined>) => (await look)?.page.events.map(({ sequence }) => sequence);
  const looks = new Looks(LIMIT);
  const together = (after: number) =>
    Promise.all([town, village].map((eyes) => numbers(looks.take('p', after, eyes, through(after)))));
  return { read, together, looks, through, numbers };
};

describe('looking together', () => {
  it('is one look when everything is for everybody', async () => {
    const { read, together } = logOf(null, null);
    expect(await together(0)).toEqual([
      [1, 2],
      [1, 2],
    ]);
    expect(read).toEqual(['town']);
  });

  it('leaves out what stays inside the organisation of who looked', async () => {
    const { read, together } = logOf(null, 'town');
    expect(await together(0)).toEqual([[1, 2], [1]]);
    expect(read).toEqual(['town']);
  });

  it('is not enough where a number is missing: it may be the own', async () => {
    const { read, together } = logOf(null, 'village', null);
    expect(await together(0)).toEqual([
      [1, 3],
      [1, 2, 3],
    ]);
    expect(read).toEqual(['town', 'village']);
  });

  it('sees a gap before the end of a full page, and not behind it', async () => {
    const full = logOf(null, null, null, 'village');
    expect((await full.together(0))[1]).toEqual([1, 2, 3]);
    expect(full.read).toEqual(['town']);
    const gap = logOf(null, 'village', null, null);
    expect((await gap.together(0))[1]).toEqual([1, 2, 3]);
    expect(gap.read).toEqual(['town', 'village']);
  });

  it('serves nobody who comes after it began: what they know of may have happened since', async () => {
    const { read, looks, through } = logOf(null);
    const first = looks.take('p', 0, town, through(0));
    await Promise.resolve();
    await looks.take('p', 0, village, through(0));
    await first;
    expect(read).toEqual(['town', 'village']);
  });

  it('is tried by oneself when the other may not look any more', async () => {
    const { looks, through } = logOf(null);
    const gone = looks.take('p', 0, town, async (eyes) => (eyes === town ? undefined : through(0)(eyes)));
    const still = looks.take('p', 0, village, through(0));
    expect(await gone).toBeUndefined();
    expect((await still)?.page.events).toHaveLength(1);
  });

  it('reads the past once for all who miss the same, also after each other, and again for who may know more', async () => {
    const open = logOf(null, 'town', null);
    const history = (eyes: Identity) => open.numbers(open.looks.history('p', 0, eyes, open.through(0)));
    expect([await history(town), await history(town), await history(village)]).toEqual([
      [1, 2, 3],
      [1, 2, 3],
      [1, 3],
    ]);
    expect(open.read).toEqual(['town']);
    const hidden = logOf(null, 'village', null);
    const missed = (eyes: Identity) => hidden.numbers(hidden.looks.history('p', 0, eyes, hidden.through(0)));
    expect([await missed(town), await missed(village)]).toEqual([
      [1, 3],
      [1, 2, 3],
    ]);
    expect(hidden.read).toEqual(['town', 'village']);
  });
});
