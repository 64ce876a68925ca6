import { commonErrors, type AppError } from '#libs/kernel';
import { type Db, type Executor, type PreparedOperation, type Rendered } from '#libs/platform';
import type { Bus } from '../bus.js';
import { liveErrors } from '../cursor.js';
import type { Audiences } from '../engine/audience.js';
import { allLeases, leasesOf, pictureOf, type PresencePicture, type Stay } from './marks.js';
import type { PresenceMember } from './presence-member.js';
import type { Lease, PresenceStore } from './presence-store.js';

/** How often leases are renewed, in milliseconds. */
const RENEW_EVERY_MS = 10_000;
/** How often a quiet room looks whether its readers may still read, in milliseconds. */
const CHECK_EVERY_MS = 4_000;
/** Changes within this time are told as one, in milliseconds. */
const COALESCE_MS = 100;
/** How long the answer to who has rights is good for, in milliseconds. */
const RIGHTS_MS = 1_000;

/** What a room works with. */
export interface RoomParts {
  db: Db;
  bus: Bus;
  audiences: Audiences;
  executor: Executor;
  store: PresenceStore;
}

/** Readers of one audience with one document: what goes to one goes to all. */
export interface PresenceGroup {
  key: string;
  holders: number;
  prepared: PreparedOperation;
  /** What of the picture it asks for. */
  part: (picture: PresencePicture) => unknown;
  /** The newest picture, worked out once. */
  shown?: { picture: string; result: Promise<Rendered> };
}

/** The channel that tells of changes in who is in a partnership. */
const presenceChannel = (partnershipId: string): string => `presence:${partnershipId}`;

/**
 * Who is in one partnership, for all of its readers on this node: one watcher, one list, one look at who has rights. A
 * picture goes out whole, and only when it is another one than before; a reader who is slow gets the newest.
 */
export class PresenceRoom {
  private readonly members = new Set<PresenceMember>();
  private readonly groups = new Map<string, PresenceGroup>();
  private readonly stop: () => void;
  private entitled: ReadonlyMap<string, string> = new Map();
  private entitledAt = -Infinity;
  private picture?: PresencePicture;
  private looking?: Promise<void>;
  private again = false;
  private soon?: NodeJS.Timeout;
  private expiry?: NodeJS.Timeout;

  /** @param emptied called when the last reader went. */
  constructor(
    private readonly parts: RoomParts,
    private readonly partnershipId: string,
    private readonly emptied: () => void,
  ) {
    const unwatch = parts.bus.watch(presenceChannel(partnershipId), () => this.wake());
    const check = setInterval(() => void this.look(), CHECK_EVERY_MS);
    const renew = setInterval(() => void this.renew(), RENEW_EVERY_MS);
    this.stop = () => {
      unwatch();
      clearInterval(check);
      clearInterval(renew);
      clearTimeout(this.soon);
      clearTimeout(this.expiry);
    };
  }

  get size(): number {
    return this.members.size;
  }

  /** The group with a key, made by its first reader; it goes with its last. */
  group(key: string, make: Pick<PresenceGroup, 'prepared' | 'part'>): PresenceGroup {
    const group = this.groups.get(key) ?? { key, holders: 0, ...make };
    this.groups.set(key, group);
    group.holders++;
    return group;
  }

  /**
   * Lets a reader in, seen by the others if it wants to be; the picture as it is now is the first thing it gets.
   * @throws NOT_FOUND for somebody without rights there.
   */
  async join(member: PresenceMember): Promise<void> {
    this.members.add(member);
    try {
      await this.checkRights();
      if (member.stay && !member.ended) await this.settle(member.stay, () => member.ended);
      await this.look();
      if (member.ended) throw commonErrors.NOT_FOUND({ field: 'partnershipId' });
    } catch (error) {
      member.leave();
      throw error;
    }
  }

  leave(member: PresenceMember): void {
    if (!this.members.delete(member)) return;
    if (--member.group.holders === 0) this.groups.delete(member.group.key);
    if (member.stay) void this.vacate(member.stay);
    if (this.members.size > 0) return;
    this.stop();
    this.emptied();
  }

