import type { LegalFormFactsFragment } from '../../gql/graphql.js';
import type { Translate } from '../../i18n/messages.js';

/** What choosing this form means, in sentences. */
export function legalFormFacts(form: LegalFormFactsFragment, t: Translate): string[] {
  return [
    t(form.legalPersonality ? 'form.legalPersonality' : 'form.noLegalPersonality'),
    t(form.managementTransfer ? 'form.transfer' : 'form.noTransfer'),
    form.maximumTermYears ? t('form.term', { years: form.maximumTermYears }) : t('form.noTerm'),
    form.withdrawalAllowed === true
      ? t('form.withdrawal')
      : form.withdrawalAllowed === false
        ? t('form.noWithdrawal')
        : '',
    form.regionDecreeApplies ? t('form.region') : '',
    form.requiresKboNumber ? t('form.kbo') : '',
  ].filter(Boolean);
}
