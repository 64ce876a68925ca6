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

/** How long what was read of the past is kept for others who miss the same, in milliseconds: a crowd comes back within it. */
const KEPT_MS = 10_000;
/** How many such reads are kept at most; the oldest goes. */
const KEPT = 500;

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
  private readonly past = new Map<string, Shared>();

  /** @param limit events of one look at most; a page with fewer is everything. */
  constructor(private readonly limit: number) {}

  /** @param through the same for everybody who asks with this partnership and number. */
  async take(
    partnershipId: string,
    after: number | 'head',
    eyes: Identity,
    through: LookThrough,
  ): Promise<Look | undefined> {
    return this.seen(this.join(`${partnershipId} ${after}`, eyes, through), after, eyes, through);
  }

  /**
   * What follows a number. The past does not change, so that whoever asks within a moment is served by the same read, also
   * when it is over; it may end before where the log stands by then.
   */
  async history(partnershipId: string, after: number, eyes: Identity, through: LookThrough): Promise<Look | undefined> {
    const key = `${partnershipId} ${after}`;
    const known = this.past.get(key);
    if (known) return this.seen(known, after, eyes, through);
    const read = { look: through(eyes), organisationId: eyes.organisationId };
    this.past.set(key, read);
    if (this.past.size > KEPT) this.past.delete(this.past.keys().next().value!);
    const forget = () => void this.past.delete(key);
    read.look.then(() => setTimeout(forget, KEPT_MS).unref(), forget);
    return read.look;
  }

  /** What a shared look shows to somebody, who looks for themselves where that may be more. */
  private async seen(
    { organisationId, look }: Shared,
    after: number | 'head',
    eyes: Identity,
    through: LookThrough,
  ): Promise<Look | undefined> {
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
