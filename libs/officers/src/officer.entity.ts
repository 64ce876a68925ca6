/** Half-days a year agreed for one municipality. */
export interface AllocationRow {
  municipalityId: string;
  halfDaysPerYear: number;
}

/** The appointment of a shared officer, with what was agreed; days as `YYYY-MM-DD`. */
export interface AppointmentRow {
  id: string;
  partnershipId: string;
  accountId: string | null;
  personName: string;
  personEmail: string | null;
  employerMunicipalityId: string;
  /** Full-time equivalent in hundredths: 80 is 0.80. */
  fteHundredths: number;
  validFrom: string;
  validUntil: string | null;
  commonHalfDays: number;
  version: number;
  createdAt: Date;
  updatedAt: Date;
  updatedBy: string | null;
  /** Highest first. */
  allocations: AllocationRow[];
}

/** How many half-days a full-time equivalent works a year, in a period. */
export interface WorkingTimeNorm {
  validFrom: string;
  validUntil: string | null;
  halfDaysPerFte: number;
}
