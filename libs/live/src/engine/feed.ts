import { commonErrors, type AppError } from '#libs/kernel';
import {
  formatError,
  limitErrors,
  limits,
  type Identity,
  type PreparedOperation,
  type Rendered,
  type Subscriber,
} from '#libs/platform';
import { liveErrors, type LogPosition } from '../cursor.js';
import type { LoggedEvent, LogPage } from '../event-log.js';
import type { Audience } from './audience.js';
import type { FeedParts } from './feed-parts.js';
import { Group } from './group.js';
import type { Look, Looks } from './looks.js';
import { Member } from './member.js';
import { Ring } from './ring.js';
import type { StreamRequest } from './sharing.js';

/** Events of one look. */
export const PAGE = 200;
/** Readers hear where the log stands after three beats of silence: 15 seconds at most. In milliseconds. */
const BEAT_EVERY_MS = 5_000;

/** Events that were missed; nothing visible is missing among them up to `upTo`. */
interface Missed {
  events: LoggedEvent[];
  upTo: number;
}

const sameRights = (one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): boolean =>
  one.size === other.size && [...one].every(([party, audience]) => other.get(party) === audience);

/**
 * One audience's way through the log of one partnership, on this node: the log is read once, every document is executed
 * once, and the result goes to all who wait for it. Each look is made under the rights of the audience, and says who has
 * rights at that moment.
 */
export class Feed {
  private readonly members = new Set<Member>();
  private readonly groups = new Map<string, Group>();
  private position?: LogPosition;
  private purgedUntil = 0;
  private ring = new Ring(0);
  private entitled: ReadonlyMap<string, string> = new Map();
  private looking?: Promise<void>;
  private again = false;
  /** The highest number that woke us while we looked. */
  private heard = 0;
  private failure?: Error;
  /** Undefined while nobody reads: nothing is watched then, and nothing asked. */
  private unwatch?: () => void;
  private readonly missing = new Map<number, Promise<Missed>>();

  /** @param emptied called when the last reader goes. */
  constructor(
    private readonly parts: FeedParts,
    private readonly partnershipId: string,
    /** The account of its one reader, under all of whose rights it works, because results depend on who looks. */
    readonly viewer: string | null,
    private readonly emptied: () => void,
    /** Where it looks together with the feeds of other organisations; absent for one that looks for itself. */
    private readonly looks?: Looks,
  ) {}

  get size(): number {
    return this.members.size;
  }

  get groupCount(): number {
    return this.groups.size;
  }

  /**
   * Lets a reader in, behind its cursor or from now on.
   * @throws NOT_FOUND when the log is not for this reader, RESYNC_REQUIRED when the cursor cannot be continued.
   */
  async join(
    request: StreamRequest,
    prepared: PreparedOperation,
    subscriber: Subscriber,
    audience: Audience,
  ): Promise<Member> {
    const group = this.group(request, prepared, audience, subscriber.identity().accountId);
    const member = new Member(group, audience.key, subscriber, () => this.remove(member));
    this.members.add(member);
    this.start();
    try {
      const from = this.numberAt(request.after);
      const behind = from !== undefined && from <= this.position!.sequence;
      // A reader without a cursor begins with what comes after this moment, not after the last look.
      if (!behind || this.entitled.get(member.party) !== audience.key) await this.look();
      if (this.failure) throw this.failure;
      if (member.ended || !this.position) throw commonErrors.NOT_FOUND({ field: 'partnershipId' });
      member.sequence = this.startOf(request.after);
    } catch (error) {
      member.leave();
      throw error;
    }
    member.group.members.add(member);
    if (member.sequence === this.position.sequence) member.live = true;
    else void this.catchUp(member).catch((error: unknown) => member.end(formatError(error)));
    return member;
  }

  /** The number a cursor stands for in the history the feed is in; undefined without a cursor, and for one of another. */
  private numberAt(cursor: string | null): number | undefined {
    return cursor === null || !this.position ? undefined : this.parts.log.numberAt(cursor, this.position.epoch);
  }

  /** Behind which event a reader begins. */
  private startOf(after: string | null): number {
    const { sequence } = this.position!;
    if (after === null) return sequence;
    const from = this.numberAt(after);
    if (from === undefined || from < this.purgedUntil || from > sequence) {
      this.parts.counters.resyncs++;
      throw liveErrors.RESYNC_REQUIRED();
    }
    return from;
  }

  /** @throws TOO_MANY_OPERATIONS for an account that asks in too many ways at once: each is worked out by itself. */
  private group(
    request: StreamRequest,
    prepared: PreparedOperation,
    audience: Audience,
    accountId: string | null,
  ): Group {
    // What says nothing but the event itself is the same for every audience.
    const rights = request.plain ? undefined : audience.key;
    const key = `${rights ?? ''} ${request.key}`;
    const known = this.groups.get(key);
    if (known) return known;
    const own = [...this.groups.values()].filter(({ founder }) => founder === accountId);
    if (own.length >= limits.streams.ofOneAccount) throw limitErrors.TOO_MANY_OPERATIONS();
    const group = new Group(key, rights, this.parts, prepared, request.types, accountId);
    this.groups.set(key, group);
    return group;
  }

