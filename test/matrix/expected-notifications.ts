import { edge, page } from './expected-requests.js';
import type { TypeExpectation } from './expected.js';

/** Every object type of notifications with every field. */
export const notificationTypes: Record<string, TypeExpectation> = {
  Notification: {
    seenBy: 'notified',
    fields: 'id internal laterUntil latestAt mailFailed mustAct news read reasons subject unread',
    depends: 'partnership',
  },
  NotificationConnection: page,
  NotificationEdge: edge,
  NotificationNews: { seenBy: 'within', fields: 'at by read reason type' },
  NotificationCounts: { seenBy: 'within', fields: 'mustAct unread' },
  NotificationSettings: {
    seenBy: 'within',
    fields: 'choices language ownQuietDays quietDays reachable stopped',
  },
  NotificationChoice: { seenBy: 'within', fields: 'mustAct own reason way' },
  NotificationMail: { seenBy: 'within', fields: 'at digest id state things' },
  NotificationPush: { seenBy: 'within', fields: 'at device id state things' },
  PushDevice: { seenBy: 'within', fields: 'addedAt fingerprint id lastSentAt name' },
  AddPushDevicePayload: { seenBy: 'within', fields: 'devices' },
  RenewPushDevicePayload: { seenBy: 'within', fields: 'devices' },
  RemovePushDevicePayload: { seenBy: 'within', fields: 'devices' },
  MarkNotificationsPayload: { seenBy: 'within', fields: 'counts notifications' },
  PostponeNotificationPayload: { seenBy: 'within', fields: 'counts notification' },
  SetNotificationSettingsPayload: { seenBy: 'within', fields: 'settings' },
  SetNotificationDefaultsPayload: { seenBy: 'within', fields: 'defaults' },
};
