import { commonErrors } from '#libs/kernel';
import { Bus, personChannel } from '#libs/live';
import { Db, internalIds } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import type { MarkNotificationsInput } from '../notification.inputs.js';
import { NotificationsStore, type ItemRow } from '../notifications.store.js';

const MOST = 100;

/** Marks news as read, or as unread again. What is not one's own, or is gone, is left alone without a word. */
@Injectable()
export class MarkNotifications {
  constructor(
    private readonly db: Db,
    private readonly bus: Bus,
    private readonly store: NotificationsStore,
  ) {}

  /** @throws INVALID_INPUT for too many, or for unread without ids. */
  run({ ids: globalIds, read }: MarkNotificationsInput): Promise<ItemRow[]> {
    if (!globalIds && !read) throw commonErrors.INVALID_INPUT({ field: 'ids', args: { reason: 'REQUIRED' } });
    const ids = globalIds ? internalIds('Notification', globalIds, 'ids') : null;
    if (ids && ids.length > MOST)
      throw commonErrors.INVALID_INPUT({ field: 'ids', args: { reason: 'TOO_MANY', limit: MOST } });
    return this.db.transaction(async () => {
      await this.tell(await this.store.mark(ids, read));
      return ids ? this.store.byIds(ids) : [];
    });
  }

  /** The person's other windows hear of it. */
  async tell(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const told = await this.store.tellMe(ids);
    this.db.afterCommit(() =>
      told.forEach(({ account_id, last_sequence }) => this.bus.publish(personChannel(account_id), last_sequence)),
    );
  }
}
