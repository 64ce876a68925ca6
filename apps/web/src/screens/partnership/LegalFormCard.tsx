import { useT } from '../../i18n/messages.js';
import { useFormat } from '../../i18n/useFormat.js';
import { Source } from './Source.js';
import { legalFormFacts } from './legalFormFacts.js';
import type { FullPartnership } from './PartnershipPage.js';

/** The legal form and what follows from it, with its source. */
export function LegalFormCard({
  form,
  partnership,
}: {
  form: FullPartnership['legalForm'];
  partnership: FullPartnership;
}) {
  const t = useT();
  const format = useFormat();
  return (
    <section className="card stack-s" aria-labelledby="form-heading">
      <h2 id="form-heading">{t('partnership.legalForm')}</h2>
      <p>
        <strong>{form.name}</strong>
        {form.abbreviation && ` (${form.abbreviation})`}
      </p>
      <ul className="facts">
        {legalFormFacts(form, t).map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
      <dl className="pairs">
        <dt>{t('partnership.managing')}</dt>
        <dd>{partnership.managingMunicipality?.name ?? '–'}</dd>
        <dt>{t('partnership.term')}</dt>
        <dd>
          {partnership.startsOn ? format.longDate(partnership.startsOn) : t('partnership.noDate')}
          {' – '}
          {partnership.endsOn ? format.longDate(partnership.endsOn) : t('partnership.noDate')}
        </dd>
        <dt>{t('partnership.population')}</dt>
        <dd className="number">{format.number(partnership.population)}</dd>
      </dl>
      <Source source={form.source} verification={form.verification} />
    </section>
  );
}
