// Who is answered by the functions of the owner, or may do what they do, written by hand.
import type { Whose } from './expected-rows.js';

/** What a function is asked about: a partnership, somebody and a system in it, and for whom the caller acts. */
export interface FunctionFacts {
  partnership: string;
  person: string;
  client: string;
  version: number;
  organisation: string | undefined;
  fresh: string;
}

/** Functions with the rights of the owner, and who is answered by them or may do what they do. */
export const functions: Record<string, { whose: Whose; call: (facts: FunctionFacts) => string }> = {
  who_reads: { whose: 'partnership', call: (it) => `select to_jsonb(r) from access.who_reads('${it.partnership}') r` },
  tell_people: {
    whose: 'writers',
    call: (
      it,
    ) => `select to_jsonb(t) from access.tell_people('${it.partnership}', now(), jsonb_build_array(jsonb_build_object(
      'account_id', '${it.person}', 'type', 'TASK_UPDATED', 'subject_type', 'CoordinationTask', 'subject_id', '${it.fresh}',
      'changed_fields', '[]'::jsonb, 'about_them', false, 'internal', false))) t`,
  },
  member_contacts: {
    whose: 'admins',
    call: (it) => `select to_jsonb(c) from access.member_contacts('${it.partnership}') c`,
  },
  // What people without an account can do, nobody does who has one; those who ask give them a link.
  guest_view: { whose: 'nobody', call: () => `select requests.guest_view(now())` },
  guest_partnership_id: { whose: 'nobody', call: () => `select requests.guest_partnership_id()` },
  guest_files: { whose: 'nobody', call: () => `select f from requests.guest_files(now()) f where f <> '[]'` },
  guest_files_underway: {
    whose: 'nobody',
    call: () => `select f from requests.guest_files_underway(now()) f where f <> '[]'`,
  },
  invite_guest: {
    whose: 'writers',
    call: (
      it,
    ) => `select requests.invite_guest((select id from requests.requests where partnership_id = '${it.partnership}'
      and sent_at is not null limit 1), '${it.fresh}', 'a@example.org', null, 'NL', sha256('${it.fresh}'), now(), now())`,
  },
  schedule_job: {
    whose: 'partnership',
    call: (it) =>
      `select platform.schedule_job('${it.fresh}', 'matrix.job', null, '${it.partnership}', '{}', now(), now())`,
  },
  // A device is of whoever switched it on; what goes to devices is the work of jobs and of a sender that is nobody.
  add_push_device: {
    whose: 'everybody',
    call: (it) => `select notifications.add_push_device('${it.fresh}', 'https://push.example/${it.fresh}',
      repeat('a', 87), repeat('b', 22), 'Firefox', null, 20, now())`,
  },
  renew_push_device: {
    whose: 'self',
    call: (
      it,
    ) => `select notifications.renew_push_device(encode(sha256('https://push.example/${it.person}'::bytea), 'hex'),
      'https://push.example/${it.fresh}', repeat('a', 87), repeat('b', 22), null)`,
  },
  has_push_devices: { whose: 'nobody', call: (it) => `select notifications.has_push_devices('${it.person}')` },
  queue_pushes: {
    whose: 'nobody',
    call: (it) => `select notifications.queue_pushes('${it.person}', '{}', 1, '{${it.partnership}}', now())`,
  },
  tidy_pushes: { whose: 'nobody', call: () => `select notifications.tidy_pushes(now(), now())` },
  take_push: {
    whose: 'unsigned',
    call: () => `select t from notifications.take_push(now() + interval '2 years', '1 minute') t`,
  },
  push_sent: { whose: 'unsigned', call: (it) => `select notifications.push_sent('${it.fresh}', now())` },
  push_failed: {
    whose: 'unsigned',
    call: (it) => `select notifications.push_failed('${it.fresh}', now(), null, 'X')`,
  },
  push_gone: { whose: 'unsigned', call: (it) => `select notifications.push_gone('${it.fresh}', now())` },
  // Whoever holds the secret is answered; nobody guesses one.
  calendar_feed: { whose: 'nobody', call: () => `select coordination.calendar_feed('\\x00'::bytea, current_date)` },
  preview_of: { whose: 'admins', call: (it) => `select access.preview_of('${it.partnership}', '${it.person}', null)` },
  found_workspace: {
    whose: 'staff',
    call: (it) => `insert into live.streams (id, created_at) values ('${it.fresh}', now());
      select access.found_workspace('${it.fresh}', '${it.fresh}', ${it.organisation ? `'${it.organisation}'` : 'null'}, current_date)::text`,
  },
  ensure_organisation: {
    whose: 'managers',
    call: (it) => `select access.ensure_organisation('${it.partnership}', '${it.fresh}', 'REGION', null, 'Nieuw')`,
  },
  create_service_client: {
    whose: 'managers',
    call: (it) => `select access.create_service_client('${it.fresh}', '${it.partnership}',
      (select id from access.organisations where name = 'Organisatie region'), 'Nieuw', '{read}', 'READER',
      current_date + 10, now(), '${it.fresh}', '${it.fresh}')`,
  },
  change_service_client: {
    whose: 'managers',
    call: (it) => `select access.change_service_client('${it.client}', ${it.version}, 'Anders', '{read}', 'READER',
      current_date + 10, now())`,
  },
  revoke_service_client: {
    whose: 'managers',
    call: (it) => `select access.revoke_service_client('${it.client}', ${it.version}, now())`,
  },
  open_service_client_keys: {
    whose: 'managers',
    call: (it) => `select access.open_service_client_keys('${it.client}', ${it.version}, true, now())`,
  },
};