  private remove(member: Member): void {
    const { group } = member;
    this.members.delete(member);
    group.members.delete(member);
    if (--group.holders === 0) this.groups.delete(group.key);
    if (this.members.size > 0) return;
    this.unwatch?.();
    this.unwatch = undefined;
    this.emptied();
  }

  /** Watches before the first look: a change in between wakes once too often instead of never. */
  private start(): void {
    if (this.unwatch) return;
    const numb = this.parts.pulses.feel(this.partnershipId, (message) => this.wake(message));
    const heartbeat = setInterval(() => this.beat(), BEAT_EVERY_MS);
    this.unwatch = () => {
      clearInterval(heartbeat);
      numb();
    };
  }

  /** Looks, unless what woke us is a number that was delivered already: several writers wake more often than needed. */
  private wake(message: string): void {
    const number = message ? Number(message) : Infinity;
    if (this.looking) this.heard = Math.max(this.heard, number);
    else if (!this.position || number > this.position.sequence) void this.look();
  }

  private beat(): void {
    if (!this.position) return;
    const cursor = this.parts.log.cursorAt(this.position);
    for (const member of this.members) member.beat(cursor);
  }

  /** Looks, once more if a look is under way; never throws: what could not be read is read by the next look. */
  private look(): Promise<void> {
    this.again = true;
    this.looking ??= (async () => {
      try {
        while ((this.again || this.heard > (this.position?.sequence ?? 0)) && this.members.size > 0) {
          this.again = false;
          this.heard = 0;
          await this.lookThroughSomebody();
        }
        this.failure = undefined;
      } catch (error) {
        // The database is away: readers keep their place.
        this.failure = error instanceof Error ? error : new Error(String(error));
      } finally {
        this.looking = undefined;
      }
    })();
    return this.looking;
  }

  /** The eyes must be those of somebody who still has rights; those who have none are seen off on the way. */
  private async lookThroughSomebody(): Promise<void> {
    for (const member of this.members) {
      const eyes = this.eyesOf(member);
      const seen = eyes && (await this.read(eyes));
      if (seen) return this.goOn(seen.page, seen.entitled);
      this.seeOff(member, liveErrors.ACCESS_ENDED());
    }
  }

  /** What the log has behind our place, and who may know of it; undefined when the eyes may not see this log. */
  private read(eyes: Identity): Promise<Look | undefined> {
    const { db, log, audiences, counters } = this.parts;
    const after = this.position?.sequence ?? 'head';
    const through = (whose: Identity) => {
      counters.looks++;
      return db.run(whose, async () => {
        const [page, entitled] = await Promise.all([
          log.read(this.partnershipId, after, PAGE),
          audiences.now(this.partnershipId),
        ]);
        return page && { page, entitled };
      });
    };
    return this.looks ? this.looks.take(this.partnershipId, after, eyes, through) : through(eyes);
  }

  private async goOn(page: LogPage, entitled: ReadonlyMap<string, string>): Promise<void> {
    // As long as nothing about rights has changed, everybody was looked at already.
    if (!sameRights(this.entitled, entitled)) this.entitled = entitled;
    for (const member of [...this.members])
      if (!member.wasCheckedIn(this.entitled)) this.checkRights(member, this.entitled);
    const { epoch, sequence } = page;
    this.purgedUntil = page.purgedUntil;
    if (this.position?.epoch !== epoch) {
      // A history that was restored is another one; whoever is at the door is asked for a place in this one.
      for (const member of [...this.members])
        if (member.group.members.has(member)) this.seeOff(member, liveErrors.RESYNC_REQUIRED());
      this.position = { epoch, sequence };
      this.ring = new Ring(sequence);
      for (const group of this.groups.values()) group.forget();
      return;
    }
    const events = page.events.filter((event) => event.sequence > this.position!.sequence);
    // A full page may not be all; a shorter one is everything visible up to where the log stands.
    const whole = page.events.length < PAGE;
    const head = whole ? Math.max(sequence, this.position.sequence) : page.events.at(-1)!.sequence;
    for (const event of events) await this.deliver(event, head);
    this.position = { epoch, sequence: head };
    if (!whole) this.again = true;
  }

  /** Through whose rights a member is served; undefined when it has none here any more. */
  private eyesOf(member: Member): Identity | undefined {
    const audience = this.parts.audiences.of(member.identity, this.partnershipId);
    return audience && (this.viewer ? member.identity : audience.eyes);
  }