  private async settle(stay: Stay, isOver: () => boolean): Promise<void> {
    await this.hold(allLeases(stay));
    // Whoever left meanwhile left nothing.
    if (isOver()) await this.vacate(stay);
    else this.tell();
  }

  private async vacate(stay: Stay): Promise<void> {
    const marks = allLeases(stay).map(({ mark }) => mark);
    // What cannot be taken away runs out.
    await this.parts.store.release(this.partnershipId, marks).catch(() => undefined);
    this.tell();
  }

  private tell(): void {
    this.parts.bus.publish(presenceChannel(this.partnershipId), 'changed');
  }

  private wake(): void {
    this.soon ??= setTimeout(() => {
      this.soon = undefined;
      void this.look();
    }, COALESCE_MS);
  }

  private async renew(): Promise<void> {
    await this.hold([...this.members].flatMap(({ stay }) => (stay ? [leasesOf(stay).lasting] : [])));
  }

  private async hold(leases: readonly Lease[]): Promise<void> {
    // While the store is away nobody is seen anew; it is tried again with every renewal.
    await this.parts.store.hold(this.partnershipId, leases).catch(() => undefined);
  }

  /** Looks, once more if a look is under way; never throws: what could not be read now is read by the next look. */
  private look(): Promise<void> {
    this.again = true;
    this.looking ??= (async () => {
      try {
        while (this.again && this.members.size > 0) {
          this.again = false;
          await this.checkRights();
          await this.list();
          for (const member of [...this.members]) this.show(member);
        }
      } catch {
        // The database is away: the picture stays until it is back.
      } finally {
        this.looking = undefined;
      }
    })();
    return this.looking;
  }

  private async list(): Promise<void> {
    const held = await this.parts.store.list(this.partnershipId).catch(() => undefined);
    // Without the store the picture stays as it was; who is new sees at least those who are here.
    if (!held) {
      this.picture ??= pictureOf([...this.members].flatMap(({ stay }) => (stay ? [leasesOf(stay).lasting.mark] : [])));
      return;
    }
    this.picture = pictureOf(held.marks);
    clearTimeout(this.expiry);
    if (held.runsOutIn !== null) this.expiry = setTimeout(() => this.wake(), Math.max(held.runsOutIn, COALESCE_MS));
  }

  /** Who has no rights any more, or others than before, is seen off before anything is shown. */
  private async checkRights(): Promise<void> {
    const { db, audiences } = this.parts;
    const unknown = [...this.members].some(({ party, audience }) => this.entitled.get(party) !== audience.key);
    if (!unknown && performance.now() - this.entitledAt < RIGHTS_MS) return;
    for (const { audience } of [...this.members]) {
      // Whoever has no rights left learns nothing about the others' rights either.
      const entitled = await db.run(audience.eyes, () => audiences.now(this.partnershipId));
      if (entitled.size === 0) continue;
      this.entitled = entitled;
      this.entitledAt = performance.now();
      break;
    }
    if (performance.now() - this.entitledAt >= RIGHTS_MS) this.entitled = new Map();
    for (const member of [...this.members]) {
      const now = this.entitled.get(member.party);
      if (now === member.audience.key) continue;
      member.end(this.reason(now));
    }
  }

  private reason(now: string | undefined): AppError {
    return now === undefined ? liveErrors.ACCESS_ENDED() : liveErrors.RESYNC_REQUIRED();
  }

  private show(member: PresenceMember): void {
    if (!this.picture || member.ended) return;
    const { group } = member;
    const part = group.part(this.picture);
    const picture = JSON.stringify(part);
    if (group.shown?.picture !== picture) {
      const { db, executor } = this.parts;
      const result = db.run(member.audience.eyes, () => executor.render(group.prepared, part));
      const shown = { picture, result };
      group.shown = shown;
      // What failed is worked out again by the next look.
      result.catch(() => group.shown === shown && (group.shown = undefined));
    }
    member.show(picture, () => group.shown);
  }
}
