// How every root field is called, and what may be done with it. Written by hand: a root field that is missing here fails.
import { fromGlobalId, newId, toGlobalId } from '#libs/kernel';
import { inDays } from './days.js';
import { listMutations } from './roots-lists.js';
import { requestMutations } from './roots-requests.js';
import { taskMutations } from './roots-tasks.js';
import type { CallerKey, PersonKey } from './people.js';
import type { MatrixWorld, Things } from './world.js';
import { canary, tenants, type Tenant } from './words.js';

export type Variables = Record<string, unknown>;

/** The variables a query is asked with: the same once per partnership, and once for one that does not exist. */
export interface RootQuery {
  /** Variable definitions and arguments. */
  declare?: string;
  call?: string;
  variables?: (world: MatrixWorld, tenant: Tenant | 'none') => Variables[];
  /** Asked once, not per partnership. */
  once?: (world: MatrixWorld) => Variables[];
  /** How many steps deep it is followed. */
  steps: number;
  /** What those inside need not to be told FORBIDDEN; without it everybody is answered. */
  capability?: string;
  /** Whose eyes the answer is seen through, when they are not the caller's. */
  eyes?: (variables: Variables) => CallerKey;
}

const NOWHERE = newId();
const GUESSED = 'a'.repeat(43);

/** Through whose eyes a partnership is looked at. */
const eyesIn: Record<Tenant, (PersonKey & CallerKey)[]> = {
  alfa: ['fedasil', 'reader', 'member'],
  beta: ['fedasil', 'memberBeta'],
  gamma: ['outsider'],
};

/** The global id of something of this type that does not exist. */
export const nowhere = (type: string): string => toGlobalId(type, NOWHERE);

const partnershipOf = (world: MatrixWorld, tenant: Tenant | 'none') =>
  tenant === 'none' ? nowhere('Partnership') : world.things[tenant].partnership;

