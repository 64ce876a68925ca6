// What the database alone should show and let be written, table by table, written by hand. Every table stands here.

/**
 * Whose a row is: `everybody` who signed in, `people` of those; `admins` who may check what was done, `line` them and whom
 * it is about; `inside` those who work in its partnership; `partnership` its parties too;
 * `step` those inside who see the task, `stepWriters` of them those with such a role, `comment` whoever it is meant for;
 * `writers` and `managers` those inside with such a role, `managersOfPeople` where it is no system's; `task` who sees the task;
 * `request` who sees the request, `note` who sees the note; `asked` the party that was asked, `requestWriters` it and the writers,
 * `participants` writers and all parties;
 * `ownActor` those inside, and the party whose actor it names; `event` who sees the event; `self` the account it names; `told` the same, where it has rights or it is about these; `employed` the
 * account, while it works for the organisation; `staff` people who act for an organisation they work for; `known` who may know the person; `owner` the account, or those inside; `view` the account and, shared, those inside; `mine` the account while inside, `mineWriters` with such a role; `nobody` the API not at all.
 */
export type Whose =
  | 'everybody'
  | 'people'
  | 'admins'
  | 'line'
  | 'lineOrInside'
  | 'inside'
  | 'partnership'
  | 'writers'
  | 'managers'
  | 'managersOfPeople'
  | 'task'
  | 'step'
  | 'stepOrParty'
  | 'stepWriters'
  | 'comment'
  | 'request'
  | 'note'
  | 'asked'
  | 'requestWriters'
  | 'participants'
  | 'ownActor'
  | 'event'
  | 'self'
  | 'told'
  | 'employed'
  | 'staff'
  | 'known'
  | 'owner'
  | 'view'
  | 'mine'
  | 'mineWriters'
  | 'nobody';

export interface TableExpectation {
  /** Columns or expressions that say what a row belongs to. */
  of?: {
    partnership?: string;
    account?: string;
    task?: string;
    audience?: string;
    request?: string;
    actor?: string;
    sequence?: string;
    concerns?: string;
  };
  /** What tells rows apart, where the API may not read all columns. */
  key?: string;
  /** What nobody may add, not even as a copy of an own row. */
  never?: Record<'people' | 'systems', (systemThere: string | undefined) => Record<string, unknown>>;
  select: Whose;
  insert?: Whose;
  update?: Whose;
  delete?: Whose;
  /** Columns that name who writes: only the caller may stand there. */
  author?: string;
  /** What an added row has besides being a copy. */
  added?: Record<string, unknown>;
  /** The id is what makes it somebody's: a copy with the same id gets as far as the key. */
  keepsId?: boolean;
  /** A harmless change, in constants: reading the row would ask for the right to read too. */
  touch?: string;
  /** What the policy's own condition for rows says, where the database is stricter or less strict. */
  policy?: Whose;
}

const directory: TableExpectation = { select: 'everybody' };
const ofPartnership = { partnership: 'partnership_id' };
const ofTask = { partnership: 'partnership_id', task: 'task_id' };
const ofRequest = { partnership: 'partnership_id', request: 'request_id' };
const ofAccount = { account: 'account_id' };

