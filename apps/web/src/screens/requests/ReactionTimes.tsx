import { useState } from 'react';
import { useQuery } from 'urql';
import { useWorkspace } from '../../app/workspaceContext.js';
import {
  ActorsDocument,
  type GovernmentLevel,
  type PolicyDomain,
  type ReactionGroup,
  ReactionTimesDocument,
  type ReactionTimesQuery,
} from '../../gql/graphql.js';
import { useFormat } from '../../i18n/useFormat.js';
import { useT } from '../../i18n/messages.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { ErrorBlock } from '../../ui/ErrorBlock.js';
import { PickField } from '../../ui/PickField.js';
import { Skeleton } from '../../ui/Skeleton.js';
import { ReactionSharing } from './ReactionSharing.js';
import './requests.css';

const groups = ['ACTOR', 'LEVEL', 'DOMAIN'] as const satisfies readonly ReactionGroup[];
type Group = NonNullable<ReactionTimesQuery['partnership']>['reactionTimes']['groups'][number];
/** Below this the server shows nothing. */
const smallest = 5;

/** How long others take. The table is the truth; the bars in it show the same numbers. */
export function ReactionTimes() {
  const t = useT();
  const { partnership } = useWorkspace();
  const [by, setBy] = useState<(typeof groups)[number]>('ACTOR');
  const [{ data, error, fetching }, again] = useQuery({
    query: ReactionTimesDocument,
    variables: { id: partnership.id, by },
  });
  const times = data?.partnership?.reactionTimes;
  const nameOf = useNames(by);
  return (
    <section className="stack" aria-labelledby="reaction-times">
      <div className="row-between">
        <div>
          <h2 id="reaction-times">{t('reactions.title')}</h2>
          <p className="small muted measure">{t('reactions.explain')}</p>
        </div>
        <PickField
          label={t('reactions.by')}
          options={groups.map((id) => ({ id, name: t(`reactions.by.${id}`) }))}
          value={by}
          onChange={(id) => id && setBy(id as (typeof groups)[number])}
        />
      </div>
      {!times ? (
        error && !fetching ? (
          <ErrorBlock
            title={t('reactions.failed')}
            error={error}
            onRetry={() => again({ requestPolicy: 'network-only' })}
          />
        ) : (
          <Skeleton lines={4} />
        )
      ) : times.groups.length === 0 ? (
        <EmptyState>{t('reactions.empty', { smallest })}</EmptyState>
      ) : (
        <Table groups={times.groups} by={by} nameOf={nameOf} />
      )}
      {times && times.hiddenGroups > 0 && (
        <p className="small muted">{t('reactions.hidden', { count: times.hiddenGroups, smallest })}</p>
      )}
      <ReactionSharing by={by} nameOf={nameOf} />
    </section>
  );
}

interface TableProps {
  groups: readonly Group[];
  by: (typeof groups)[number];
  nameOf(key: string): string;
}

function Table({ groups: found, by, nameOf }: TableProps) {
  const t = useT();
  const format = useFormat();
  const buckets = found[0]?.buckets ?? [];
  const label = ({ fromDays, untilDays }: Group['buckets'][number]): string =>
    untilDays == null
      ? t('reactions.fromDays', { from: fromDays })
      : t('reactions.days', { from: fromDays, until: untilDays });
  return (
    <div className="table-scroll card">
      <table className="plain-table reaction-table">
        <caption className="visually-hidden">{t('reactions.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t(`reactions.by.${by}`)}</th>
            <th scope="col">{t('reactions.count')}</th>
            <th scope="col">{t('reactions.unanswered')}</th>
            <th scope="col">{t('reactions.median')}</th>
            {buckets.map((bucket) => (
              <th key={bucket.fromDays} scope="col">
                {label(bucket)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {found.map((group) => {
            const most = Math.max(1, ...group.buckets.map(({ count }) => count));
            return (
              <tr key={group.key}>
                <th scope="row">{nameOf(group.key)}</th>
                <td>{group.count}</td>
                <td>{group.unanswered}</td>
                <td>
                  {group.medianDays == null
                    ? '–'
                    : t('reactions.medianDays', { days: format.number(group.medianDays) })}
                </td>
                {group.buckets.map((bucket) => (
                  <td key={bucket.fromDays} className="reaction-cell">
                    <span
                      className="reaction-bar"
                      style={{ '--share': bucket.count / most } as React.CSSProperties}
                      aria-hidden
                    />
                    {bucket.count}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function useNames(by: ReactionGroup): (key: string) => string {
  const t = useT();
  const [{ data }] = useQuery({ query: ActorsDocument, requestPolicy: 'cache-first', pause: by !== 'ACTOR' });
  return (key) => {
    if (by === 'DOMAIN') return t(`domain.${key as PolicyDomain}`);
    if (by === 'LEVEL') return t(`governmentLevel.${key as GovernmentLevel}`);
    return data?.actors.nodes.find(({ code }) => code === key)?.name ?? key;
  };
}