export const queries: Record<string, RootQuery> = {
  viewer: { steps: 4 },
  errorCodes: { steps: 1 },
  partnerships: {
    steps: 4,
    declare: '($first: Int, $after: Cursor)',
    call: '(first: $first, after: $after)',
    once: () => [{ first: 3 }, { first: 1 }],
  },
  partnership: {
    steps: 4,
    declare: '($id: ID!)',
    call: '(id: $id)',
    variables: (world, tenant) => [{ id: partnershipOf(world, tenant) }],
  },
  taskByNumber: {
    steps: 4,
    declare: '($id: ID!, $number: Int!)',
    call: '(partnershipId: $id, number: $number)',
    // In the order of `taskKeys`; number 99 is of no task.
    variables: (world, tenant) =>
      [6, 7, 1, 2, 3, 4, 5, 99].map((number) => ({ id: partnershipOf(world, tenant), number })),
  },
  requestByReference: {
    steps: 4,
    declare: '($id: ID!, $reference: String!)',
    call: '(partnershipId: $id, reference: $reference)',
    // In the order of `requestKeys`; number 99 is of no request.
    variables: (world, tenant) =>
      [2, 1, 3, 4, 99].map((number) => ({
        ...{ id: partnershipOf(world, tenant), reference: `${inDays(0).slice(0, 4)}-00${number}` },
      })),
  },
  legalTerms: {
    steps: 1,
    declare: '($id: ID!)',
    call: '(actorId: $id, kind: DOCUMENT)',
    once: (world) => [{ id: toGlobalId('Actor', world.actors.fedasil) }],
  },
  escalationLadder: {
    steps: 1,
    declare: '($id: ID!)',
    call: '(actorId: $id)',
    once: (world) => [{ id: toGlobalId('Actor', world.actors.vdab) }],
  },
  requestTerm: { steps: 1, call: '(days: 20, unit: WORKING)' },
  publicHolidays: { steps: 1, call: '(year: 2026)' },
  sharedReactionTimes: { steps: 1, call: '(year: 2026, by: REGION)' },
  partnershipAccess: {
    steps: 4,
    declare: '($id: ID!)',
    call: '(partnershipId: $id)',
    variables: (world, tenant) => [{ id: partnershipOf(world, tenant) }],
  },
  previewAs: {
    steps: 4,
    declare: '($id: ID!, $person: ID, $node: ID!)',
    call: '(partnershipId: $id, personId: $person)',
    variables: (world, tenant) =>
      (tenant === 'none' ? eyesIn.alfa : eyesIn[tenant]).map((person) => ({
        ...{ id: partnershipOf(world, tenant), person: toGlobalId('Person', world.accounts[person]) },
        node: world.things[tenant === 'none' ? 'alfa' : tenant].tasks.hidden,
        eyes: person,
      })),
    eyes: ({ eyes }) => eyes as CallerKey,
  },
  serviceClients: {
    steps: 3,
    declare: '($id: ID!)',
    call: '(partnershipId: $id)',
    variables: (world, tenant) => [{ id: partnershipOf(world, tenant) }],
    capability: 'clients.read',
  },
  serviceClientScopes: { steps: 1 },
  // Whoever holds the token of an invitation is told what it offers; nobody guesses one.
  invitation: { steps: 1, declare: '($token: String!)', call: '(token: $token)', once: () => [{ token: GUESSED }] },
  search: {
    steps: 3,
    declare: '($text: String!, $id: ID)',
    call: '(text: $text, partnershipId: $id, first: 50)',
    // Words of each partnership and audience, one that is spelt wrongly, a number.
    once: (world) => [
      { text: 'Overleg' },
      { text: 'Besproken' },
      { text: 'vraag' },
      { text: 'nota' },
      { text: `${inDays(0).slice(0, 4)}-002` },
      { text: 'Overlegg zq' },
      { text: 'T-0007' },
      ...tenants.flatMap((tenant) =>
        (['inside', 'own', 'both', 'fedasil'] as const).map((of) => ({
          text: canary(tenant, of),
          id: world.things[tenant].partnership,
        })),
      ),
      { text: 'Overleg', id: nowhere('Partnership') },
    ],
  },
  legalForms: { steps: 1 },
  referenceRegions: { steps: 1 },
  municipality: {
    steps: 2,
    declare: '($id: ID!)',
    call: '(id: $id)',
    once: (world) => [{ id: toGlobalId('Municipality', world.merged) }, { id: nowhere('Municipality') }],
  },
  municipalities: { steps: 1, declare: '($first: Int)', call: '(first: $first)', once: () => [{ first: 3 }] },
  searchMunicipalities: {
    steps: 1,
    declare: '($text: String!)',
    call: '(text: $text)',
    once: () => [{ text: 'Ardooie' }, ...tenants.map((tenant) => ({ text: canary(tenant, 'name') }))],
  },
  actors: {
    steps: 1,
    declare: '($search: String)',
    call: '(first: 5, search: $search)',
    once: () => [{}, { search: canary('alfa', 'name') }],
  },
};

/** Who may do it. */
export interface MutationExpectation {
  /**
   * What one needs in the partnership; `found` stands for working in a municipality, `mine` for being the first manager there, `person` for being one, `staff` for having chosen whom one works for, `defaults` for managing a partnership, `itself` for whose session it is, `nobody` for
   * something that is not there for anybody.
   */
  capability: string;
  /** The party it was asked of may do it too, or alone. */
  party?: 'FEDASIL' | 'VDAB';
  /** Those inside without this do not even see what it is about. */
  seenWith?: string;
  /** The input, for things of a partnership. */
  input: (things: Things, world: MatrixWorld) => Variables[];
  /** Ids of things that the answer names because they were asked about, there or not. */
  echoes?: (things: Things) => string[];
  /** Fields that name something of the partnership besides what is changed: a foreign one there is one that does not exist. */
  references?: Record<string, (things: Things) => string>;
}

