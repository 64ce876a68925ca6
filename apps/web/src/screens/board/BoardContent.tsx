import { useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { useWorkspace } from '../../app/workspaceContext.js';
import type { TaskStatus } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { Button } from '../../ui/Button.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { ConflictDialog } from '../task/ConflictDialog.js';
import { useChangeTask } from '../task/useChangeTask.js';
import { BoardColumn } from './BoardColumn.js';
import { ClearFilters } from './Filters.js';
import { ListView } from './ListView.js';
import { type BoardSearch, columns, hasFilters } from './search.js';
import type { TaskActions } from './TaskMenu.js';
import type { Card, Columns, useBoard } from './useBoard.js';
import { useHeldRows } from './useHeldRows.js';
import { useHighlights } from './useHighlights.js';
import { useMoveTask } from './useMoveTask.js';
import { useSteadyLayout } from './useSteadyLayout.js';
import { WaitingDialog } from './WaitingDialog.js';

interface Props {
  search: BoardSearch;
  board: Omit<ReturnType<typeof useBoard>, 'columns'> & { columns: Columns };
}

export function BoardContent({ search, board }: Props) {
  const t = useT();
  const navigate = useNavigate();
  const { mayWrite } = useWorkspace();
  const { weergave, ...rest } = search;
  const { cards, waiting, show, hold, isOwn } = useSteadyLayout(board.columns, JSON.stringify(rest) + weergave);
  const { fresh, told } = useHighlights();
  const { move, asking, answer, conflict } = useMoveTask(isOwn);
  const { change, conflict: fieldConflict } = useChangeTask();
  const holder = useHeldRows(hold);

  const find = useCallback(
    (id: string): Card | undefined =>
      columns.flatMap((status) => board.columns[status].nodes).find((card) => card.id === id),
    [board.columns],
  );

  const actions = useMemo<TaskActions>(
    () => ({
      open: (card) =>
        card.number > 0 &&
        void navigate({ to: '/taken/$nr', params: { nr: String(card.number) }, search: (before) => before }),
      moveTo: (card, status: TaskStatus) =>
        move({ card, status, afterId: null, beforeId: board.columns[status].nodes[0]?.id ?? null }),
      change: (card, fields) => void change(card, fields),
    }),
    [board.columns, change, move, navigate],
  );

  const onDrop = useCallback(
    (id: string, status: TaskStatus, place: { afterId: string | null; beforeId: string | null }) => {
      const card = find(id);
      if (card) move({ card, status, ...place });
    },
    [find, move],
  );

  const empty = columns.every((status) => board.columns[status].nodes.length === 0);
  return (
    <>
      <div className="visually-hidden" role="status">
        {told > 0 && t('live.changes', { count: told })}
      </div>
      {waiting.length > 0 && (
        <div className="changes-place" role="status">
          <div className="changes-bar">
            <span>{t('live.waiting', { count: waiting.length })}</span>
            <Button kind="quiet" onPress={show}>
              {t('live.show')}
            </Button>
          </div>
        </div>
      )}
      {empty && hasFilters(search) && <EmptyState action={<ClearFilters />}>{t('board.filteredEmpty')}</EmptyState>}
      {weergave === 'bord' ? (
        <div className="board" {...holder}>
          {columns.map((status) => (
            <BoardColumn
              key={status}
              status={status}
              cards={cards[status]}
              count={board.count(status)}
              hasMore={board.columns[status].pageInfo.hasNextPage}
              fresh={fresh}
              canDrag={mayWrite}
              filtered={hasFilters(search)}
              actions={actions}
              onDrop={onDrop}
              onDragging={(dragging) => hold({ dragging })}
              onLoadMore={(column) => void board.loadMore(column)}
            />
          ))}
        </div>
      ) : (
        <ListView search={search} cards={cards} board={board} fresh={fresh} actions={actions} holder={holder} />
      )}
      {asking && <WaitingDialog title={asking.card.title} onAnswer={answer} />}
      {(conflict ?? fieldConflict) && <ConflictDialog conflict={(conflict ?? fieldConflict)!} />}
    </>
  );
}
