import { Link, useNavigate } from '@tanstack/react-router';
import { useStable } from '../../app/useStable.js';
import { useWorkspace } from '../../app/workspaceContext.js';
import type { TaskStatus } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { Button } from '../../ui/Button.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { ConflictDialog } from '../task/ConflictDialog.js';
import { type Change, useChangeTask } from '../task/useChangeTask.js';
import { BoardColumn } from './BoardColumn.js';
import { ClearFilters } from './Filters.js';
import { ListView } from './ListView.js';
import { type BoardSearch, columns, hasFilters } from './search.js';
import type { Card, Columns, useBoard } from './useBoard.js';
import { useHeldRows } from './useHeldRows.js';
import { useHighlights } from './useHighlights.js';
import { keepFocus } from './keepFocus.js';
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
  const { mayWrite, isAnswerer } = useWorkspace();
  const { weergave, ...rest } = search;
  const { cards, waiting, show, hold, isOwn } = useSteadyLayout(board.columns, JSON.stringify([rest, weergave]));
  const told = useHighlights();
  const { move, asking, answer, conflict } = useMoveTask(isOwn);
  const { change, conflict: fieldConflict } = useChangeTask();
  const holder = useHeldRows(hold);

  const stable = useStable({
    open: (card: Card) =>
      card.number > 0 &&
      void navigate({ to: '/taken/$nr', params: { nr: String(card.number) }, search: (before) => before }),
    moveTo: (card: Card, status: TaskStatus) => {
      move({ card, status, afterId: null, beforeId: board.columns[status].nodes[0]?.id ?? null });
      if (status !== 'WAITING') keepFocus(card.id);
    },
    change: (card: Card, fields: Change) => void change(card, fields),
    drop: (id: string, status: TaskStatus, place: { afterId: string | null; beforeId: string | null }) => {
      const card = columns.flatMap((column) => board.columns[column].nodes).find((candidate) => candidate.id === id);
      if (card) move({ card, status, ...place });
    },
    dragging: (dragging: boolean) => hold({ dragging }),
    loadMore: (status: TaskStatus) => void board.loadMore(status),
  });

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
      {empty && !hasFilters(search) && !search.archief && !isAnswerer && (
        <EmptyState
          action={
            <Link to="/samenwerking/pad" className="button button-normal">
              {t('starter.begin')}
            </Link>
          }
        >
          {t('starter.emptyBoard')}
        </EmptyState>
      )}
      {weergave === 'bord' ? (
        <div className="board" {...holder}>
          {columns.map((status) => (
            <BoardColumn
              key={status}
              status={status}
              cards={cards[status]}
              count={board.count(status)}
              hasMore={board.columns[status].pageInfo.hasNextPage}
              canDrag={mayWrite}
              filtered={hasFilters(search)}
              actions={stable}
              onDrop={stable.drop}
              onDragging={stable.dragging}
              onLoadMore={stable.loadMore}
            />
          ))}
        </div>
      ) : (
        <ListView search={search} cards={cards} board={board} actions={stable} holder={holder} />
      )}
      {asking && <WaitingDialog title={asking.card.title} onAnswer={answer} />}
      {(conflict ?? fieldConflict) && <ConflictDialog conflict={(conflict ?? fieldConflict)!} />}
    </>
  );
}
