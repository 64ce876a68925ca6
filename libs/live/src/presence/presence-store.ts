import type { RedisBus } from '../redis-bus.js';

/** How a lease is written down; what it says is the room's business. */
export interface Lease {
  mark: string;
  /** How long it lasts unless it is renewed, in milliseconds. */
  ms: number;
}

/** The leases of a place that have not run out. */
export interface Held {
  /** In the order of their text. */
  marks: string[];
  /** Milliseconds until the first of them runs out; null when there are none. */
  runsOutIn: number | null;
}

/** Keeps leases by place: each goes by itself, unless it is renewed, when whoever took it is gone without a word. */
export abstract class PresenceStore {
  /** Takes or renews leases. */
  abstract hold(place: string, leases: readonly Lease[]): Promise<void>;
  abstract release(place: string, marks: readonly string[]): Promise<void>;
  abstract list(place: string): Promise<Held>;
}

/** Leases of one process. */
export class InProcessPresence extends PresenceStore {
  private readonly places = new Map<string, Map<string, number>>();

  constructor(private readonly now: () => number = Date.now) {
    super();
  }

  override async hold(place: string, leases: readonly Lease[]): Promise<void> {
    const here = this.places.get(place) ?? new Map<string, number>();
    for (const { mark, ms } of leases) here.set(mark, this.now() + ms);
    if (here.size > 0) this.places.set(place, here);
  }

  override async release(place: string, marks: readonly string[]): Promise<void> {
    const here = this.places.get(place);
    for (const mark of marks) here?.delete(mark);
    if (here?.size === 0) this.places.delete(place);
  }

  override async list(place: string): Promise<Held> {
    const now = this.now();
    const over = [...(this.places.get(place) ?? [])].filter(([, until]) => until <= now);
    await this.release(
      place,
      over.map(([mark]) => mark),
    );
    const here = [...(this.places.get(place) ?? [])];
    return {
      marks: here.map(([mark]) => mark).sort(),
      runsOutIn: here.length > 0 ? Math.min(...here.map(([, until]) => until)) - now : null,
    };
  }
}

/** Leases in Redis, one sorted set per place, scored by the moment they run out. */
export class RedisPresence extends PresenceStore {
  constructor(
    private readonly bus: RedisBus,
    private readonly now: () => number = Date.now,
  ) {
    super();
  }

  override async hold(place: string, leases: readonly Lease[]): Promise<void> {
    if (leases.length === 0) return;
    const key = this.key(place);
    const members = leases.map(({ mark, ms }) => ({ score: this.now() + ms, value: mark }));
    await this.bus.client
      .multi()
      .zAdd(key, members)
      // A place nobody is in any more leaves nothing behind, also when every process that knew of it died.
      .pExpire(key, Math.max(...leases.map(({ ms }) => ms)) * 2)
      .exec();
  }

  override async release(place: string, marks: readonly string[]): Promise<void> {
    if (marks.length > 0) await this.bus.client.zRem(this.key(place), [...marks]);
  }

  override async list(place: string): Promise<Held> {
    const now = this.now();
    // What ran out is taken away by whoever looks first; nobody sees it in any case.
    const [, here] = await Promise.all([
      this.bus.client.zRemRangeByScore(this.key(place), 0, now),
      this.bus.client.zRangeByScoreWithScores(this.key(place), `(${now}`, '+inf'),
    ]);
    return {
      marks: here.map(({ value }) => value).sort(),
      runsOutIn: here.length > 0 ? Math.min(...here.map(({ score }) => score)) - now : null,
    };
  }

  private key(place: string): string {
    return `samenregie:presence:${place}`;
  }
}
