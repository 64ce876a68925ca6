import { Clock, commonErrors } from '#libs/kernel';
import { Db, registerNode, scoped } from '#libs/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { LegalFormType } from './legal-form.types.js';
import type { LegalFormRow } from './partnership.entity.js';

/** The legal forms with the rules in force today: a handful of rows, read once per request. */
@Injectable()
export class LegalForms implements OnModuleInit {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    registerNode('LegalForm', async (ids) => {
      const forms = await this.all();
      return ids.map((id) => {
        const form = forms.find((candidate) => candidate.id === id);
        return form ? LegalFormType.of(form) : null;
      });
    });
  }

  all(): Promise<LegalFormRow[]> {
    return scoped(LegalForms, () => this.load());
  }

  /** @throws INVALID_INPUT (field `legalFormCode`) for a code that is no legal form now. */
  async byCode(code: string): Promise<LegalFormRow> {
    const form = (await this.all()).find((candidate) => candidate.code === code);
    if (!form) throw commonErrors.INVALID_INPUT({ field: 'legalFormCode', args: { reason: 'UNKNOWN' } });
    return form;
  }

  /** Years in which councils are elected. */
  async electionYears(): Promise<number[]> {
    const rows = await this.db.query<{ year: number }>(`select year from partnerships.election_years order by year`);
    return rows.map(({ year }) => year);
  }

  private load(): Promise<LegalFormRow[]> {
    return this.db.query(
      `select f.id, f.code, f.name, f.abbreviation, r.legal_personality as "legalPersonality",
              r.management_transfer as "managementTransfer", r.requires_kbo_number as "requiresKboNumber",
              r.region_decree_applies as "regionDecreeApplies", r.maximum_term_years as "maximumTermYears",
              r.withdrawal_allowed as "withdrawalAllowed", r.decision_window_months as "decisionWindowMonths",
              r.barred_in_election_year as "barredInElectionYear", r.rules_verified as "rulesVerified",
              r.verification, r.source,
              coalesce((select json_agg(json_build_object('rule', o.rule, 'verification', o.verification,
                                          'article', o.article, 'source', o.source) order by o.rule)
                        from partnerships.legal_form_origins o
                        where o.legal_form_code = f.code and o.valid_from = r.valid_from), '[]') as origins
       from partnerships.legal_forms f
       join partnerships.legal_form_rules r
         on r.legal_form_code = f.code and r.valid_from <= $1 and (r.valid_until is null or $1 <= r.valid_until)
       order by r.legal_personality, f.name`,
      [this.clock.today()],
    );
  }
}
