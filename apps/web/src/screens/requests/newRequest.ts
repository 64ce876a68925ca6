import type {
  ContactLanguage,
  CreateRequestInput,
  PolicyDomain,
  RequestBasisKind,
  RequestFullFragment,
  RequestKind,
  TermUnit,
} from '../../gql/graphql.js';
import type { MessageId } from '../../i18n/messages.js';

export const kinds = [
  'ACTION',
  'INFORMATION',
  'DOCUMENT',
  'SUPPORT',
  'CONSULTATION',
] as const satisfies readonly RequestKind[];
export const steps = [1, 2, 3, 4, 5] as const;
export const lastStep = 5;
export type Step = (typeof steps)[number];

/** What the address says about the wizard. */
export interface NewRequestSearch {
  stap?: Step | undefined;
  /** The task it comes from. */
  taak?: number | undefined;
  /** The draft one goes on with. */
  concept?: string | undefined;
  /** What was just sent. */
  verstuurd?: string | undefined;
}

export function readNewRequestSearch(raw: Record<string, unknown>): NewRequestSearch {
  const reference = (value: unknown): string | undefined =>
    typeof value === 'string' && /^\d{4}-\d{1,6}$/.test(value) ? value : undefined;
  const search: NewRequestSearch = {
    stap: steps.find((step) => step === Number(raw.stap)),
    taak: Number.isInteger(Number(raw.taak)) && Number(raw.taak) > 0 ? Number(raw.taak) : undefined,
    concept: reference(raw.concept),
    verstuurd: reference(raw.verstuurd),
  };
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));
}

/** A draft as the server has it. */
export interface Draft {
  id: string;
  version: number;
  reference: string;
}

export interface NewRequest {
  title: string;
  text: string;
  kind: RequestKind;
  supportType: string;
  municipalityIds: string[];
  policyDomain: PolicyDomain | null;
  actorId: string | null;
  service: string;
  contactName: string;
  contactEmail: string;
  contactLanguage: ContactLanguage;
  competence: string;
  basisKind: RequestBasisKind;
  legalTermCode: string | null;
  basisNote: string;
  termBy: 'days' | 'day';
  termDays: number;
  termUnit: TermUnit;
  wantedOn: string | null;
  taskIds: string[];
  /** The task it was begun from, so that a reload does not begin again. */
  fromTask: number | null;
  /** The draft on the server, once there is one: sending again goes on with it. */
  draft: Draft | null;
}

export const emptyRequest: NewRequest = {
  ...{ title: '', text: '', kind: 'ACTION', supportType: '', municipalityIds: [], policyDomain: null },
  ...{ actorId: null, service: '', contactName: '', contactEmail: '', contactLanguage: 'NL', competence: '' },
  ...{ basisKind: 'NONE', legalTermCode: null, basisNote: '', termBy: 'days', termDays: 15, termUnit: 'WORKING' },
  ...{ wantedOn: null, taskIds: [], fromTask: null, draft: null },
};

/** The id under which fields of the wizard are found. */
export const wizardForm = 'new-request';

/** What each step of the wizard works with. */
export interface StepProps {
  request: NewRequest;
  set(change: Partial<NewRequest>): void;
  errorOf(field: keyof NewRequest): string | undefined;
}

const keyOf = (partnershipId: string): string => `samenregie.new-request.${partnershipId}`;

export function readNewRequest(partnershipId: string): NewRequest {
  try {
    const kept = JSON.parse(sessionStorage.getItem(keyOf(partnershipId)) ?? '{}') as Partial<NewRequest>;
    return { ...emptyRequest, ...kept };
  } catch {
    return emptyRequest;
  }
}

export function writeNewRequest(partnershipId: string, request: NewRequest): void {
  try {
    sessionStorage.setItem(keyOf(partnershipId), JSON.stringify(request));
  } catch {
    // Full or forbidden storage: the page still holds the text.
  }
}

export interface Issue {
  field: keyof NewRequest;
  message: MessageId;
}

