import { CoordinationModule } from '#libs/coordination';
import { PartnershipsModule } from '#libs/partnerships';
import { RequestsModule } from '#libs/requests';
import { Module } from '@nestjs/common';
import { MarkNotifications } from './actions/mark-notifications.js';
import { PostponeNotification } from './actions/postpone-notification.js';
import { Collector } from './collector.js';
import { CollectorStore } from './collector.store.js';
import { DeliveryStore } from './mail/delivery.store.js';
import { NewsMails } from './mail/news-mails.js';
import { StopEndpoint } from './mail/stop-endpoint.js';
import './notification.events.js';
import { NotificationFields, NotificationNewsFields } from './notification.fields.js';
import './notifications.policy.js';
import { DevicesEnd } from './push/devices-end.js';
import { PushResolver, ViewerPushFields } from './push/push.resolver.js';
import { PushSender } from './push/push-sender.js';
import { PushStore } from './push/push.store.js';
import { NotificationsResolver, ViewerNotifications } from './notifications.resolver.js';
import { NotificationsStore } from './notifications.store.js';
import { Settings } from './settings/settings.js';
import { SettingsStore } from './settings/settings.store.js';

/** What each person should know, on screen and by mail. */
@Module({
  // Their policies say which tasks and requests one sees.
  imports: [PartnershipsModule, CoordinationModule, RequestsModule],
  providers: [
    NotificationsStore,
    CollectorStore,
    SettingsStore,
    DeliveryStore,
    Collector,
    NewsMails,
    StopEndpoint,
    Settings,
    MarkNotifications,
    PostponeNotification,
    NotificationsResolver,
    ViewerNotifications,
    NotificationFields,
    NotificationNewsFields,
    PushStore,
    PushSender,
    DevicesEnd,
    PushResolver,
    ViewerPushFields,
  ],
})
export class NotificationsModule {}
