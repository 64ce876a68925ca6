import type { RedisBus } from './redis-bus.js';

/** Keeps leases: which account is present in which partnership, until when. */
export abstract class PresenceStore {
  abstract hold(partnershipId: string, lease: string, accountId: string): Promise<void>;
  abstract release(partnershipId: string, lease: string): Promise<void>;
  /** Accounts with a lease that has not run out, each once, in order of arrival. */
  abstract list(partnershipId: string): Promise<string[]>;
}

/** Leases of one process. */
export class InProcessPresence extends PresenceStore {
  private readonly leases = new Map<string, Map<string, { accountId: string; until: number }>>();

  constructor(
    private readonly leaseMs: number,
    private readonly now: () => number = Date.now,
  ) {
    super();
  }

  override async hold(partnershipId: string, lease: string, accountId: string): Promise<void> {
    const here = this.leases.get(partnershipId) ?? new Map<string, { accountId: string; until: number }>();
    here.set(lease, { accountId, until: this.now() + this.leaseMs });
    this.leases.set(partnershipId, here);
  }

  override async release(partnershipId: string, lease: string): Promise<void> {
    const here = this.leases.get(partnershipId);
    here?.delete(lease);
    if (here?.size === 0) this.leases.delete(partnershipId);
  }

  override async list(partnershipId: string): Promise<string[]> {
    const here = this.leases.get(partnershipId) ?? new Map<string, { accountId: string; until: number }>();
    const now = this.now();
    for (const [lease, { until }] of here) if (until <= now) here.delete(lease);
    return [...new Set([...here.values()].map(({ accountId }) => accountId))];
  }
}

/** Leases in Redis, one sorted set per partnership: `lease account` scored by the moment it runs out. */
export class RedisPresence extends PresenceStore {
  constructor(
    private readonly bus: RedisBus,
    private readonly leaseMs: number,
  ) {
    super();
  }

  override async hold(partnershipId: string, lease: string, accountId: string): Promise<void> {
    const key = this.key(partnershipId);
    await this.bus.client
      .multi()
      .zAdd(key, { score: Date.now() + this.leaseMs, value: `${lease} ${accountId}` })
      .pExpire(key, this.leaseMs * 2)
      .exec();
  }

  override async release(partnershipId: string, lease: string): Promise<void> {
    const key = this.key(partnershipId);
    const mine = (await this.bus.client.zRange(key, 0, -1)).filter((entry) => entry.startsWith(`${lease} `));
    if (mine.length > 0) await this.bus.client.zRem(key, mine);
  }

  override async list(partnershipId: string): Promise<string[]> {
    if (!this.bus.connected) return [];
    const key = this.key(partnershipId);
    await this.bus.client.zRemRangeByScore(key, 0, Date.now());
    const entries = await this.bus.client.zRange(key, 0, -1);
    // A lease begins with a time-ordered id, so sorting by it is the order of arrival.
    return [...new Set(entries.sort().map((entry) => entry.split(' ')[1]!))];
  }

  private key(partnershipId: string): string {
    return `samenregie:presence:${partnershipId}`;
  }
}
