import { useState } from 'react';
import { type TypedDocumentNode, useClient } from 'urql';
import { useWorkspace } from '../../app/workspaceContext.js';
import { useT } from '../../i18n/messages.js';
import type { Outcome } from '../../live/mutate.js';
import { useProblemText } from '../../live/useProblemText.js';

/** Takes how a change went; whether it was made. */
export type Settle = (outcome: Outcome<unknown>) => boolean;

/** After a change of what a partnership keeps for its tasks: why it was refused, or the list read again. */
export function useKeptList<T>(
  list: TypedDocumentNode<T, { id: string }>,
  refused: 'labels.refused' | 'fields.refused' | 'templates.refused',
): { error: string | undefined; settle: Settle } {
  const t = useT();
  const client = useClient();
  const { partnership } = useWorkspace();
  const problemText = useProblemText();
  const [error, setError] = useState<string>();
  const settle: Settle = (outcome) => {
    setError(outcome.ok || outcome.waited ? undefined : t(refused, { reason: problemText(outcome.problem) }));
    if (outcome.ok) void client.query(list, { id: partnership.id }, { requestPolicy: 'network-only' }).toPromise();
    return outcome.ok;
  };
  return { error, settle };
}
