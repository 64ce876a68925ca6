// What the database alone should show and let be written, table by table, written by hand. Every table stands here.
import { taskTables } from './expected-rows-tasks.js';

/**
 * Whose a row is: `everybody` who signed in, `people` of those; `admins` who may check what was done, `line` them and whom
 * it is about; `inside` those who work in its partnership; `partnership` its parties too;
 * `step` those inside who see the task, `stepWriters` of them those with such a role, `stepSelf` of these the account it names, `comment` whoever it is meant for;
 * `writers` and `managers` those inside with such a role, `managersOfPeople` where it is no system's; `task` who sees the task;
 * `request` who sees the request, `note` who sees the note; `file` who sees what it hangs on, `fileWriters` who takes it away from there; `asked` the party that was asked, `requestWriters` it and the writers,
 * `participants` writers and all parties;
 * `ownActor` those inside, and the party whose actor it names; `event` who sees the event; `self` the account it names; `told` the same, where it has rights or it is about these; `employed` the
 * account, while it works for the organisation; `staff` people who act for an organisation they work for; `known` who may know the person; `owner` the account, or those inside; `notified` who is told, as long as they see what it is about;
 * `organisation` who acts for it, `organisationManagers` of them who manages a partnership; `view` the account and, shared, those inside;
 * `mine` the account while inside, `mineWriters` with such a role; `unsigned` who is not signed in, `nobody` the API not at all.
 */
export type Whose =
  | 'everybody'
  | 'unsigned'
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
  | 'stepSelf'
  | 'comment'
  | 'request'
  | 'file'
  | 'fileWriters'
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
  | 'notified'
  | 'organisation'
  | 'organisationMembers'
  | 'organisationManagers'
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
    organisation?: string;
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
  /** Whoever adds a row may change it as long as it is new; there is no such row to begin with. */
  changesNew?: true;
  /** A harmless change, in constants: reading the row would ask for the right to read too. */
  touch?: string;
  /** What the policy's own condition for rows says, where the database is stricter or less strict. */
  policy?: Whose;
}

const directory: TableExpectation = { select: 'everybody' };
const ofPartnership = { partnership: 'partnership_id' };
const ofRequest = { partnership: 'partnership_id', request: 'request_id' };
const ofAccount = { account: 'account_id' };
/** What a file hangs on: a task, a request or what is written there, with the audience and the author of a note. */
const ofFile = (owner: string) => ({
  task: owner,
  request: `coalesce((select e.request_id from requests.entries e where e.id = ${owner}),
    (select w.request_id from requests.answers w where w.id = ${owner}),
    (select n.request_id from requests.notes n where n.id = ${owner}), (select q.id from requests.requests q where q.id = ${owner}))`,
  audience: `(select n.audience from requests.notes n where n.id = ${owner})`,
  account: `(select n.author_id from requests.notes n where n.id = ${owner})`,
});

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
    of: { ...ofPartnership, ...ofFile('owner_id') },
    ...{ select: 'file', insert: 'stepWriters', delete: 'fileWriters' },
    added: { status: 'UPLOADING', received: 0, media_type: null, expires_at: '2099-01-01' },
    author: 'created_by',
    changesNew: true,
    // Of what one sent oneself, so that nothing else stops it.
    touch: `name = 'x' where created_by = platform.account_id()`,
  },
  // Parts are added to what one is sending oneself, and of that there is nothing here.
  'files.parts': {
    of: { ...ofPartnership, ...ofFile('(select a.owner_id from files.attachments a where a.id = attachment_id)') },
    select: 'file',
  },
  'files.usage': { of: ofPartnership, select: 'inside' },
  'files.leftovers': { select: 'nobody' },

  ...taskTables,

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
  'requests.guests': { of: ofRequest, select: 'request' },
  'requests.guest_links': { select: 'nobody' },
  'requests.guest_sessions': { select: 'nobody' },
  'requests.guest_drafts': { select: 'nobody' },
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

  'notifications.cursors': { select: 'nobody' },
  'notifications.items': {
    of: { ...ofPartnership, ...ofAccount, task: 'subject_id', request: 'subject_id' },
    ...{ select: 'notified', update: 'notified' },
    touch: `later_until = null`,
  },
  'notifications.news': {
    of: {
      ...{ ...ofPartnership, ...ofAccount },
      task: '(select i.subject_id from notifications.items i where i.id = item_id)',
      request: '(select i.subject_id from notifications.items i where i.id = item_id)',
    },
    ...{ select: 'notified', update: 'notified' },
    touch: `read_at = null`,
  },
  'notifications.person_settings': {
    of: ofAccount,
    ...{ select: 'self', insert: 'self', update: 'self' },
    touch: `stopped_at = null`,
  },
  'notifications.organisation_settings': {
    of: { organisation: 'organisation_id' },
    ...{ select: 'organisation', insert: 'organisationManagers', update: 'organisationManagers' },
    author: 'updated_by',
    touch: `updated_by = platform.account_id()`,
    // For the policy, whoever has no right anywhere acts for nobody.
    policy: 'organisationMembers',
  },
  'notifications.deliveries': { of: ofAccount, select: 'self' },
  'notifications.push_devices': { of: ofAccount, select: 'self', delete: 'self' },
  'notifications.pushes': { of: ofAccount, select: 'self' },

  'audit.chains': { select: 'nobody' },
  'audit.lines': {
    of: { partnership: 'chain_id', concerns: 'array_append(person_ids, account_id)' },
    select: 'line',
    // Which roles read the lines of others, a capability says.
    policy: 'lineOrInside',
  },
};

/** Roles that may write something, and roles that manage. */
export const writers: readonly string[] = ['MANAGER', 'OFFICER', 'MEMBER', 'COORDINATOR'];
export const managers: readonly string[] = ['MANAGER'];
export const admins: readonly string[] = ['MANAGER', 'AUDITOR'];
