import { History, Share2, Lock } from 'lucide-react';
import { useState } from 'react';
import { useWorkspace } from '../../app/workspaceContext.js';
import { ReactionSharingDocument, type SharingDecisionFragment } from '../../gql/graphql.js';
import { useFormat } from '../../i18n/useFormat.js';
import { useT } from '../../i18n/messages.js';
import { useLiveQuery } from '../../live/useLiveQuery.js';
import { Button } from '../../ui/Button.js';
import { ErrorBlock } from '../../ui/ErrorBlock.js';
import { Pill } from '../../ui/Pill.js';
import { Skeleton } from '../../ui/Skeleton.js';
import { ShareDialog } from './ShareDialog.js';
import { SharedTimes, type SharedGroup } from './SharedTimes.js';

/** Whether the partnership shares its totals, since when and by whose decision; its managers write the decision down. */
export function ReactionSharing({ by, nameOf }: { by: SharedGroup; nameOf(key: string): string }) {
  const t = useT();
  const { partnership, mayManage } = useWorkspace();
  const [open, setOpen] = useState(false);
  const [{ data, error, fetching }, again] = useLiveQuery(
    { query: ReactionSharingDocument, variables: { id: partnership.id } },
    ({ type }) => type === 'REACTION_SHARING_DECIDED',
  );
  const decisions = data?.partnership?.reactionSharing;
  if (!decisions)
    return error && !fetching ? (
      <ErrorBlock title={t('sharing.failed')} error={error} onRetry={() => again({ requestPolicy: 'network-only' })} />
    ) : (
      <Skeleton lines={3} />
    );
  const [last, ...earlier] = decisions;
  const shares = last?.shares ?? false;
  return (
    <section className="card stack-s" aria-labelledby="reaction-sharing">
      <div className="row-between">
        <h3 id="reaction-sharing">{t('sharing.title')}</h3>
        {mayManage && <Button onPress={() => setOpen(true)}>{t(shares ? 'sharing.withdraw' : 'sharing.begin')}</Button>}
      </div>
      <div role="status" className="stack-s">
        <p>
          <Pill
            tone={shares ? 'done' : 'plain'}
            icon={shares ? <Share2 size={16} aria-hidden /> : <Lock size={16} aria-hidden />}
          >
            {t(shares ? 'sharing.on' : 'sharing.off')}
          </Pill>
        </p>
        <p>{last ? <DecisionText decision={last} /> : t('sharing.never')}</p>
      </div>
      <ul className="facts small">
        <li>{t('sharing.what')}</li>
        <li>{t('sharing.whom')}</li>
        <li>{t('sharing.notWhat')}</li>
      </ul>
      {shares && <SharedTimes by={by} nameOf={nameOf} />}
      {earlier.length > 0 && (
        <details>
          <summary className="row">
            <History size={16} aria-hidden />
            {t('sharing.earlier', { count: earlier.length })}
          </summary>
          <ul className="facts small">
            {earlier.map((decision) => (
              <li key={decision.id}>
                <DecisionText decision={decision} />
              </li>
            ))}
          </ul>
        </details>
      )}
      {open && <ShareDialog shares={!shares} onClose={() => setOpen(false)} />}
    </section>
  );
}

function DecisionText({ decision }: { decision: SharingDecisionFragment }) {
  const t = useT();
  const format = useFormat();
  const { shares, decidedBy, decidedOn, recordedAt, recordedBy } = decision;
  return (
    <>
      {t(shares ? 'sharing.decidedOn' : 'sharing.withdrawnOn', { day: format.longDate(decidedOn), by: decidedBy })}{' '}
      <span className="muted">
        {t('sharing.recorded', { name: recordedBy?.displayName ?? '–', at: format.moment(recordedAt) })}
      </span>
    </>
  );
}
