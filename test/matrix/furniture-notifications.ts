import { Collector } from '#libs/notifications';
import type { House } from './house.js';
import type { MatrixWorld } from './world.js';

/** What people are told of all that was made, what they and their organisation chose, and a mail. */
export const furnishNotifications = async (
  { owner, accounts, organisations }: Omit<MatrixWorld, 'things'>,
  house: House,
): Promise<void> => {
  // Everybody inside is told of something: managers made what stands there, and nobody hears of what they did themselves.
  await house.app.get(Collector).catchUp();
  await owner.rows(`
    insert into notifications.items (id, account_id, partnership_id, subject_type, subject_id, kept_by, latest_at)
    select gen_random_uuid(), m.account_id, t.partnership_id, 'CoordinationTask', t.id, t.kept_by, now()
    from coordination.tasks t join access.mandates m on m.partnership_id = t.partnership_id on conflict do nothing`);
  await owner.rows(`
    insert into notifications.items (id, account_id, partnership_id, subject_type, subject_id, latest_at)
    select gen_random_uuid(), m.account_id, r.partnership_id, 'Request', r.id, now()
    from requests.requests r join access.mandates m on m.partnership_id = r.partnership_id on conflict do nothing`);
  await owner.rows(`
    insert into notifications.news (item_id, partnership_id, origin, account_id, type, reason, at)
    select i.id, i.partnership_id, 'due:2099-01-01', i.account_id, 'DEADLINE_NEAR', 'DEADLINE', now()
    from notifications.items i`);
  // Jobs that write mails find nothing to do.
  await owner.rows(`update notifications.news set settled_at = now()`);
  await owner.rows(
    `insert into notifications.person_settings (account_id, updated_at) select unnest($1::uuid[]), now()`,
    [[accounts.manager, accounts.managerBeta]],
  );
  await owner.rows(
    `insert into notifications.organisation_settings (organisation_id, updated_at, updated_by)
     select o.id, now(), $1 from access.organisations o where o.id = any ($2)`,
    [accounts.manager, Object.values(organisations)],
  );
  await owner.rows(
    `insert into notifications.deliveries (id, account_id, kind, things, at, stop_hash)
     select gen_random_uuid(), who, 'DIGEST', 1, now(), sha256(who::text::bytea) from unnest($1::uuid[]) who`,
    [[accounts.manager, accounts.managerBeta]],
  );
  await owner.rows(
    `insert into notifications.push_devices (id, account_id, endpoint, p256dh, auth, name, created_at)
     select gen_random_uuid(), who, 'https://push.example/' || who, repeat('a', 87), repeat('b', 22), 'Firefox', now()
     from unnest($1::uuid[]) who`,
    [[accounts.manager, accounts.managerBeta, accounts.outsider]],
  );
  await owner.rows(
    `insert into notifications.pushes (id, account_id, device_id, things, created_at, sent_at)
     select gen_random_uuid(), account_id, id, 1, now(), now() from notifications.push_devices`,
  );
  // One is on its way, for a day that does not come while anybody looks: nobody but the sender takes it.
  await owner.rows(
    `insert into notifications.pushes (id, account_id, device_id, things, body, created_at, due_at)
     select gen_random_uuid(), account_id, id, 1, '{}', now(), now() + interval '1 year' from notifications.push_devices`,
  );
};
