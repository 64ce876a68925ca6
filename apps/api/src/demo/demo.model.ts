import type { WorkspaceRole } from '#libs/access';
import type { PolicyDomain } from '#libs/directory';
import type { PartnershipStatus } from '#libs/partnerships';

// Everything is counted in days before the day the demo is loaded, so that it is always a year up to today.

/** A right in one of the demo's partnerships. */
export interface DemoMandate {
  partnership: string;
  role: WorkspaceRole;
  /** Days ago on which it began; absent: with the partnership. */
  since?: number;
  /** On whose behalf; absent: the organisation the person mainly works for. */
  on?: string;
  /** Days from today on which it ends. */
  until?: number;
  /** Who decided on it; a week before it began. */
  decidedBy?: string;
}

/** Somebody who was invited and did not answer yet. */
export interface DemoInvitation {
  ago: number;
  name: string;
  email: string;
  role: WorkspaceRole;
  /** The OCMW of a municipality, by its NIS code. */
  ocmw: string;
  decidedBy: string;
}

/** Somebody made up. */
export interface DemoPerson {
  key: string;
  name: string;
  job: string;
  organisation: string;
  /** A second organisation this person works for. */
  alsoFor?: string;
  /** One can sign in as this person. */
  persona?: true;
  mandates: DemoMandate[];
}

/** An organisation people work for; `nis` or `actor` names it in the directory. */
export interface DemoOrganisation {
  key: string;
  name: string;
  kind: 'MUNICIPALITY' | 'OCMW' | 'ACTOR' | 'REGION';
  nis?: string;
  actor?: string;
}

/** A shared officer: the half-days by NIS code, first as appointed, then as agreed later. */
export interface DemoOfficer {
  person: string;
  employer: string;
  fteHundredths: number;
  common: number;
  appointed: number;
  halfDays: Record<string, number>;
  later?: { ago: number; halfDays: Record<string, number> };
}

/** A partnership with the way it went. */
export interface DemoPartnership {
  key: string;
  name: string;
  legalForm: string;
  manager: string;
  managing: string;
  /** NIS codes. */
  members: string[];
  created: number;
  /** When the term was written down, and for how many years it holds. */
  term?: { ago: number; years: number };
  steps: { ago: number; status: PartnershipStatus; reason?: string }[];
  /** Who decided that the manager is the manager. */
  decidedBy?: string;
  invitations?: DemoInvitation[];
  officer?: DemoOfficer;
  /** How far it is on the path of the first year. */
  path?: DemoPath;
  templates?: DemoTemplate[];
}

/** The path of the first year: from the first day of the month so many days ago, with what was decided on it, by whom. */
export interface DemoPath {
  by: string;
  start: number;
  taken: { ago: number; codes: string[] };
  skipped: { ago: number; code: string; reason: string };
}

/** What tasks that come back begin with; `due` in days from a day that is chosen then. */
export interface DemoTemplate {
  ago: number;
  title: string;
  text: string;
  due?: number;
  domain?: PolicyDomain;
  steps: string[];
}

/** A column a task went to; `on` is an actor's code or, for others, a few words. */
export interface DemoMove {
  ago: number;
  status: 'TODO' | 'BUSY' | 'WAITING' | 'DONE';
  by: string;
  on?: string;
}

/** A task with what happened to it. */
export interface DemoTask {
  title: string;
  text: string;
  created: number;
  by: string;
  to?: string;
  /** Days from today; negative is past. */
  due?: number;
  priority?: 'LOW' | 'NORMAL' | 'HIGH' | 'URGENT';
  domain: PolicyDomain;
  goals: ('PARTICIPATION' | 'ACCESSIBILITY' | 'CITIZENSHIP' | 'COHESION')[];
  /** Names of municipalities; absent: it concerns nobody in particular. */
  places?: string[];
  actors?: string[];
  /** The staff of these actors see it too. */
  shared?: true;
  moves?: DemoMove[];
  steps?: string[];
  /** How many of the steps are done. */
  ticked?: number;
  comments?: [ago: number, by: string, text: string][];
}

/** Something that happened to a request; `text`, `until` (days ago, negative is to come) and the others as it needs. */
export interface DemoRequestStep {
  ago: number;
  by: string;
  does:
    | 'send'
    | 'read'
    | 'start'
    | 'close'
    | 'join'
    | 'remind'
    | 'write'
    | 'note'
    | 'answer'
    | 'record'
    | 'accept'
    | 'reject'
    | 'wait'
    | 'keep'
    | 'propose'
    | 'escalate';
  text?: string;
  choice?: 'CAN' | 'PARTLY' | 'CANNOT' | 'NOT_OURS';
  via?: 'EMAIL' | 'LETTER' | 'PHONE' | 'MEETING';
  promise?: string;
  until?: number;
  place?: string;
  /** A note for the own organisation alone. */
  own?: true;
}

/** A request to an actor with what happened to it. */
export interface DemoRequest {
  title: string;
  text: string;
  kind: 'DOCUMENT' | 'INFORMATION' | 'ACTION' | 'SUPPORT' | 'CONSULTATION';
  support?: string;
  created: number;
  by: string;
  /** Code of the actor. */
  actor: string;
  service?: string;
  contact?: string;
  domain: PolicyDomain;
  /** Names of municipalities. */
  places: string[];
  /** Code of a term of law, or the agreement the term stands in. */
  law?: string;
  agreed?: string;
  /** Working days to answer, or the day by which. */
  days?: number;
  wanted?: number;
  steps: DemoRequestStep[];
}
