import { Clock, commonErrors } from '#libs/kernel';
import { internalId } from '#libs/platform';
import { Args, ID, Int, Query, Resolver } from '@nestjs/graphql';
import { RequestKindEnum, TermUnitEnum } from '../request.enums.js';
import type { RequestKind } from '../request.rules.js';
import { MAX_TERM_DAYS, type TermUnit } from './term.rules.js';
import { LegalTermType, PublicHolidayType, RequestTermType } from './term.types.js';
import { Terms } from './terms.js';
import { TermsStore } from './terms.store.js';
import { holidaysOf } from './workdays.rules.js';

/** Terms before there is a request: what the wizard shows. */
@Resolver()
export class TermsResolver {
  constructor(
    private readonly terms: Terms,
    private readonly store: TermsStore,
    private readonly clock: Clock,
  ) {}

  @Query(() => [LegalTermType], {
    description: 'Terms of law that cover such a request to an actor today, shortest first. None covers an action.',
  })
  async legalTerms(
    @Args('actorId', { type: () => ID, description: 'The actor.' }) actorId: string,
    @Args('kind', { type: () => RequestKindEnum, description: 'What is asked for.' }) kind: RequestKind,
  ): Promise<LegalTermType[]> {
    const rows = await this.terms.legalFor(internalId('Actor', actorId, 'actorId'), kind);
    const today = this.clock.today();
    return Promise.all(
      rows.map(async (row) => {
        const term = row.days !== null && row.unit !== null && { days: row.days, unit: row.unit };
        return LegalTermType.of(row, term ? await this.terms.lastDay(today, term) : null);
      }),
    );
  }

  @Query(() => RequestTermType, { description: 'When a term that begins today would end.' })
  async requestTerm(
    @Args('days', { type: () => Int, description: 'Days of the term, 1 to 365.' }) days: number,
    @Args('unit', { type: () => TermUnitEnum, description: 'How they are counted.' }) unit: TermUnit,
  ): Promise<RequestTermType> {
    if (days < 1 || days > MAX_TERM_DAYS)
      throw commonErrors.INVALID_INPUT({ field: 'days', args: { reason: 'OUT_OF_RANGE', limit: MAX_TERM_DAYS } });
    return { dueOn: await this.terms.lastDay(this.clock.today(), { days, unit }) };
  }

  @Query(() => [PublicHolidayType], { description: 'The Belgian public holidays of a year, in order.' })
  async publicHolidays(
    @Args('year', { type: () => Int, description: '2000 to 2999.' }) year: number,
  ): Promise<PublicHolidayType[]> {
    if (year < 2000 || year > 2999)
      throw commonErrors.INVALID_INPUT({ field: 'year', args: { reason: 'OUT_OF_RANGE' } });
    return holidaysOf(year, await this.store.holidayRules()).map(({ day, name }) =>
      Object.assign(new PublicHolidayType(), { day, name }),
    );
  }
}
