import { useT } from '../../i18n/messages.js';
import { todayIso, useFormat } from '../../i18n/useFormat.js';
import type { CalendarActions } from './CalendarPage.js';
import type { Stretch } from './calendar.js';
import { TaskCardView } from './TaskCardView.js';
import { TaskMenu } from './TaskMenu.js';
import type { Card } from './useBoard.js';

interface Props {
  stretches: readonly Stretch[];
  byDay: ReadonlyMap<string, Card[]>;
  actions: CalendarActions;
}

/** The days on which something is due, one under the other: a month does not fit on a phone. */
export function AgendaList({ stretches, byDay, actions }: Props) {
  const t = useT();
  const format = useFormat();
  const today = todayIso();
  const [from, until] = [stretches[0]!.from, stretches.at(-1)!.until];
  const days = [...byDay.keys()].filter((day) => day >= from && day <= until).sort();
  if (days.length === 0) return <p className="column-empty">{t('calendar.nothing')}</p>;
  return (
    <ol className="agenda">
      {days.map((day) => (
        <li key={day}>
          <h3 className={day === today ? 'agenda-day is-today' : 'agenda-day'}>
            {format.fullDay(day)}
            {day === today && <span className="muted small"> · {t('term.today')}</span>}
          </h3>
          <ul className="list-cards">
            {byDay.get(day)!.map((card) => (
              <li key={card.id} className="task-card" data-key={card.id}>
                <button type="button" className="task-card-open" onClick={() => actions.open(card)}>
                  <TaskCardView card={card} />
                </button>
                <TaskMenu card={card} actions={actions} />
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}
