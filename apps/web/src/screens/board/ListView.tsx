import { useNavigate } from '@tanstack/react-router';
import { ArrowDown } from 'lucide-react';
import { useEffect } from 'react';
import { useIsPhone } from '../../app/useIsPhone.js';
import { useWorkspace } from '../../app/workspaceContext.js';
import type { TaskStatus } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { Button } from '../../ui/Button.js';
import { statusIcon } from '../../ui/StatusPill.js';
import { type BoardSearch, columns, type orders } from './search.js';
import { selection, useSelection } from './selection.js';
import { TaskCardView } from './TaskCardView.js';
import { type TaskActions, TaskMenu } from './TaskMenu.js';
import { TaskRow } from './TaskRow.js';
import type { Card, Columns, useBoard } from './useBoard.js';
import type { useHeldRows } from './useHeldRows.js';
import { BulkBar } from './BulkBar.js';
import './list.css';

interface Props {
  search: BoardSearch;
  cards: Record<TaskStatus, Card[]>;
  board: Omit<ReturnType<typeof useBoard>, 'columns'> & { columns: Columns };
  actions: TaskActions;
  holder: ReturnType<typeof useHeldRows>;
}

/** The same tasks as the board, one group under the other; also what is printed. */
export function ListView({ search, cards, board, actions, holder }: Props) {
  const t = useT();
  const isPhone = useIsPhone();
  const { mayWrite, partnership } = useWorkspace();
  const { gemeente, wie, tegen, zoek, label, velden, archief } = search;
  // What is no longer shown is not changed either: other filters, another partnership and another screen begin anew.
  const shown = [partnership.id, gemeente, wie, tegen, zoek, label, velden, archief].join('\n');
  useEffect(() => () => selection.clear(), [shown]);
  return (
    <div className="stack" {...holder}>
      {columns.map((status) => {
        const Icon = statusIcon[status];
        const rest = board.count(status) - cards[status].length;
        return (
          <section key={status} className="list-group" aria-labelledby={`list-${status}`} data-column={status}>
            <h2 id={`list-${status}`} className="column-heading">
              <Icon size={16} aria-hidden />
              {status === 'DONE' && !search.archief ? t('board.doneHeading') : t(`status.${status}`)}
              <span className="column-count number">{board.count(status)}</span>
            </h2>
            {cards[status].length === 0 ? (
              <p className="column-empty">{t('board.columnNone')}</p>
            ) : isPhone ? (
              <ul className="list-cards">
                {cards[status].map((card) => (
                  <PhoneCard key={card.id} card={card} actions={actions} />
                ))}
              </ul>
            ) : (
              <TaskTable search={search} cards={cards[status]} actions={actions} label={t(`status.${status}`)} />
            )}
            {board.columns[status].pageInfo.hasNextPage && (
              <Button kind="quiet" onPress={() => void board.loadMore(status)}>
                {t('board.more', { count: Math.max(1, Math.min(50, rest)) })}
              </Button>
            )}
          </section>
        );
      })}
      {mayWrite && !isPhone && <BulkBar />}
    </div>
  );
}

function PhoneCard({ card, actions }: { card: Card; actions: TaskActions }) {
  return (
    <li className="task-card" data-key={card.id}>
      <button type="button" className="task-card-open" onClick={() => actions.open(card)}>
        <TaskCardView card={card} />
      </button>
      <TaskMenu card={card} actions={actions} />
    </li>
  );
}

function TaskTable({
  search,
  cards,
  actions,
  label,
}: {
  search: BoardSearch;
  cards: Card[];
  actions: TaskActions;
  label: string;
}) {
  const t = useT();
  const { mayWrite } = useWorkspace();
  const chosen = useSelection();
  return (
    <div className="table-scroll">
      <table className="task-table">
        <caption className="visually-hidden">{label}</caption>
        <thead>
          <tr>
            {mayWrite && (
              <th scope="col" className="col-check">
                <input
                  type="checkbox"
                  className="row-check"
                  aria-label={t('bulk.selectAll', { group: label })}
                  checked={cards.every(({ id }) => chosen.has(id))}
                  onChange={() => selection.toggleAll(cards)}
                />
              </th>
            )}
            <SortHeader order="nummer" search={search} className="col-number">
              {t('table.number')}
            </SortHeader>
            <SortHeader order="nieuwst" search={search}>
              {t('table.task')}
            </SortHeader>
            <th scope="col" className="col-places">
              {t('table.municipalities')}
            </th>
            <th scope="col" className="col-who">
              {t('table.who')}
            </th>
            <SortHeader order="tegen" search={search} className="col-due">
              {t('table.due')}
            </SortHeader>
            <th scope="col" className="col-menu">
              <span className="visually-hidden">{t('table.menu')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {cards.map((card) => (
            <TaskRow key={card.id} card={card} all={mayWrite ? cards : null} actions={actions} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface SortProps {
  order: keyof typeof orders;
  search: BoardSearch;
  className?: string;
  children: string;
}

/** The server sorts, so that the order is also right for tasks that are not loaded yet. */
function SortHeader({ order, search, className, children }: SortProps) {
  const t = useT();
  const navigate = useNavigate();
  const active = search.orde === order;
  const set = (): void =>
    void navigate({ to: '.', search: (before) => ({ ...before, orde: active ? undefined : order }), replace: true });
  const name = order === 'nieuwst' ? t('table.newest', { column: children }) : children;
  return (
    <th
      scope="col"
      className={className}
      aria-sort={active ? (order === 'nieuwst' ? 'descending' : 'ascending') : 'none'}
    >
      <button type="button" className="sort" onClick={set} title={name}>
        {children}
        {active && <ArrowDown size={16} aria-hidden className={order === 'nieuwst' ? undefined : 'up'} />}
      </button>
    </th>
  );
}
