import { useState } from 'react';
import { useClient } from 'urql';
import { useWorkspace } from '../../app/workspaceContext.js';
import { RequestDetailDocument, type RequestFullFragment } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import type { Outcome } from '../../live/mutate.js';
import { useProblemText } from '../../live/useProblemText.js';
import type { ConflictView } from '../task/ConflictDialog.js';

export type FullRequest = RequestFullFragment;

export interface Deed {
  /** What the person wants, in words, for when somebody was first. */
  mine: string;
  send(now: FullRequest): Promise<Outcome<unknown>>;
}

/** Done; or not, with the reason unless the person already knows it. */
export type DeedResult = { done: true } | { done: false; error?: string };

/** Does something with a request on the version that is on screen; when somebody was first, both versions are shown. */
export function useDeed(request: FullRequest) {
  const t = useT();
  const client = useClient();
  const { partnership } = useWorkspace();
  const problemText = useProblemText();
  const [conflict, setConflict] = useState<ConflictView | null>(null);

  async function run(deed: Deed, on: FullRequest = request): Promise<DeedResult> {
    const outcome = await deed.send(on);
    if (outcome.ok) return { done: true };
    if (outcome.waited) return { done: false };
    if (outcome.problem.code !== 'CONFLICT') return { done: false, error: problemText(outcome.problem) };
    const which = { partnershipId: partnership.id, reference: request.reference };
    const { data } = await client.query(RequestDetailDocument, which, { requestPolicy: 'network-only' });
    const now = data?.requestByReference;
    if (!now) return { done: false, error: problemText(outcome.problem) };
    return new Promise((settled) => {
      setConflict({
        changedBy: now.updatedBy?.displayName ?? null,
        changedAt: now.updatedAt,
        fields: [
          { label: `${now.reference} ${now.title}`, mine: deed.mine, theirs: t(`requestStatus.${now.requestStatus}`) },
        ],
        takeTheirs: () => {
          setConflict(null);
          settled({ done: false, error: t('request.changedMeanwhile') });
        },
        putMineBack: () => {
          setConflict(null);
          settled(run(deed, now));
        },
      });
    });
  }

  return { run: (deed: Deed) => run(deed), conflict };
}
