import { useCallback } from 'react';
import { useClient } from 'urql';
import { notices } from '../../app/notices.js';
import { useWorkspace } from '../../app/workspaceContext.js';
import {
  type BulkLineFragment,
  ChangeTasksDocument,
  type ChangeTasksMutation,
  TasksNowDocument,
  type TasksChangeInput,
  UndoTaskChangesDocument,
} from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { change as send } from '../../live/direct.js';
import { createStore } from '../../live/store.js';
import { useProblemText } from '../../live/useProblemText.js';
import { selection } from './selection.js';
import type { Card } from './useBoard.js';

/** The change that can be undone with one press for ten seconds. */
export const undoable = createStore<BulkLineFragment | null>(null);
const undoFor = 10_000;
const chunk = 50;

type Result = ChangeTasksMutation['changeTasks']['results'][number];

/** Changes many tasks at once and says what became of them; nothing of it waits for the line. */
export function useBulk() {
  const t = useT();
  const client = useClient();
  const problemText = useProblemText();
  const { partnership } = useWorkspace();

  const show = useCallback(
    async (results: readonly Result[]) => {
      const ids = results.filter(({ outcome }) => outcome === 'CHANGED').map(({ id }) => id);
      for (let at = 0; at < ids.length; at += chunk)
        await client
          .query(TasksNowDocument, { ids: ids.slice(at, at + chunk) }, { requestPolicy: 'network-only' })
          .toPromise();
    },
    [client],
  );

  const tell = useCallback(
    (results: readonly Result[], undone: boolean) => {
      const count = (outcome: Result['outcome']): number =>
        results.filter((result) => result.outcome === outcome).length;
      const [changed, conflicts, refused] = [count('CHANGED'), count('CONFLICT'), count('REFUSED')];
      notices.tell(t(undone ? 'bulk.undone' : 'bulk.changed', { count: changed }), 'done');
      if (conflicts > 0) notices.tell(t('bulk.conflicts', { count: conflicts }), 'late');
      if (refused > 0) {
        const codes = [...new Set(results.flatMap(({ code }) => code ?? []))];
        const reasons = codes.map((code) => problemText({ code, args: {} })).join(' ');
        notices.tell(t('bulk.refused', { count: refused, reasons }), 'late');
      }
    },
    [problemText, t],
  );

  const change = useCallback(
    async (cards: readonly Card[], fields: TasksChangeInput): Promise<void> => {
      const tasks = cards.map(({ id, version }) => ({ id, expectedVersion: version }));
      const outcome = await send(ChangeTasksDocument, {
        input: { partnershipId: partnership.id, tasks, change: fields },
      });
      if (!outcome.ok) return notices.tell(problemText(outcome.problem), 'late');
      const { bulkChange, results } = outcome.data.changeTasks;
      await show(results);
      tell(results, false);
      selection.clear();
      if (!bulkChange) return;
      undoable.set(bulkChange);
      setTimeout(() => undoable.get() === bulkChange && undoable.set(null), undoFor);
    },
    [partnership.id, problemText, show, tell],
  );

  const undo = useCallback(
    async (id: string): Promise<boolean> => {
      if (undoable.get()?.id === id) undoable.set(null);
      const outcome = await send(UndoTaskChangesDocument, { input: { id } });
      if (!outcome.ok) {
        notices.tell(problemText(outcome.problem), 'late');
        return false;
      }
      await show(outcome.data.undoTaskChanges.results);
      tell(outcome.data.undoTaskChanges.results, true);
      return true;
    },
    [problemText, show, tell],
  );

  return { change, undo };
}
