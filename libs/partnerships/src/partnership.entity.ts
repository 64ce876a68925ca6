import type { PartnershipStatus } from './partnership.workflow.js';

/** What a municipality is in a partnership; observers look on and do not count. */
export const memberRoles = ['FOUNDER', 'PARTICIPANT', 'OBSERVER'] as const;
export type MemberRole = (typeof memberRoles)[number];

/** A legal form with the rules in force on a day; null is "not known", or "as agreement or statutes say". */
export interface LegalFormRow {
  id: string;
  code: string;
  name: string;
  abbreviation: string | null;
  legalPersonality: boolean;
  managementTransfer: boolean;
  requiresKboNumber: boolean;
  regionDecreeApplies: boolean;
  maximumTermYears: number | null;
  withdrawalAllowed: boolean | null;
  decisionWindowMonths: number | null;
  barredInElectionYear: boolean | null;
  rulesVerified: boolean;
  verification: string;
  source: string;
  origins: { rule: string; verification: string; article: string | null; source: string }[];
}

/** A partnership as stored; days as `YYYY-MM-DD`. */
export interface PartnershipRow {
  id: string;
  name: string;
  legalFormCode: string;
  status: PartnershipStatus;
  managingMunicipalityId: string | null;
  startsOn: string | null;
  endsOn: string | null;
  exampleData: boolean;
  version: number;
  createdAt: Date;
  updatedAt: Date;
  updatedBy: string | null;
}

/** A membership as stored. */
export interface MemberRow {
  id: string;
  partnershipId: string;
  municipalityId: string;
  role: MemberRole;
  validFrom: string;
  validUntil: string | null;
}

/** One step a partnership took. */
export interface StatusChangeRow {
  id: string;
  partnershipId: string;
  from: PartnershipStatus | null;
  to: PartnershipStatus;
  reason: string | null;
  at: Date;
  accountId: string | null;
}
