/**
 * How sure a rule of law is: VERIFIED, a current source with its article; CONTENT, a current source without the article;
 * NUMBER, the article confirmed but read in the decree of 2001 only; CONCORDANCE, both by concordance with that decree;
 * GENERAL, general knowledge; NOT_FOUND, looked for in vain.
 */
export type Verification = 'VERIFIED' | 'CONTENT' | 'NUMBER' | 'CONCORDANCE' | 'GENERAL' | 'NOT_FOUND';

/** Where one rule of a legal form comes from. */
interface Origin {
  rule: string;
  verification: Verification;
  article?: string;
  source: string;
}

/** A legal form and its rules as of `validFrom`; null is "not known" or "as the agreement or statutes say". */
export interface LegalFormSeed {
  code: string;
  name: string;
  abbreviation: string | null;
  valid_from: string;
  legal_personality: boolean;
  management_transfer: boolean;
  requires_kbo_number: boolean;
  region_decree_applies: boolean;
  maximum_term_years: number | null;
  withdrawal_allowed: boolean | null;
  decision_window_months: number | null;
  barred_in_election_year: boolean | null;
  rules_verified: boolean;
  verification: Verification;
  source: string;
  origins: Origin[];
}

const DECREE = 'Decreet van 22 december 2017 over het lokaal bestuur, deel 3, titel 3';
const FORMS = 'https://lokaalbestuur.vlaanderen.be/verzelfstandiging-en-samenwerking/intergemeentelijke-samenwerking';
const REGION = 'Regiodecreet van 3 februari 2023; https://www.vvsg.be/kennisitem/vvsg/regiodecreet-in-vraag-antwoord';
const REGISTER = 'https://github.com/lblod/frontend-organization-portal (welke vormen een KBO-nummer nodig hebben)';
const OLD_ILV =
  'http://extranet.iglimburg.be/boekpagina/hoofdstuk-2-samenwerkingsverbanden-zonder-rechtspersoonlijkheid';
const OLD_PV = 'http://extranet.iglimburg.be/boekpagina/afdeling-2-projectvereniging';
const TERM_DV = 'https://www.olen.be/dienstverlenende-verenigingen';
const RENEWAL_OV = 'https://www.iglimburg.be/boekpagina/hoofdstuk-vi-verlenging-ontbinding-en-vereffening';
const WELFARE = 'https://welzijnsregio.be/2018/01/15/duurtijd-welzijnsregio-verlengd-tot-2035';

// The first day on which all these rules hold together: the decree on the reference regions came into force.
const SINCE = '2023-03-19';

const withoutPersonality = {
  valid_from: SINCE,
  legal_personality: false,
  management_transfer: false,
  requires_kbo_number: false,
  region_decree_applies: false,
  maximum_term_years: null,
  decision_window_months: null,
  barred_in_election_year: false,
} as const;

const withPersonality = {
  valid_from: SINCE,
  legal_personality: true,
  requires_kbo_number: true,
  region_decree_applies: true,
  decision_window_months: null,
} as const;

const personality = (verification: Verification, article: string): Origin[] => [
  { rule: 'legalPersonality', verification, article, source: FORMS },
  { rule: 'managementTransfer', verification: 'CONTENT', source: FORMS },
];
const kbo: Origin = { rule: 'requiresKboNumber', verification: 'CONTENT', source: REGISTER };
const region: Origin = {
  rule: 'regionDecreeApplies',
  verification: 'VERIFIED',
  article: 'Regiodecreet 4',
  source: REGION,
};
const longTerm: Origin[] = [
  { rule: 'maximumTermYears', verification: 'CONTENT', article: '420-425', source: TERM_DV },
  { rule: 'withdrawalAllowed', verification: 'CONTENT', article: '420-425', source: RENEWAL_OV },
  { rule: 'barredInElectionYear', verification: 'GENERAL', article: '419', source: DECREE },
];
const associationWithStatutes = {
  ...withPersonality,
  maximum_term_years: 18,
  withdrawal_allowed: false,
  barred_in_election_year: null,
} as const;

