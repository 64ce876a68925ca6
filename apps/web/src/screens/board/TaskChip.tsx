import type { KeyboardEvent } from 'react';
import { useWorkspace } from '../../app/workspaceContext.js';
import { useT } from '../../i18n/messages.js';
import { todayIso } from '../../i18n/useFormat.js';
import { createStore } from '../../live/store.js';
import { statusIcon } from '../../ui/StatusPill.js';
import { useIsFresh } from './fresh.js';
import type { Card } from './useBoard.js';

/** What is in the hand while something is dragged over days. */
export const draggedTask = createStore<Card | null>(null);

interface Props {
  card: Card;
  tabIndex?: number;
  onOpen(): void;
  onKeyDown?(event: KeyboardEvent<HTMLElement>): void;
}

/** A task in one line: its state, its title, and in words whether it is late. */
export function TaskChip({ card, tabIndex, onOpen, onKeyDown }: Props) {
  const t = useT();
  const { mayWrite } = useWorkspace();
  const isFresh = useIsFresh(card.id);
  const Icon = statusIcon[card.status];
  const isLate = card.status !== 'DONE' && Boolean(card.dueOn && card.dueOn < todayIso());
  return (
    <button
      type="button"
      className={`task-chip chip-${card.status.toLowerCase()}${isLate ? ' is-late' : ''}${isFresh ? ' is-fresh' : ''}`}
      tabIndex={tabIndex}
      data-task={card.id}
      title={card.title}
      draggable={mayWrite}
      onDragStart={(event) => {
        event.dataTransfer.setData('text/plain', card.reference);
        event.dataTransfer.effectAllowed = 'move';
        draggedTask.set(card);
      }}
      onDragEnd={() => draggedTask.set(null)}
      onClick={onOpen}
      onKeyDown={onKeyDown}
    >
      <Icon size={16} aria-hidden />
      <span className="visually-hidden">
        {t(`status.${card.status}`)}
        {isLate ? `, ${t('filter.due.te-laat')}` : ''}:{' '}
      </span>
      <span className="chip-title" dir="auto">
        {card.title}
      </span>
      {isFresh && <span className="fresh-word">{t('live.new')}</span>}
    </button>
  );
}
