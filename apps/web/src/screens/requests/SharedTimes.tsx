import { useState } from 'react';
import { useQuery } from 'urql';
import { type ReactionGroup, SharedReactionTimesDocument } from '../../gql/graphql.js';
import { todayIso, useFormat } from '../../i18n/useFormat.js';
import { useT } from '../../i18n/messages.js';
import { ErrorBlock } from '../../ui/ErrorBlock.js';
import { PickField } from '../../ui/PickField.js';
import { Skeleton } from '../../ui/Skeleton.js';

/** Regions have no names on this screen. */
export type SharedGroup = Exclude<ReactionGroup, 'REGION'>;
/** Years one can look back. */
const years = 3;

/** What comes back for sharing: the totals over everybody who shares, as rounded as they leave the database. */
export function SharedTimes({ by, nameOf }: { by: SharedGroup; nameOf(key: string): string }) {
  const t = useT();
  const format = useFormat();
  const thisYear = Number(todayIso().slice(0, 4));
  const [year, setYear] = useState(thisYear);
  const [{ data, error, fetching }, again] = useQuery({
    query: SharedReactionTimesDocument,
    variables: { year, by },
    requestPolicy: 'cache-and-network',
  });
  const found = data?.sharedReactionTimes;
  return (
    <div className="stack-s">
      <div className="row-between">
        <h4>{t('sharing.totals')}</h4>
        <PickField
          label={t('sharing.year')}
          options={Array.from({ length: years }, (_, back) => {
            const name = String(thisYear - back);
            return { id: name, name };
          })}
          value={String(year)}
          onChange={(id) => id && setYear(Number(id))}
        />
      </div>
      {!found ? (
        error && !fetching ? (
          <ErrorBlock
            title={t('sharing.totalsFailed')}
            error={error}
            onRetry={() => again({ requestPolicy: 'network-only' })}
          />
        ) : (
          <Skeleton lines={3} />
        )
      ) : found.length === 0 ? (
        <p className="muted">{t('sharing.none', { year })}</p>
      ) : (
        <div className="table-scroll">
          <table className="plain-table">
            <caption className="visually-hidden">{t('sharing.totals')}</caption>
            <thead>
              <tr>
                <th scope="col">{t(`reactions.by.${by}`)}</th>
                <th scope="col">{t('sharing.requests')}</th>
                <th scope="col">{t('sharing.partnerships')}</th>
                <th scope="col">{t('reactions.median')}</th>
                <th scope="col">{t('sharing.within30')}</th>
              </tr>
            </thead>
            <tbody>
              {found.map(({ key, atLeast, partnershipsAtLeast, medianDays, tenths }) => (
                <tr key={key}>
                  <th scope="row">{nameOf(key)}</th>
                  <td>{t('sharing.atLeast', { count: atLeast })}</td>
                  <td>{t('sharing.atLeast', { count: partnershipsAtLeast })}</td>
                  <td>{medianDays == null ? '–' : t('reactions.medianDays', { days: format.number(medianDays) })}</td>
                  <td>{t('sharing.tenths', { count: tenths.slice(0, 3).reduce((sum, each) => sum + each, 0) })}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}