/** What is missing in a step. */
export function validateStep(request: NewRequest, step: Step): Issue[] {
  const issues: Issue[] = [];
  const need = (field: keyof NewRequest, present: unknown, message: MessageId): void => {
    if (!present) issues.push({ field, message });
  };
  if (step === 1) {
    need('title', request.title.trim(), 'wizard.titleRequired');
    need('text', request.text.trim(), 'wizard.textRequired');
    need('municipalityIds', request.municipalityIds.length, 'error.REQUEST_MUNICIPALITY_REQUIRED');
  }
  if (step === 2) {
    need('actorId', request.actorId, 'wizard.actorRequired');
    if (request.basisKind === 'AGREED')
      need('basisNote', request.basisNote.trim(), 'error.REQUEST_BASIS_NOTE_REQUIRED');
    if (request.basisKind === 'LEGAL') need('legalTermCode', request.legalTermCode, 'wizard.legalRequired');
  }
  if (step === 3 && request.basisKind !== 'LEGAL') {
    if (request.termBy === 'days') need('termDays', request.termDays > 0, 'error.REQUEST_TERM_REQUIRED');
    else need('wantedOn', request.wantedOn, 'error.REQUEST_TERM_REQUIRED');
  }
  return issues;
}

/** In which step a field that the server refused stands. */
export const stepOf = (field: string | undefined): Step => {
  if (field && ['title', 'text', 'kind', 'supportType', 'municipalityIds', 'policyDomain'].includes(field)) return 1;
  if (field && ['termDays', 'termUnit', 'wantedOn'].includes(field)) return 3;
  return field ? 2 : lastStep;
};

const orNull = (text: string): string | null => text.trim() || null;

/** The fields of a request as the server takes them, for a new draft or an old one. */
export function fieldsOf(request: NewRequest): Omit<CreateRequestInput, 'partnershipId' | 'actorId' | 'kind'> {
  const legal = request.basisKind === 'LEGAL';
  const byDays = !legal && request.termBy === 'days';
  return {
    title: request.title.trim(),
    text: request.text.trim(),
    supportType: request.kind === 'SUPPORT' ? orNull(request.supportType) : null,
    municipalityIds: request.municipalityIds,
    policyDomain: request.policyDomain,
    service: orNull(request.service),
    contactName: orNull(request.contactName),
    contactEmail: orNull(request.contactEmail),
    contactLanguage: request.contactLanguage,
    competence: orNull(request.competence),
    basisKind: request.basisKind,
    legalTermCode: legal ? request.legalTermCode : null,
    basisNote: request.basisKind === 'NONE' ? null : orNull(request.basisNote),
    termDays: byDays ? request.termDays : null,
    termUnit: byDays ? request.termUnit : null,
    wantedOn: legal || byDays ? null : request.wantedOn,
    taskIds: request.taskIds,
  };
}

/** A draft of the server, to go on with. */
export const fromDraft = (draft: RequestFullFragment): NewRequest => ({
  title: draft.title,
  text: draft.text,
  kind: draft.kind,
  supportType: draft.supportType ?? '',
  municipalityIds: draft.municipalities.map(({ id }) => id),
  policyDomain: draft.domain,
  actorId: draft.actor.id,
  service: draft.service ?? '',
  contactName: draft.contactName ?? '',
  contactEmail: draft.contactEmail ?? '',
  contactLanguage: draft.contactLanguage,
  competence: draft.competence ?? '',
  basisKind: draft.basisKind,
  legalTermCode: draft.legalTermCode ?? null,
  basisNote: draft.basisNote ?? '',
  termBy: draft.wantedOn ? 'day' : 'days',
  termDays: draft.termDays ?? emptyRequest.termDays,
  termUnit: draft.termUnit ?? emptyRequest.termUnit,
  wantedOn: draft.wantedOn ?? null,
  taskIds: draft.tasks.map(({ id }) => id),
  fromTask: null,
  draft: { id: draft.id, version: draft.version, reference: draft.reference },
});
