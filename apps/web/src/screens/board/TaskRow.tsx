import { Link, useSearch } from '@tanstack/react-router';
import { Hourglass } from 'lucide-react';
import { useWorkspace } from '../../app/workspaceContext.js';
import { useT } from '../../i18n/messages.js';
import { Avatar } from '../../ui/Avatar.js';
import { DuePill } from '../../ui/DuePill.js';
import { Pill } from '../../ui/Pill.js';
import { Place } from '../../ui/Place.js';
import { LabelChips } from '../task/LabelChips.js';
import { useIsFresh } from './fresh.js';
import { waitingOn } from './names.js';
import { RowCheck } from './RowCheck.js';
import { type TaskActions, TaskMenu } from './TaskMenu.js';
import type { Card } from './useBoard.js';

interface Props {
  card: Card;
  /** The rows among which this one can be ticked; null when nothing can. */
  all: readonly Card[] | null;
  actions: TaskActions;
}

export function TaskRow({ card, all, actions }: Props) {
  const t = useT();
  const { placeOf } = useWorkspace();
  const isFresh = useIsFresh(card.id);
  const search = useSearch({ strict: false });
  return (
    <tr data-key={card.id} className={isFresh ? 'fresh' : undefined}>
      {all && (
        <td>
          <RowCheck card={card} all={all} />
        </td>
      )}
      <td className="muted number">{card.reference}</td>
      <td>
        <Link
          to="/taken/$nr"
          params={{ nr: String(card.number) }}
          search={search}
          className="task-link"
          dir="auto"
          data-task={card.id}
        >
          {card.title}
        </Link>
        {isFresh && <span className="fresh-word">{t('live.new')}</span>}
        {card.labels.length > 0 && (
          <div className="row">
            <LabelChips labels={card.labels} />
          </div>
        )}
        {card.status === 'WAITING' && (
          <div>
            <Pill tone="wait" icon={<Hourglass aria-hidden />}>
              {waitingOn(card)}
            </Pill>
          </div>
        )}
      </td>
      <td>
        <span className="row">
          {card.municipalities.map(({ id, name }) => (
            <Place key={id} name={name} index={placeOf(id)} />
          ))}
        </span>
      </td>
      <td>
        {card.assignee && (
          <span className="row nowrap">
            <Avatar person={card.assignee} small />
            {card.assignee.displayName}
          </span>
        )}
      </td>
      <td>{card.dueOn && <DuePill dueOn={card.dueOn} done={card.status === 'DONE'} />}</td>
      <td>
        <TaskMenu card={card} actions={actions} />
      </td>
    </tr>
  );
}
