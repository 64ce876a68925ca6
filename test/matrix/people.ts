import type { Tenant } from './words.js';

/** Organisations of the world; two partnerships share `wielsbeke`, `pittem` and `fedasil`. */
export const organisations = {
  wielsbeke: 'MUNICIPALITY',
  pittem: 'MUNICIPALITY',
  ronse: 'MUNICIPALITY',
  mesen: 'MUNICIPALITY',
  departed: 'MUNICIPALITY',
  region: 'REGION',
  fedasil: 'ACTOR',
  vdab: 'ACTOR',
} as const;
export type Organisation = keyof typeof organisations;

/** A mandate of the world; absent dates mean since long ago, and without end. */
export interface MandateFacts {
  tenant: Tenant;
  organisation: Organisation;
  role: string;
  state?: 'expired' | 'future' | 'withdrawn';
}

export interface PersonFacts {
  works: Organisation[];
  /** No longer works there. */
  dismissed?: boolean;
  /** Founder of a partnership: becomes its manager by the action itself. */
  founds?: Tenant;
  mandates?: MandateFacts[];
  /** No person but a system, connected to this partnership for the organisation. */
  connectedTo?: Tenant;
}

const alfa = (organisation: Organisation, role: string, state?: MandateFacts['state']): MandateFacts => ({
  ...{ tenant: 'alfa', organisation, role },
  ...(state && { state }),
});

/** Everybody in the world, as facts of the database; what follows from them stands in expected.ts. */
export const people = {
  manager: { works: ['wielsbeke'], founds: 'alfa' },
  managerBeta: { works: ['ronse'], founds: 'beta' },
  outsider: { works: ['mesen'], founds: 'gamma' },
  officer: { works: ['wielsbeke'], mandates: [alfa('wielsbeke', 'OFFICER')] },
  sharedOfficer: {
    works: ['wielsbeke'],
    mandates: [alfa('wielsbeke', 'OFFICER'), { tenant: 'beta', organisation: 'wielsbeke', role: 'OFFICER' }],
  },
  member: { works: ['pittem'], mandates: [alfa('pittem', 'MEMBER')] },
  memberBeta: { works: ['pittem'], mandates: [{ tenant: 'beta', organisation: 'pittem', role: 'MEMBER' }] },
  reader: { works: ['pittem'], mandates: [alfa('pittem', 'READER')] },
  coordinator: { works: ['region'], mandates: [alfa('region', 'COORDINATOR')] },
  auditor: { works: ['region'], mandates: [alfa('region', 'AUDITOR')] },
  fedasil: {
    works: ['fedasil'],
    mandates: [alfa('fedasil', 'ANSWERER'), { tenant: 'beta', organisation: 'fedasil', role: 'ANSWERER' }],
  },
  vdab: { works: ['vdab'], mandates: [alfa('vdab', 'ANSWERER')] },
  colleague: { works: ['vdab'] },
  twoHats: { works: ['wielsbeke', 'mesen'], mandates: [alfa('wielsbeke', 'MANAGER')] },
  withdrawn: { works: ['wielsbeke'], mandates: [alfa('wielsbeke', 'MANAGER', 'withdrawn')] },
  expired: { works: ['wielsbeke'], mandates: [alfa('wielsbeke', 'MANAGER', 'expired')] },
  future: { works: ['wielsbeke'], mandates: [alfa('wielsbeke', 'MANAGER', 'future')] },
  left: { works: ['departed'], mandates: [alfa('departed', 'MANAGER')] },
  memberGamma: { works: ['mesen'], mandates: [{ tenant: 'gamma', organisation: 'mesen', role: 'MEMBER' }] },
  dismissed: { works: ['wielsbeke'], dismissed: true, mandates: [alfa('wielsbeke', 'MANAGER')] },
  systemAlfa: { works: ['wielsbeke'], connectedTo: 'alfa' },
  systemBeta: { works: ['ronse'], connectedTo: 'beta' },
  systemGamma: { works: ['mesen'], connectedTo: 'gamma' },
} as const satisfies Record<string, PersonFacts>;
export type PersonKey = keyof typeof people;

/** A session somebody comes with. */
export interface SessionFacts {
  person: PersonKey;
  /** For whom; null: a person with several organisations who did not choose. */
  organisation: Organisation | null;
  /** What the token of a system is good for. */
  scopes?: readonly string[];
  state?: 'expired' | 'idle';
}

const own = (person: PersonKey): SessionFacts => ({ person, organisation: people[person].works[0] });

/** Everybody who asks; null brings no session. */
export const callers = {
  anonymous: null,
  garbageToken: null,
  expiredSession: { ...own('manager'), state: 'expired' },
  idleSession: { ...own('manager'), state: 'idle' },
  manager: own('manager'),
  managerBeta: own('managerBeta'),
  outsider: own('outsider'),
  officer: own('officer'),
  sharedOfficer: own('sharedOfficer'),
  member: own('member'),
  memberBeta: own('memberBeta'),
  reader: own('reader'),
  coordinator: own('coordinator'),
  auditor: own('auditor'),
  fedasil: own('fedasil'),
  vdab: own('vdab'),
  colleague: own('colleague'),
  rightOrganisation: own('twoHats'),
  wrongOrganisation: { person: 'twoHats', organisation: 'mesen' },
  undecided: { person: 'twoHats', organisation: null },
  withdrawn: own('withdrawn'),
  expired: own('expired'),
  future: own('future'),
  left: own('left'),
  dismissed: own('dismissed'),
  systemReading: { ...own('systemAlfa'), scopes: ['read'] },
  systemWriting: { ...own('systemAlfa'), scopes: ['read', 'task.write'] },
  systemBlind: { ...own('systemAlfa'), scopes: ['task.write'] },
} as const satisfies Record<string, SessionFacts | null>;
export type CallerKey = keyof typeof callers;
/**
 * Who has the role of another caller in this list of callers: they are asked everything too, and followed less far along
 * the paths of the schema.
 */
export const twins: readonly CallerKey[] = ['officer', 'memberBeta', 'rightOrganisation', 'systemWriting'];
export const callerKeys = Object.keys(callers) as CallerKey[];
