import { Clock, commonErrors } from '#libs/kernel';
import { Db, internalId } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { notificationErrors } from '../notification.errors.js';
import type { PostponeNotificationInput } from '../notification.inputs.js';
import { NotificationsStore, type ItemRow } from '../notifications.store.js';
import { MarkNotifications } from './mark-notifications.js';

const YEAR_MS = 366 * 24 * 60 * 60 * 1_000;

/** Puts a notification off: it is out of sight until the moment, or until something new happens. */
@Injectable()
export class PostponeNotification {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly store: NotificationsStore,
    private readonly marking: MarkNotifications,
  ) {}

  /** @throws NOT_FOUND, NOTIFICATION_LATER_UNFIT */
  run(input: PostponeNotificationInput): Promise<ItemRow> {
    const id = internalId('Notification', input.id, 'id');
    const until = input.until ? new Date(input.until) : null;
    const away = until ? until.getTime() - this.clock.now().getTime() : 1;
    if (!(away > 0 && away <= YEAR_MS)) throw notificationErrors.NOTIFICATION_LATER_UNFIT({ field: 'until' });
    return this.db.transaction(async () => {
      if (!(await this.store.postpone(id, until))) throw commonErrors.NOT_FOUND({ field: 'id' });
      await this.marking.tell([id]);
      const [item] = await this.store.byIds([id]);
      return item!;
    });
  }
}