/** The legal forms, their rules and where each rule comes from. */
export const legalForms: LegalFormSeed[] = [
  {
    ...withoutPersonality,
    code: 'INTERLOCAL_ASSOCIATION',
    name: 'Interlokale vereniging',
    abbreviation: 'ILV',
    withdrawal_allowed: true,
    rules_verified: true,
    verification: 'CONCORDANCE',
    source: `${DECREE}, art. 392-395`,
    origins: [
      ...personality('CONTENT', '392'),
      kbo,
      region,
      { rule: 'maximumTermYears', verification: 'NOT_FOUND', article: '392-395', source: OLD_ILV },
      { rule: 'withdrawalAllowed', verification: 'CONCORDANCE', article: '393', source: OLD_ILV },
    ],
  },
  {
    ...withoutPersonality,
    code: 'INTERADMINISTRATIVE_ASSOCIATION',
    name: 'Interbestuurlijke vereniging',
    abbreviation: 'IBV',
    withdrawal_allowed: null,
    rules_verified: false,
    verification: 'NOT_FOUND',
    source: REGION,
    origins: [
      { rule: 'legalPersonality', verification: 'VERIFIED', source: REGION },
      region,
      { rule: 'withdrawalAllowed', verification: 'NOT_FOUND', source: DECREE },
    ],
  },
  {
    ...withPersonality,
    code: 'PROJECT_ASSOCIATION',
    name: 'Projectvereniging',
    abbreviation: 'PV',
    management_transfer: false,
    maximum_term_years: 6,
    withdrawal_allowed: false,
    decision_window_months: 2,
    barred_in_election_year: true,
    rules_verified: true,
    verification: 'CONCORDANCE',
    source: `${DECREE}, art. 401-412`,
    origins: [
      ...personality('VERIFIED', '398 §2, 1°'),
      kbo,
      region,
      { rule: 'maximumTermYears', verification: 'CONCORDANCE', article: '401', source: OLD_PV },
      { rule: 'withdrawalAllowed', verification: 'CONCORDANCE', article: '401', source: OLD_PV },
      { rule: 'decisionWindowMonths', verification: 'CONCORDANCE', article: '401', source: OLD_PV },
      { rule: 'barredInElectionYear', verification: 'CONCORDANCE', article: '401', source: OLD_PV },
    ],
  },
  {
    ...associationWithStatutes,
    code: 'SERVICE_ASSOCIATION',
    name: 'Dienstverlenende vereniging',
    abbreviation: 'DV',
    management_transfer: false,
    rules_verified: true,
    verification: 'CONTENT',
    source: `${DECREE}, art. 413-449`,
    origins: [...personality('VERIFIED', '398 §2, 2°'), kbo, region, ...longTerm],
  },
  {
    ...associationWithStatutes,
    code: 'MANDATED_ASSOCIATION',
    name: 'Opdrachthoudende vereniging',
    abbreviation: 'OV',
    management_transfer: true,
    rules_verified: true,
    verification: 'CONTENT',
    source: `${DECREE}, art. 413-449`,
    origins: [...personality('VERIFIED', '398 §2, 3°'), kbo, region, ...longTerm],
  },
  {
    ...associationWithStatutes,
    code: 'MANDATED_ASSOCIATION_PRIVATE',
    name: 'Opdrachthoudende vereniging met private deelname',
    abbreviation: 'OVP',
    management_transfer: true,
    rules_verified: false,
    verification: 'NOT_FOUND',
    source: `${DECREE}, art. 398 §2, 4°`,
    origins: [
      ...personality('VERIFIED', '398 §2, 4°'),
      kbo,
      region,
      { rule: 'maximumTermYears', verification: 'GENERAL', source: DECREE },
      { rule: 'withdrawalAllowed', verification: 'GENERAL', source: DECREE },
    ],
  },
  {
    ...withPersonality,
    code: 'WELFARE_ASSOCIATION',
    name: 'Welzijnsvereniging',
    abbreviation: 'WV',
    management_transfer: false,
    region_decree_applies: false,
    maximum_term_years: null,
    withdrawal_allowed: null,
    barred_in_election_year: false,
    rules_verified: true,
    verification: 'CONTENT',
    source: 'Decreet van 22 december 2017 over het lokaal bestuur, art. 474 en volgende',
    origins: [
      { rule: 'legalPersonality', verification: 'CONTENT', article: '476', source: WELFARE },
      kbo,
      region,
      { rule: 'maximumTermYears', verification: 'CONTENT', source: WELFARE },
      { rule: 'withdrawalAllowed', verification: 'GENERAL', source: WELFARE },
    ],
  },
  {
    ...withoutPersonality,
    code: 'INFORMAL_COOPERATION',
    name: 'Informele samenwerking',
    abbreviation: null,
    withdrawal_allowed: true,
    rules_verified: true,
    verification: 'CONTENT',
    source: 'https://www.kunstenloket.be/index.php/kennisbank/lokale-besturen/intergemeentelijke-samenwerking',
    origins: [{ rule: 'withdrawalAllowed', verification: 'GENERAL', source: 'zoals de gemeenten onderling afspreken' }],
  },
];

/** Years of general municipal elections, every six years. */
export const electionYears = [2024, 2030, 2036];
