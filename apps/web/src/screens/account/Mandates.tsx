import type { AccountQuery } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { useFormat } from '../../i18n/useFormat.js';
import { EmptyState } from '../../ui/EmptyState.js';

type Mandate = NonNullable<AccountQuery['viewer']>['mandates'][number];

/** What I may do where, and until when. */
export function Mandates({ mandates }: { mandates: readonly Mandate[] }) {
  const t = useT();
  const format = useFormat();
  return (
    <section className="card stack-s" aria-labelledby="my-mandates">
      <h2 id="my-mandates">{t('account.mandates')}</h2>
      {mandates.length === 0 ? (
        <EmptyState>{t('account.noMandates')}</EmptyState>
      ) : (
        <ul className="account-list">
          {mandates.map(({ id, role, partnership, organisation, validUntil, decidedBy, policyDomains }) => (
            <li key={id}>
              <p>
                <strong>{partnership?.name ?? '–'}</strong>
              </p>
              <p>
                {t('account.asFor', { role: t(`role.${role}`), organisation: organisation.name })}{' '}
                <span className="muted">
                  {validUntil ? t('members.untilDate', { date: format.longDate(validUntil) }) : t('account.withoutEnd')}
                </span>
              </p>
              {(decidedBy !== null || policyDomains.length > 0) && (
                <p className="small muted">
                  {[
                    decidedBy,
                    policyDomains.length > 0 &&
                      t('members.addressedFor', {
                        domains: format.list(policyDomains.map((one) => t(`domain.${one}`))),
                      }),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
