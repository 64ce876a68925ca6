import type { Identity } from '#libs/platform';
import type { LogPage } from '../event-log.js';

/** What one look at a log found, and who has rights there at that moment. */
export interface Look {
  page: LogPage;
  entitled: ReadonlyMap<string, string>;
}

/** Reads the log behind a number (or where it stands) through somebody's eyes; undefined when they may not see it. */
export type LookThrough = (eyes: Identity) => Promise<Look | undefined>;

interface Shared {
  look: Promise<Look | undefined>;
  organisationId: string | null;
}

/** Whether a page holds every number behind `after` that it could: then nothing in it was hidden from who looked. */
const isComplete = ({ sequence, events }: LogPage, after: number, limit: number): boolean => {
  const last = events.length < limit ? sequence : events.at(-1)!.sequence;
  return last - after === events.length;
};

/**
 * One look for all organisations of a partnership that are woken together. Nearly everything is for everybody inside; only
 * where a number is missing, an organisation that may know more than the one who looked looks for itself.
 */
export class Looks {
  private readonly open = new Map<string, Shared>();

  /** @param limit events of one look at most; a page with fewer is everything. */
  constructor(private readonly limit: number) {}

  /** @param through the same for everybody who asks with this partnership and number. */
  async take(
    partnershipId: string,
    after: number | 'head',
    eyes: Identity,
    through: LookThrough,
  ): Promise<Look | undefined> {
    const { organisationId, look } = this.join(`${partnershipId} ${after}`, eyes, through);
    const found = await look;
    if (organisationId === eyes.organisationId) return found;
    if (!found || (after !== 'head' && !isComplete(found.page, after, this.limit))) return through(eyes);
    const events = found.page.events.filter(({ internal }) => !internal);
    return { ...found, page: { ...found.page, events } };
  }

  /** Whoever comes before the look has begun is served by it: what they know of happened before. */
  private join(key: string, eyes: Identity, through: LookThrough): Shared {
    const known = this.open.get(key);
    if (known) return known;
    const look = Promise.resolve().then(() => {
      this.open.delete(key);
      return through(eyes);
    });
    const shared = { look, organisationId: eyes.organisationId };
    this.open.set(key, shared);
    return shared;
  }
}
