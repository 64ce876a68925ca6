import { Db, scoped } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import type { RequestKind } from '../request.rules.js';
import type { StartRule, TermUnit } from './term.rules.js';
import { WorkCalendar, type HolidayRule } from './workdays.rules.js';

/** A term of law as dated data, with its source and how sure it is. */
export interface LegalTermRow {
  code: string;
  name: string;
  authorityScope: string;
  governmentLevels: string[];
  kinds: RequestKind[];
  days: number | null;
  unit: TermUnit | null;
  startRule: StartRule;
  extendedDays: number | null;
  onSilence: string;
  article: string;
  source: string;
  verification: string;
  validFrom: string;
  validUntil: string | null;
}

const HOLIDAYS = `code, name, month, day, easter_offset as "easterOffset", valid_from as "validFrom", valid_until as "validUntil"`;
const TERMS = `code, name, authority_scope as "authorityScope", government_levels as "governmentLevels", kinds, days, unit,
  start_rule as "startRule", extended_days as "extendedDays", on_silence as "onSilence", article, source, verification,
  valid_from as "validFrom", valid_until as "validUntil"`;

/** Holidays and terms of law. */
@Injectable()
export class TermsStore {
  constructor(private readonly db: Db) {}

  /** Working days by the rules there are; read once per scope. */
  calendar(): Promise<WorkCalendar> {
    return scoped('work calendar', async () => new WorkCalendar(await this.holidayRules()));
  }

  holidayRules(): Promise<HolidayRule[]> {
    return this.db.query<HolidayRule>(`select ${HOLIDAYS} from requests.public_holidays order by code`);
  }

  /** Every term of law there is or was, read once per scope. */
  legalTerms(): Promise<LegalTermRow[]> {
    return scoped('legal terms', () =>
      this.db.query<LegalTermRow>(`select ${TERMS} from requests.legal_terms order by days nulls last, code`),
    );
  }

  async legalTerm(code: string): Promise<LegalTermRow | undefined> {
    return (await this.legalTerms()).find((term) => term.code === code);
  }
}