export const tables: Record<string, TableExpectation> = {
  'platform.mutations': {
    of: ofAccount,
    ...{ select: 'self', insert: 'self', update: 'self', delete: 'self' },
    touch: `created_at = now()`,
  },
  'platform.mails': { of: ofAccount, select: 'nobody', insert: 'self' },
  'platform.jobs': { select: 'nobody' },
  'live.streams': {
    of: { partnership: 'id' },
    ...{ select: 'partnership', insert: 'people', update: 'participants' },
    added: { last_sequence: 0, purged_until: 0 },
    never: { people: () => ({ last_sequence: 5 }), systems: () => ({}) },
    touch: `last_sequence = 1000`,
  },
  'live.events': {
    of: { partnership: 'stream_id', sequence: 'sequence' },
    ...{ select: 'event', insert: 'writers' },
    author: 'account_id',
  },
  // Told are people about their own rights, and about what they may see now.
  'live.personal_streams': { of: ofAccount, select: 'self' },
  'live.personal_events': {
    of: { ...ofAccount, partnership: 'case when not about_them then partnership_id end' },
    select: 'told',
  },
  'live.origins': { select: 'nobody' },
  'live.cursor_secrets': { select: 'nobody' },
  'access.accounts': { of: { account: 'id' }, select: 'known' },
  'access.organisations': { select: 'everybody' },
  'access.affiliations': { of: ofAccount, select: 'known' },
  'access.participations': {
    of: ofPartnership,
    ...{ select: 'inside', insert: 'managers', update: 'managers' },
    touch: `valid_until = '2099-01-01'`,
  },
  'access.mandates': {
    of: { ...ofPartnership, ...ofAccount },
    ...{ select: 'owner', insert: 'managers', update: 'managersOfPeople' },
    author: 'granted_by',
    never: {
      people: (system) => ({ account_id: system }),
      systems: (system) => ({ account_id: system }),
    },
    touch: `version = 7`,
  },
  'access.sessions': {
    of: ofAccount,
    ...{ select: 'self', insert: 'employed', delete: 'self' },
    never: { people: () => ({ kind: 'SERVICE' }), systems: () => ({ kind: 'BROWSER' }) },
  },
  'access.invitations': {
    of: ofPartnership,
    ...{ select: 'managers', insert: 'managers', update: 'managers' },
    author: 'created_by',
    touch: `version = 7`,
  },
  'access.service_clients': { of: ofPartnership, select: 'admins', policy: 'inside' },
  'access.service_client_keys': {
    of: ofPartnership,
    key: 'id',
    ...{ select: 'admins', insert: 'managers', update: 'managers', delete: 'managers' },
    touch: `expires_at = now()`,
    policy: 'inside',
  },
  'access.client_assertions': {
    of: { account: 'client_id' },
    ...{ select: 'self', insert: 'self', delete: 'self' },
  },

  'directory.reference_regions': directory,
  'directory.municipalities': directory,
  'directory.municipality_names': directory,
  'directory.municipality_codes': directory,
  'directory.municipality_figures': directory,
  'directory.municipality_borders': directory,
  'directory.successions': directory,
  'directory.actors': directory,
  'directory.imports': { select: 'nobody' },

  'partnerships.legal_forms': directory,
  'partnerships.legal_form_rules': directory,
  'partnerships.legal_form_origins': directory,
  'partnerships.election_years': directory,
  'partnerships.partnerships': {
    of: { partnership: 'id' },
    ...{ select: 'partnership', insert: 'managers', update: 'managers' },
    keepsId: true,
    touch: `version = 7`,
  },
  'partnerships.members': {
    of: ofPartnership,
    ...{ select: 'partnership', insert: 'managers', update: 'managers' },
    touch: `role = 'OBSERVER'`,
  },
  'partnerships.status_changes': {
    of: ofPartnership,
    ...{ select: 'inside', insert: 'managers' },
    author: 'account_id',
  },

  'officers.working_time_norms': directory,
  'officers.appointments': {
    of: ofPartnership,
    ...{ select: 'inside', insert: 'managers', update: 'managers' },
    touch: `version = 7`,
  },
  'officers.allocations': { of: ofPartnership, select: 'inside', insert: 'managers', delete: 'managers' },

  'files.attachments': {
    of: { ...ofPartnership, task: 'owner_id' },
    ...{ select: 'task', insert: 'stepWriters', delete: 'stepWriters' },
    added: { status: 'UPLOADING', received: 0, media_type: null, expires_at: '2099-01-01' },
    author: 'created_by',
    touch: `name = 'x'`,
  },
  // Parts are added to what one is sending oneself, and of that there is nothing here.
  'files.parts': {
    of: { ...ofPartnership, task: '(select a.owner_id from files.attachments a where a.id = attachment_id)' },
    select: 'task',
  },
  'files.usage': { of: ofPartnership, select: 'inside' },
  'files.leftovers': { select: 'nobody' },

  'coordination.task_counters': {
    of: ofPartnership,
    ...{ select: 'writers', insert: 'writers', update: 'writers' },
    touch: `last_number = 1000`,
    policy: 'inside',
  },
  'coordination.tasks': {
    of: { ...ofPartnership, task: 'id' },
    ...{ select: 'task', insert: 'writers', update: 'stepWriters' },
    touch: `version = 7`,
  },
  'coordination.task_municipalities': { of: ofTask, select: 'stepOrParty', insert: 'writers', delete: 'stepWriters' },
  'coordination.task_actors': {
    of: { ...ofTask, actor: 'actor_id' },
    ...{ select: 'ownActor', insert: 'writers', delete: 'stepWriters' },
  },
  'coordination.checklist_items': {
    of: ofTask,
    ...{ select: 'step', insert: 'writers', update: 'stepWriters', delete: 'stepWriters' },
    touch: `position = 7`,
  },
  'coordination.comments': {
    of: { ...ofTask, audience: 'audience' },
    ...{ select: 'comment', insert: 'writers' },
    author: 'author_id',
  },

  'coordination.saved_views': {
    of: { ...ofPartnership, ...ofAccount, audience: 'audience' },
    ...{ select: 'view', insert: 'writers', update: 'mineWriters', delete: 'mineWriters' },
    author: 'account_id',
    touch: `version = 7`,
  },
  'coordination.bulk_changes': {
    of: { ...ofPartnership, ...ofAccount },
    ...{ select: 'mine', insert: 'writers', update: 'mineWriters' },
    author: 'account_id',
    touch: `undone_at = now()`,
  },
  'coordination.task_imports': {
    of: { ...ofPartnership, ...ofAccount },
    ...{ select: 'mine', insert: 'writers', update: 'mineWriters', delete: 'mineWriters' },
    author: 'account_id',
    touch: `version = 7`,
  },
  'coordination.calendar_feeds': {
    of: ofAccount,
    ...{ select: 'self', insert: 'self', delete: 'self' },
  },
  'coordination.task_import_rows': {
    of: { ...ofPartnership, ...ofAccount },
    ...{ select: 'mine', insert: 'writers', update: 'mineWriters', delete: 'mineWriters' },
    author: 'account_id',
    touch: `problems = null`,
  },

  'requests.public_holidays': directory,
  'requests.legal_terms': directory,
  'requests.ladder_steps': directory,
  'requests.imports': { select: 'nobody' },
  'requests.counters': {
    of: ofPartnership,
    ...{ select: 'writers', insert: 'writers', update: 'writers' },
    touch: `last_number = 1000`,
    policy: 'inside',
  },
  'requests.requests': {
    of: { ...ofPartnership, request: 'id' },
    ...{ select: 'request', insert: 'writers', update: 'requestWriters' },
    touch: `version = 7`,
  },
  'requests.request_municipalities': { of: ofRequest, select: 'request', insert: 'writers', delete: 'writers' },
  'requests.linked_tasks': { of: ofPartnership, select: 'inside', insert: 'writers', delete: 'writers' },
  'requests.entries': { of: ofRequest, select: 'request', insert: 'writers', author: 'author_id' },
  'requests.notes': {
    of: { ...ofPartnership, audience: 'audience' },
    ...{ select: 'note', insert: 'writers' },
    author: 'author_id',
  },
  'requests.answers': {
    of: ofRequest,
    ...{ select: 'request', insert: 'writers', update: 'writers' },
    author: 'author_id',
    touch: `forward_note = 'anders'`,
  },
  'requests.commitments': {
    of: ofRequest,
    ...{ select: 'request', insert: 'requestWriters', update: 'writers' },
    touch: `version = 7`,
  },
  'requests.extensions': {
    of: ofRequest,
    ...{ select: 'request', insert: 'asked', update: 'writers' },
    author: 'asked_by',
    touch: `version = 7`,
  },
  'requests.escalations': {
    of: ofPartnership,
    ...{ select: 'inside', insert: 'writers', update: 'writers' },
    touch: `version = 7`,
  },
  'requests.sharing_decisions': {
    of: ofPartnership,
    ...{ select: 'inside', insert: 'managers' },
    author: 'recorded_by',
  },

  'audit.chains': { select: 'nobody' },
  'audit.lines': {
    of: { partnership: 'chain_id', concerns: 'array_append(person_ids, account_id)' },
    select: 'line',
    // Which roles read the lines of others, a capability says.
    policy: 'lineOrInside',
  },
};

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
  schedule_job: {
    whose: 'partnership',
    call: (it) =>
      `select platform.schedule_job('${it.fresh}', 'matrix.job', null, '${it.partnership}', '{}', now(), now())`,
  },
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

/** Roles that may write something, and roles that manage. */
export const writers: readonly string[] = ['MANAGER', 'OFFICER', 'MEMBER', 'COORDINATOR'];
export const managers: readonly string[] = ['MANAGER'];
export const admins: readonly string[] = ['MANAGER', 'AUDITOR'];
