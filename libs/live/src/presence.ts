import { newId } from '#libs/kernel';
import { Injectable } from '@nestjs/common';
import { Bus } from './bus.js';
import { PresenceStore } from './presence-store.js';
import { pullStream } from './pull-stream.js';

/** How long somebody stays present without a sign of life, in milliseconds. */
export const LEASE_MS = 30_000;
const RENEW_EVERY_MS = 10_000;
/** Changes within this time are told as one. */
const COALESCE_MS = 100;

const channelOf = (partnershipId: string): string => `presence:${partnershipId}`;

/** Who has a partnership open now. Presence is a lease: it goes by itself when a connection dies without a word. */
@Injectable()
export class Presence {
  constructor(
    private readonly bus: Bus,
    private readonly store: PresenceStore,
  ) {}

  /** Account ids of everybody present, in order of arrival. */
  list(partnershipId: string): Promise<string[]> {
    return this.store.list(partnershipId);
  }

  /**
   * A stream of the whole list: at once, and after every change. While it is open the account is present, unless hidden.
   * `allowed` is asked again before every delivery; when it says no the stream ends.
   */
  async follow(
    partnershipId: string,
    accountId: string,
    visible: boolean,
    allowed: () => Promise<boolean>,
  ): Promise<AsyncGenerator<string[]>> {
    const lease = newId();
    const channel = channelOf(partnershipId);
    let changed = true;
    let wake: () => void = () => undefined;
    let last = '';
    const unwatch = this.bus.watch(channel, () => {
      changed = true;
      wake();
    });
    const renew = () => this.store.hold(partnershipId, lease, accountId).catch(() => undefined);
    if (visible) {
      await renew();
      this.bus.publish(channel, 'joined');
    }
    return pullStream(
      async (ended) => {
        while (!ended()) {
          if (!changed)
            await new Promise<void>((resolve) => {
              const timer = setTimeout(resolve, RENEW_EVERY_MS);
              wake = () => {
                clearTimeout(timer);
                setTimeout(resolve, COALESCE_MS);
              };
            });
          if (ended()) break;
          changed = false;
          if (!(await allowed())) return undefined;
          if (visible) await renew();
          const people = await this.store.list(partnershipId);
          const picture = people.join();
          if (picture === last) continue;
          last = picture;
          return [people];
        }
        return undefined;
      },
      () => {
        unwatch();
        wake();
        if (visible)
          void this.store
            .release(partnershipId, lease)
            .catch(() => undefined)
            .then(() => this.bus.publish(channel, 'left'));
      },
    );
  }
}
