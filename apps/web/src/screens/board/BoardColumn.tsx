import { GripVertical } from 'lucide-react';
import { memo, useMemo } from 'react';
import {
  Button,
  Collection,
  DropIndicator,
  GridList,
  GridListItem,
  GridListLoadMoreItem,
  ListLayout,
  useDragAndDrop,
  Virtualizer,
} from 'react-aria-components';
import type { TaskStatus } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { statusIcon } from '../../ui/StatusPill.js';
import { cardDragType, dropPlace, keysOf } from './drag.js';
import { TaskCardView } from './TaskCardView.js';
import { type TaskActions, TaskMenu } from './TaskMenu.js';
import type { Card } from './useBoard.js';

interface Props {
  status: TaskStatus;
  cards: readonly Card[];
  count: number;
  hasMore: boolean;
  canDrag: boolean;
  filtered: boolean;
  actions: TaskActions;
  onDrop(id: string, status: TaskStatus, place: { afterId: string | null; beforeId: string | null }): void;
  onDragging(dragging: boolean): void;
  onLoadMore(status: TaskStatus): void;
}

const layout = { estimatedRowHeight: 132, gap: 8, padding: 8, loaderHeight: 40 };

/** One of the four fixed columns: a list of cards that can be dragged by mouse, finger and keyboard. */
export const BoardColumn = memo(function BoardColumn({
  status,
  cards,
  count,
  hasMore,
  canDrag,
  filtered,
  actions,
  onDrop,
  onDragging,
  onLoadMore,
}: Props) {
  const t = useT();
  const Icon = statusIcon[status];
  const name = t(`status.${status}`);
  const ids = useMemo(() => cards.map(({ id }) => id), [cards]);

  const { dragAndDropHooks } = useDragAndDrop<Card>({
    isDisabled: !canDrag,
    getItems: (keys, items) =>
      [...keys].map((key) => ({
        [cardDragType]: String(key),
        'text/plain': items.find(({ id }) => id === key)?.title ?? '',
      })),
    acceptedDragTypes: [cardDragType],
    getDropOperation: () => 'move',
    onDragStart: () => onDragging(true),
    onDragEnd: () => onDragging(false),
    onReorder: ({ keys, target }) => {
      for (const id of keys) onDrop(String(id), status, dropPlace(ids, String(id), target));
    },
    onInsert: async ({ items, target }) => {
      for (const id of await keysOf(items)) onDrop(id, status, dropPlace(ids, id, target));
    },
    // On the column as a whole: on top, where it is seen at once, also when the column goes on below the screen.
    onRootDrop: async ({ items }) => {
      for (const id of await keysOf(items)) onDrop(id, status, dropPlace(ids, id, { type: 'root' }));
    },
    renderDropIndicator: (target) => <DropIndicator target={target} className="drop-line" />,
  });

  return (
    <section className="column" aria-labelledby={`column-${status}`} data-column={status}>
      <h2 id={`column-${status}`} className="column-heading">
        <Icon size={16} aria-hidden />
        {status === 'DONE' ? t('board.doneHeading') : name}
        <span className="column-count number">{count}</span>
      </h2>
      <Virtualizer layout={ListLayout} layoutOptions={layout} shouldObserveItemSize>
        <GridList
          aria-label={t('board.columnLabel', { status: name, count })}
          className="column-list"
          {...(canDrag ? { dragAndDropHooks } : {})}
          dependencies={[canDrag]}
          onAction={(key) => {
            const card = cards.find(({ id }) => id === key);
            if (card) actions.open(card);
          }}
          renderEmptyState={() => (
            <p className="column-empty">
              {t(filtered ? 'board.columnFiltered' : canDrag ? 'board.columnEmpty' : 'board.columnNone')}
            </p>
          )}
        >
          <CardRows cards={cards} canDrag={canDrag} actions={actions} />
          {hasMore && (
            <GridListLoadMoreItem onLoadMore={() => onLoadMore(status)} isLoading={hasMore} className="column-more">
              {t('loading')}
            </GridListLoadMoreItem>
          )}
        </GridList>
      </Virtualizer>
    </section>
  );
}, sameColumn);

/** The cache keeps the objects of cards that did not change. */
function sameColumn(before: Props, after: Props): boolean {
  const keys = Object.keys(after) as (keyof Props)[];
  return keys.every((key) => key === 'cards' || before[key] === after[key]) && sameCards(before.cards, after.cards);
}

const sameCards = (a: readonly Card[], b: readonly Card[]): boolean =>
  a.length === b.length && a.every((card, index) => card === b[index]);

function CardRows({ cards, canDrag, actions }: { cards: readonly Card[]; canDrag: boolean; actions: TaskActions }) {
  const t = useT();
  return (
    <Collection items={cards} dependencies={[canDrag]}>
      {(card) => (
        <GridListItem id={card.id} textValue={`${card.title}, ${card.reference}`} className="task-card">
          {canDrag && (
            <Button slot="drag" className="grip" aria-label={t('board.grip', { title: card.title })}>
              <GripVertical size={20} aria-hidden />
            </Button>
          )}
          <TaskCardView card={card} />
          <TaskMenu card={card} actions={actions} />
        </GridListItem>
      )}
    </Collection>
  );
}
