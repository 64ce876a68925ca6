// How every root field is called, and what may be done with it. Written by hand: a root field that is missing here fails.
import { fromGlobalId, newId, toGlobalId } from '#libs/kernel';
import type { MatrixWorld, TaskKey, Things } from './world.js';
import { canary, tenants, type Tenant } from './words.js';

type Variables = Record<string, unknown>;

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
}

const NOWHERE = newId();

/** The global id of something of this type that does not exist. */
export const nowhere = (type: string): string => toGlobalId(type, NOWHERE);

const partnershipOf = (world: MatrixWorld, tenant: Tenant | 'none') =>
  tenant === 'none' ? nowhere('Partnership') : world.things[tenant].partnership;

export const queries: Record<string, RootQuery> = {
  viewer: { steps: 4 },
  errorCodes: { steps: 1 },
  partnerships: { steps: 4, declare: '($first: Int, $after: Cursor)', call: '(first: $first, after: $after)' },
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
      [6, 1, 2, 3, 4, 5, 99].map((number) => ({ id: partnershipOf(world, tenant), number })),
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

/** Ways to call fields with arguments below the root, besides without any; an argument that is in none of them fails. */
export const variants: Record<string, string[]> = {
  'Partnership.members': ['(on: "2025-06-01")'],
  'Partnership.officers': ['(on: "2025-06-01")'],
  'Partnership.recentEvents': ['(first: 50)'],
  'Partnership.tasks': [
    '(first: 50, after: null, orderBy: NUMBER)',
    '(filter: { archived: true })',
    '(filter: { text: "zq" })',
    '(filter: { statuses: [WAITING], policyDomains: [HOUSING], objectives: [COHESION] })',
    '(filter: { dueFrom: "2020-01-01", dueUntil: "2030-01-01", unassigned: false })',
  ],
  'Partnership.taskCounts': ['(filter: { archived: true })'],
  'CoordinationTask.comments': ['(first: 50, after: null)'],
};

/** Who may do it: those with a capability; `found` stands for working in a municipality. */
export interface MutationExpectation {
  capability: string;
  /** The input, for things of a partnership. */
  input: (things: Things, world: MatrixWorld) => Variables[];
  /** Fields that name something of the partnership besides what is changed: a foreign one there is one that does not exist. */
  references?: Record<string, (things: Things) => string>;
}

const eachTask = (make: (id: string, expectedVersion: number) => Variables) => (things: Things) =>
  (['hidden', 'both'] as TaskKey[]).map((key) => make(things.tasks[key], things.taskVersions[key]));

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
  createTask: {
    capability: 'task.write',
    input: ({ partnership }) => [{ partnershipId: partnership, title: 'Nieuw', checklist: ['stap'] }],
    references: { assigneeId: ({ person }) => person },
  },
  updateTask: {
    capability: 'task.write',
    input: eachTask((id, expectedVersion) => ({ id, expectedVersion, title: 'Anders' })),
    references: { assigneeId: ({ person }) => person },
  },
  moveTask: {
    capability: 'task.write',
    input: eachTask((id, expectedVersion) => ({ id, expectedVersion, status: 'BUSY' })),
    references: { afterId: ({ tasks }) => tasks.fedasil, beforeId: ({ tasks }) => tasks.vdab },
  },
  addChecklistItem: { capability: 'task.write', input: eachTask((taskId) => ({ taskId, label: 'Nieuw' })) },
  updateChecklistItem: {
    capability: 'task.write',
    input: ({ item }) => [{ id: item, expectedVersion: 1, done: true }],
  },
  removeChecklistItem: { capability: 'task.write', input: ({ item }) => [{ id: item, expectedVersion: 1 }] },
  addTaskComment: { capability: 'task.comment', input: eachTask((taskId) => ({ taskId, body: 'Nieuw' })) },
};

/** Fields of inputs that name what everybody may know; nothing is hidden by them. */
const commonKnowledge = new Set(['Municipality', 'Actor', 'LegalForm', 'ReferenceRegion']);

/** The same input about things that do not exist. */
export const aboutNothing = (input: Variables): Variables =>
  Object.fromEntries(
    Object.entries(input).map(([name, value]) => {
      const ref = typeof value === 'string' ? fromGlobalId(value) : undefined;
      return [name, ref && !commonKnowledge.has(ref.type) ? nowhere(ref.type) : value];
    }),
  );

export const subscriptions: Record<string, { declare: string; call: string; rights: 'partnership' | 'inside' }> = {
  partnershipEvents: {
    declare: '($id: ID!, $after: Cursor)',
    call: '(partnershipId: $id, after: $after)',
    rights: 'partnership',
  },
  presence: { declare: '($id: ID!)', call: '(partnershipId: $id)', rights: 'inside' },
};
