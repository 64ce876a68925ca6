import { type DragEvent, useState } from 'react';
import { useWorkspace } from '../../app/workspaceContext.js';
import { useT } from '../../i18n/messages.js';
import type { CalendarActions } from './CalendarPage.js';
import { draggedTask, TaskChip } from './TaskChip.js';
import { TaskMenu } from './TaskMenu.js';
import type { Card } from './useBoard.js';

/** What is open and has no day; dropped here, a task loses its day. */
export function Undated({ cards, actions }: { cards: readonly Card[]; actions: CalendarActions }) {
  const t = useT();
  const { mayWrite } = useWorkspace();
  const [isOver, setOver] = useState(false);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const card = draggedTask.get();
    if (card) actions.setDue(card, null);
  };
  return (
    <section
      className={isOver ? 'undated is-over' : 'undated'}
      aria-labelledby="undated"
      onDragOver={(event) => {
        if (!draggedTask.get()) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <h2 id="undated" className="column-heading">
        {t('calendar.undated')} <span className="column-count number">{cards.length}</span>
      </h2>
      {cards.length === 0 ? (
        <p className="muted small">{t(mayWrite ? 'calendar.undatedEmpty' : 'calendar.undatedNone')}</p>
      ) : (
        <ul className="undated-list">
          {cards.map((card) => (
            <li key={card.id} data-key={card.id}>
              <TaskChip card={card} onOpen={() => actions.open(card)} />
              <TaskMenu card={card} actions={actions} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
