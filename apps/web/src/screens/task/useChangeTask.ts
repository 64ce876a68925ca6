import { useMemo, useState } from 'react';
import { useClient } from 'urql';
import { notices } from '../../app/notices.js';
import { type TaskCardFragment, TaskNowDocument, UpdateTaskDocument, type UpdateTaskInput } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { mutate } from '../../live/mutate.js';
import { useProblemText } from '../../live/useProblemText.js';
import { type Editable, editable, resolveConflict, type TaskNow } from './conflict.js';
import type { ConflictView } from './ConflictDialog.js';
import { useFieldTexts } from './useFieldTexts.js';

export type Change = Omit<UpdateTaskInput, 'id' | 'expectedVersion' | 'clientMutationId'>;

type Changeable = TaskCardFragment & Partial<Pick<TaskNow, 'description' | 'customValues'>>;

/** Of the fields that the partnership added, those that I change too. */
const sameFields = (theirs: Editable, mine: Partial<Editable>): Editable['customValues'] =>
  (theirs.customValues ?? []).filter(({ fieldId }) => mine.customValues?.some((one) => one.fieldId === fieldId));

/**
 * Changes fields of a task: at once on screen, with the version one saw. When somebody was first in other fields the
 * change is applied again by itself; when in the same ones, a dialog asks.
 */
export function useChangeTask() {
  const t = useT();
  const client = useClient();
  const problemText = useProblemText();
  const texts = useFieldTexts();
  const [conflict, setConflict] = useState<ConflictView | null>(null);

  const change = useMemo(() => {
    async function attemptChange(
      task: Changeable,
      fields: Change,
      version: number = task.version,
      attempt = 0,
    ): Promise<boolean> {
      // The cache shows the change before the answer comes; what the fields were must be known by then.
      const base = editable({ description: '', customValues: [], ...task });
      const outcome = await mutate(UpdateTaskDocument, { input: { id: task.id, expectedVersion: version, ...fields } });
      if (outcome.ok) return true;
      if (outcome.waited) return false;
      if (outcome.problem.code !== 'CONFLICT' || attempt > 2) {
        notices.tell(t('task.refused', { title: task.title, reason: problemText(outcome.problem) }), 'late');
        return false;
      }
      const { data } = await client.query(TaskNowDocument, { id: task.id }, { requestPolicy: 'network-only' });
      const now = data?.node?.__typename === 'CoordinationTask' ? data.node : null;
      if (!now) {
        notices.tell(t('task.refused', { title: task.title, reason: problemText(outcome.problem) }), 'late');
        return false;
      }
      const mine = fields as Partial<Editable>;
      const theirs = editable(now);
      const resolution = resolveConflict(base, mine, theirs);
      if (resolution.kind === 'done') return true;
      if (resolution.kind === 'apply') return attemptChange(now, fields, now.version, attempt + 1);
      return new Promise((settled) => {
        setConflict({
          changedBy: now.updatedBy?.displayName ?? null,
          changedAt: now.updatedAt,
          fields: resolution.fields.map((field) => ({
            label: t(`field.${field}`),
            mine: texts(field, mine[field]),
            theirs: texts(field, field === 'customValues' ? sameFields(theirs, mine) : theirs[field]),
          })),
          takeTheirs: () => {
            setConflict(null);
            settled(true);
          },
          putMineBack: () => {
            setConflict(null);
            settled(attemptChange(now, fields, now.version, attempt + 1));
          },
        });
      });
    }
    return (task: Changeable, fields: Change) => attemptChange(task, fields);
  }, [client, problemText, t, texts]);

  return { change, conflict };
}
