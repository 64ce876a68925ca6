import { definePolicy, EVERYBODY, acting, own, roleIn, visible, type Caller } from '#libs/access';
import { markPersonal } from '#libs/platform';
import type { ItemRow } from './notifications.store.js';

/** One's own, and nobody's while somebody else looks through their eyes. */
const ofMine = ({ accountId }: { accountId: string }, caller: Caller): boolean =>
  accountId === caller.accountId && caller.partnershipId === undefined;

const ownItem = (i: string): string =>
  `${own(`${i}.account_id`)} and (${i}.kept_by = '${EVERYBODY}' or ${acting(`${i}.kept_by`)})
   and case ${i}.subject_type
         when 'CoordinationTask' then exists (select from coordination.tasks seen where seen.id = ${i}.subject_id
                                              and ${visible('coordination.tasks', 'seen')})
         else exists (select from requests.requests seen where seen.id = ${i}.subject_id
                      and ${visible('requests.requests', 'seen')}) end`;

/**
 * What a person is told is that person's alone: nobody else reads it, whatever their role. It shows as long as the thing it
 * is about does.
 */
export const notificationsPolicy = definePolicy({
  fields: {
    'Mutation.markNotifications': 'signedIn',
    'Mutation.postponeNotification': 'signedIn',
    'Mutation.setNotificationSettings': 'signedIn',
    'Mutation.setNotificationDefaults': 'signedIn',
    'Mutation.addPushDevice': 'signedIn',
    'Mutation.renewPushDevice': 'signedIn',
    'Mutation.removePushDevice': 'signedIn',
  },
  types: {
    Notification: ({ row }: { row: ItemRow }, caller) =>
      ofMine(row, caller) && roleIn(row.partnershipId, caller) !== undefined,
    NotificationNews: 'within',
    NotificationConnection: 'within',
    NotificationEdge: 'within',
    NotificationCounts: 'within',
    NotificationSettings: 'within',
    NotificationChoice: 'within',
    NotificationMail: 'within',
    NotificationPush: 'within',
    PushDevice: 'within',
    AddPushDevicePayload: 'within',
    RenewPushDevicePayload: 'within',
    RemovePushDevicePayload: 'within',
    MarkNotificationsPayload: 'within',
    PostponeNotificationPayload: 'within',
    SetNotificationSettingsPayload: 'within',
    SetNotificationDefaultsPayload: 'within',
  },
  rows: {
    'notifications.items': ownItem,
    'notifications.news': (n) =>
      `${own(`${n}.account_id`)} and exists (select from notifications.items i where i.id = ${n}.item_id and ${ownItem('i')})`,
    'notifications.person_settings': (s) => own(`${s}.account_id`),
    'notifications.organisation_settings': (s) => acting(`${s}.organisation_id`),
    'notifications.deliveries': (d) => own(`${d}.account_id`),
    'notifications.push_devices': (d) => own(`${d}.account_id`),
    'notifications.pushes': (p) => own(`${p}.account_id`),
  },
});

// To whom mails were written is personal.
markPersonal('Viewer.notificationMails');
markPersonal('Viewer.notificationPushes');
markPersonal('Viewer.pushDevices');
