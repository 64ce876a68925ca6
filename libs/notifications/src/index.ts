import type { Migration } from '#libs/platform';
import { CreateNotifications1796130000100 } from '../migrations/1796130000100-create-notifications.js';
import { CollectNews1796130000200 } from '../migrations/1796130000200-collect-news.js';
import { MailsOfNews1796130000300 } from '../migrations/1796130000300-mails-of-news.js';
import { NewsForFollowers1796140040000 } from '../migrations/1796140040000-news-for-followers.js';
import { DevicesOfSessions1796140320100 } from '../migrations/1796140320100-devices-of-sessions.js';
import { PushDevices1796140320000 } from '../migrations/1796140320000-push-devices.js';

export { aWeek, digestsOf, replay } from './attention.rules.js';
export { Collector } from './collector.js';
export { NotificationsModule } from './notifications.module.js';

/** Migrations of this room. */
export const notificationsMigrations: Migration[] = [
  CreateNotifications1796130000100,
  CollectNews1796130000200,
  MailsOfNews1796130000300,
  NewsForFollowers1796140040000,
  PushDevices1796140320000,
  DevicesOfSessions1796140320100,
];