  /** Through whose eyes a group looks; a member without rights is seen off on the way. */
  private eyesOfGroup(group: Group): Identity | undefined {
    for (const member of group.members) {
      const eyes = this.eyesOf(member);
      if (eyes) return eyes;
      this.seeOff(member, liveErrors.ACCESS_ENDED());
    }
    return undefined;
  }

  private checkRights(member: Member, entitled: ReadonlyMap<string, string>): void {
    const now = entitled.get(member.party);
    if (now === member.audience) return;
    // Who sees other things than before reads the screen again, and comes back as who they are now.
    this.seeOff(member, now ? liveErrors.RESYNC_REQUIRED() : liveErrors.ACCESS_ENDED());
  }

  private seeOff(member: Member, reason: AppError): void {
    if (reason.code === 'RESYNC_REQUIRED') this.parts.counters.resyncs++;
    // One who is still at the door is answered there.
    if (member.group.members.has(member)) member.end(formatError(reason));
    else member.leave();
  }

  /** One event to everybody who stands where the feed stands: rendered for all groups first, then sent in one go. */
  private async deliver(event: LoggedEvent, head: number): Promise<void> {
    const results = new Map<Group, Rendered>();
    const waiting = () =>
      [...this.groups.values()].filter((group) => group.members.size > 0 && group.wants(event) && !results.has(group));
    // A group can come while others are rendered; at the moment of sending none may be missing.
    for (let groups = waiting(); groups.length > 0; groups = waiting())
      await Promise.all(
        groups.map(async (group) => {
          const eyes = this.eyesOfGroup(group);
          if (!eyes) return;
          const { rendered, entitled } = await group.render(event, head, eyes);
          if (rendered) results.set(group, rendered);
          else for (const member of [...group.members]) this.checkRights(member, entitled);
        }),
      );
    this.ring.append([event]);
    for (const [group, result] of results)
      for (const member of group.members) if (member.live && member.send(result)) this.parts.counters.deliveries++;
    this.position = { epoch: this.position!.epoch, sequence: event.sequence };
    this.parts.lagged(Math.max(0, Date.now() - Date.parse(event.at)) / 1_000);
  }

  /** Brings one reader from its place to where the feed stands by then. */
  private async catchUp(member: Member): Promise<void> {
    const { counters } = this.parts;
    const eyes = this.eyesOf(member);
    if (!eyes) throw liveErrors.ACCESS_ENDED();
    while (!member.ended && member.sequence < this.position!.sequence) {
      const head = this.position!.sequence;
      const kept = this.ring.after(member.sequence);
      const { events, upTo } = kept ? { events: kept, upTo: head } : await this.missed(member.sequence, eyes);
      for (const event of events) {
        // What the feed has not come to yet, it delivers itself.
        if (event.sequence > this.position!.sequence) break;
        if (member.group.wants(event)) {
          const rendered = await this.renderFor(member, event, head, eyes);
          if (!rendered) return;
          await member.drained();
          if (!member.send(rendered)) return;
          counters.deliveries++;
        }
        member.sequence = event.sequence;
      }
      // A read that others began may end before where the feed stood when this reader came.
      member.sequence = Math.max(member.sequence, Math.min(head, upTo));
    }
    member.live = true;
  }

  /** The result for one who catches up; undefined once the reader has no right to it. */
  private async renderFor(
    member: Member,
    event: LoggedEvent,
    head: number,
    eyes: Identity,
  ): Promise<Rendered | undefined> {
    while (!member.ended) {
      const { rendered, entitled } = await member.group.render(event, head, eyes);
      if (rendered) return rendered;
      // The right that ended may be that of another, through whose eyes it was seen: then once more.
      this.checkRights(member, entitled);
    }
    return undefined;
  }

  /** What follows a number, and up to which one that is everything visible; read once for all who miss the same. */
  private missed(from: number, eyes: Identity): Promise<Missed> {
    const known = this.missing.get(from);
    if (known) return known;
    const { db, log, counters } = this.parts;
    const through = (whose: Identity) => {
      counters.replays++;
      return db.run(whose, async () => {
        const page = await log.read(this.partnershipId, from, PAGE);
        return page && { page, entitled: this.entitled };
      });
    };
    const reading = (async () => {
      const found = await (this.looks?.history(this.partnershipId, from, eyes, through) ?? through(eyes));
      if (!found || from < found.page.purgedUntil) throw liveErrors.RESYNC_REQUIRED();
      const { events, sequence } = found.page;
      const upTo = events.length < PAGE ? sequence : events.at(-1)!.sequence;
      if (upTo >= this.ring.start) this.ring.prepend(from, events);
      return { events, upTo };
    })();
    this.missing.set(from, reading);
    void reading.catch(() => undefined).then(() => this.missing.delete(from));
    return reading;
  }
}
