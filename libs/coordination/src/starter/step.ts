/**
 * How sure the source of a step is: VERIFIED, a current source with its article; CONTENT, a current source without the
 * article; NUMBER, the article confirmed but read in the decree of 2001 only; CONCORDANCE, both by concordance with that
 * decree; PRACTICE, advice or what others do, no rule.
 */
export const certainties = ['VERIFIED', 'CONTENT', 'NUMBER', 'CONCORDANCE', 'PRACTICE'] as const;
export type Certainty = (typeof certainties)[number];

/** A step of the first year of a partnership, for paths that begin from `validFrom` on, until and including `validUntil`. */
export interface FirstYearStep {
  /** What it is, also in another version of later. */
  code: string;
  validFrom: string;
  validUntil: string | null;
  /** Calendar days after the start of the path. */
  day: number;
  title: string;
  description: string;
  checklist?: readonly string[];
  /** The steps of the task are the municipalities that take part, one each. */
  perMember?: true;
  /** Why it is proposed. */
  reason: string;
  source: string;
  url: string | null;
  certainty: Certainty;
  /** Only for partnerships in one of these legal forms. */
  forms?: readonly string[];
  /** Only as long as there is an officer, or none. */
  officer?: boolean;
  /** Only for who asks for a subsidy. */
  subsidy?: true;
  /** Only with so many municipalities. */
  members?: { least?: number; most?: number };
}

/** Legal forms, by code. */
export const ILV = ['INTERLOCAL_ASSOCIATION'];
export const PV = ['PROJECT_ASSOCIATION'];
export const STATUTES = ['SERVICE_ASSOCIATION', 'MANDATED_ASSOCIATION', 'MANDATED_ASSOCIATION_PRIVATE'];
export const WELFARE = ['WELFARE_ASSOCIATION'];

/** The decree of 22 December 2017, which most rules stand in, and where its forerunner for this form is read. */
export const DLB = 'Decreet over het lokaal bestuur';
export const OLD_ILV =
  'http://extranet.iglimburg.be/boekpagina/hoofdstuk-2-samenwerkingsverbanden-zonder-rechtspersoonlijkheid';

/** The first day on which all rules about legal forms hold together, as for the forms themselves. */
export const since = { validFrom: '2023-03-19', validUntil: null } as const;