export const mutations: Record<string, MutationExpectation> = {
  createPartnership: {
    capability: 'found',
    input: ({ managing, stranger }) => [
      {
        ...{ name: 'Nieuw', legalFormCode: 'INTERLOCAL_ASSOCIATION', managingMunicipalityId: managing },
        memberMunicipalityIds: [managing, stranger],
      },
    ],
  },
  updatePartnership: {
    capability: 'partnership.manage',
    input: ({ partnership, version }) => [{ id: partnership, expectedVersion: version, name: 'Anders' }],
  },
  changePartnershipStatus: {
    capability: 'partnership.manage',
    input: ({ partnership, version }) => [{ id: partnership, expectedVersion: version, status: 'DRAFTING' }],
  },
  addPartnershipMember: {
    capability: 'partnership.manage',
    input: ({ partnership, version, stranger }) => [
      { partnershipId: partnership, expectedVersion: version, municipalityId: stranger, validFrom: '2030-01-01' },
    ],
  },
  endPartnershipMembership: {
    capability: 'partnership.manage',
    input: ({ member, version }) => [{ memberId: member, expectedVersion: version, validUntil: '2035-01-01' }],
  },
  appointOfficer: {
    capability: 'officer.manage',
    input: ({ partnership, managing }) => [
      {
        ...{ partnershipId: partnership, personName: 'Nieuw', employerId: managing, fteHundredths: 10 },
        ...{ validFrom: '2030-01-01', allocations: [{ municipalityId: managing, halfDaysPerYear: 1 }] },
      },
    ],
  },
  changeOfficerAllocations: {
    capability: 'officer.manage',
    input: ({ officer, officerVersion, managing }) => [
      {
        ...{ officerId: officer, expectedVersion: officerVersion },
        allocations: [{ municipalityId: managing, halfDaysPerYear: 5 }],
      },
    ],
  },
  endOfficerAppointment: {
    capability: 'officer.manage',
    input: ({ officer, officerVersion }) => [
      { officerId: officer, expectedVersion: officerVersion, validUntil: '2035-01-01' },
    ],
  },
  ...taskMutations,
  inviteMember: {
    capability: 'members.manage',
    input: ({ partnership, managing }) => [
      {
        ...{ partnershipId: partnership, email: 'nieuw@example.org', role: 'READER' },
        organisation: { municipalityId: managing },
      },
    ],
  },
  resendInvitation: {
    capability: 'members.manage',
    seenWith: 'members.manage',
    input: ({ invitation }) => [{ id: invitation }],
  },
  withdrawInvitation: {
    capability: 'members.manage',
    seenWith: 'members.manage',
    input: ({ invitation }) => [{ id: invitation }],
  },
  acceptInvitation: { capability: 'nobody', input: () => [{ token: GUESSED }] },
  changeMandate: {
    capability: 'members.manage',
    input: ({ mandate }) => [{ id: mandate, expectedVersion: 1, decidedBy: 'Anders' }],
  },
  withdrawMandate: { capability: 'members.manage', input: ({ mandate }) => [{ id: mandate, expectedVersion: 1 }] },
  createServiceClient: {
    capability: 'clients.manage',
    input: ({ partnership }, world) => [
      {
        ...{ partnershipId: partnership, name: 'Nieuw', scopes: ['read'], expiresOn: inDays(30) },
        organisationId: toGlobalId('Organisation', world.organisations.region),
      },
    ],
  },
  changeServiceClient: {
    ...{ capability: 'clients.manage', seenWith: 'clients.read' },
    input: ({ client, clientVersion }) => [{ id: client, expectedVersion: clientVersion, name: 'Anders' }],
  },
  rotateServiceClientKey: {
    ...{ capability: 'clients.manage', seenWith: 'clients.read' },
    input: ({ client, clientVersion }) => [{ id: client, expectedVersion: clientVersion, oldKeysExpireInHours: 1 }],
  },
  removeServiceClientKey: {
    ...{ capability: 'clients.manage', seenWith: 'clients.read' },
    input: ({ client, clientVersion, key }) => [{ id: client, expectedVersion: clientVersion, keyId: key }],
  },
  revokeServiceClient: {
    ...{ capability: 'clients.manage', seenWith: 'clients.read' },
    input: ({ client, clientVersion }) => [{ id: client, expectedVersion: clientVersion }],
  },
  endSession: { capability: 'itself', input: (_things, world) => [{ sessionId: world.session }] },
  endOtherSessions: { capability: 'person', input: () => [{}] },
  ...requestMutations,
  // Of another's, as of nobody's, nothing changes and nothing is said.
  markNotifications: { capability: 'person', input: () => [{ read: true, ids: [] }] },
  postponeNotification: {
    capability: 'nobody',
    input: () => [{ id: toGlobalId('Notification', newId()), until: null }],
  },
  setNotificationSettings: { capability: 'person', input: () => [{ quietDays: [7] }] },
  addPushDevice: {
    capability: 'person',
    input: () => [
      {
        ...{ endpoint: `https://push.example/${newId()}`, name: 'Firefox' },
        ...{ p256dh: 'a'.repeat(87), auth: 'b'.repeat(22) },
      },
    ],
  },
  renewPushDevice: {
    capability: 'nobody',
    input: () => [
      {
        ...{ fingerprint: 'c'.repeat(64), endpoint: `https://push.example/${newId()}` },
        ...{ p256dh: 'a'.repeat(87), auth: 'b'.repeat(22) },
      },
    ],
  },
  removePushDevice: { capability: 'nobody', input: () => [{ id: toGlobalId('PushDevice', newId()) }] },
  setNotificationDefaults: { capability: 'defaults', input: () => [{ quietDays: [7] }] },
  ...listMutations,
};

