import { useCallback, useMemo, useState } from 'react';
import { useClient } from 'urql';
import { notices } from '../../app/notices.js';
import { MoveTaskDocument, type MoveTaskInput, TaskNowDocument, type TaskStatus } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { mutate } from '../../live/mutate.js';
import type { Problem } from '../../live/problem.js';
import { useProblemText } from '../../live/useProblemText.js';
import type { ConflictView } from '../task/ConflictDialog.js';
import { keepFocus } from './keepFocus.js';
import type { Card } from './useBoard.js';

export interface Move {
  card: Card;
  status: TaskStatus;
  afterId?: string | null;
  beforeId?: string | null;
  waitingOnActorId?: string | null;
  waitingOnNote?: string | null;
}

const inputOf = ({ card, ...move }: Move, version: number): MoveTaskInput => ({
  id: card.id,
  expectedVersion: version,
  ...move,
});

/** Moves a card at once and puts it back when the server refuses; `isOwn` marks the card until the answer is there. */
export function useMoveTask(isOwn: (id: string) => () => void) {
  const t = useT();
  const client = useClient();
  const problemText = useProblemText();
  const [asking, setAsking] = useState<Move | null>(null);
  const [conflict, setConflict] = useState<ConflictView | null>(null);

  const send = useMemo(() => {
    const refuse = ({ card }: Move, problem: Problem): void => {
      notices.tell(t('board.refused', { title: card.title, reason: problemText(problem) }), 'late');
      keepFocus(card.id);
    };

    async function attempt(move: Move, version: number, mayRetry: boolean): Promise<void> {
      const release = isOwn(move.card.id);
      const outcome = await mutate(MoveTaskDocument, { input: inputOf(move, version) });
      // The card that went back must also go back on screen.
      setTimeout(release, 500);
      if (outcome.ok || outcome.waited) return;
      if (outcome.problem.code === 'CONFLICT' && mayRetry) return resolve(move, outcome.problem);
      refuse(move, outcome.problem);
    }

    async function resolve(move: Move, problem: Problem): Promise<void> {
      const { data } = await client.query(TaskNowDocument, { id: move.card.id }, { requestPolicy: 'network-only' });
      const now = data?.node?.__typename === 'CoordinationTask' ? data.node : null;
      if (!now) return refuse(move, problem);
      // Somebody changed another part of the task, or an answer got lost: the move still means the same.
      if (now.status === move.card.status || now.status === move.status) return attempt(move, now.version, false);
      setConflict({
        changedBy: now.updatedBy?.displayName ?? null,
        changedAt: now.updatedAt,
        fields: [{ label: now.title, mine: t(`status.${move.status}`), theirs: t(`status.${now.status}`) }],
        takeTheirs: () => {
          setConflict(null);
          keepFocus(move.card.id);
        },
        putMineBack: () => {
          setConflict(null);
          void attempt(move, now.version, true);
          keepFocus(move.card.id);
        },
      });
    }

    return attempt;
  }, [client, isOwn, problemText, t]);

  /** A card that starts waiting first needs to know on whom. */
  const move = useCallback(
    (next: Move) => {
      if (next.status === 'WAITING' && next.card.status !== 'WAITING' && !next.waitingOnActorId && !next.waitingOnNote)
        setAsking(next);
      else void send(next, next.card.version, true);
    },
    [send],
  );

  const answer = useCallback(
    (given: { waitingOnActorId: string | null; waitingOnNote: string | null } | null) => {
      setAsking(null);
      if (!asking) return;
      if (given) void send({ ...asking, ...given }, asking.card.version, true);
      keepFocus(asking.card.id);
    },
    [asking, send],
  );

  return { move, asking, answer, conflict };
}