/** Fields of inputs that name what everybody may know; nothing is hidden by them. */
const commonKnowledge = new Set(['Municipality', 'Actor', 'LegalForm', 'ReferenceRegion', 'Organisation']);

/** The same input about things that do not exist. */
export const aboutNothing = (input: Variables): Variables =>
  Object.fromEntries(
    Object.entries(input).map(([name, value]) => {
      const ref = typeof value === 'string' ? fromGlobalId(value) : undefined;
      return [name, ref && !commonKnowledge.has(ref.type) ? nowhere(ref.type) : value];
    }),
  );

/** The same input with nothing in it that makes sense: whoever is nobody is told so before anybody looks. */
export const confused = (input: Variables): Variables =>
  Object.fromEntries(
    Object.entries(input).map(([name, value]) => {
      const meansSomething =
        name === 'legalFormCode' || (typeof value === 'string' && fromGlobalId(value) !== undefined);
      return [name, meansSomething ? 'x' : value];
    }),
  );

export const subscriptions: Record<
  string,
  { declare: string; call: string; rights: 'partnership' | 'inside' | 'self' }
> = {
  // Asked of everybody with a cursor of nobody's log; what each hears of their own stands in test/api.
  myEvents: { declare: '($after: Cursor)', call: '(after: $after)', rights: 'self' },
  partnershipEvents: {
    declare: '($id: ID!, $after: Cursor)',
    call: '(partnershipId: $id, after: $after)',
    rights: 'partnership',
  },
  presence: { declare: '($id: ID!)', call: '(partnershipId: $id)', rights: 'inside' },
  // A partnership is one of its own things, and the one that its parties see too.
  itemPresence: { declare: '($id: ID!)', call: '(partnershipId: $id, nodeId: $id)', rights: 'inside' },
};

/** What is read of each event of a stream. */
export const streamSelections: Record<string, string> = {
  partnershipEvents:
    '{ __typename sequence cursor type at changedFields subjectId version by { __typename id displayName function } ' +
    'subject { __typename id ... on CoordinationTask { title description comments { totalCount nodes { id body } } } ' +
    '... on Request { reference text noteCount timeline { nodes { id text } } notes { totalCount nodes { id text } } } } }',
  myEvents: '{ __typename sequence type partnershipId subjectId by { __typename id } subject { __typename id } }',
  presence: '{ __typename people { __typename id displayName } items { __typename nodeId viewers { __typename id } } }',
  itemPresence: '{ __typename nodeId viewers { __typename id displayName } typing { __typename id } }',
};
