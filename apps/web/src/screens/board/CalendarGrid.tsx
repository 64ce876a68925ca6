import { type DragEvent, type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import { useWorkspace } from '../../app/workspaceContext.js';
import { useT } from '../../i18n/messages.js';
import { todayIso, useFormat } from '../../i18n/useFormat.js';
import { dayAfterKey, daysOf, lastDayOf, monthOf, weeksOf } from './calendar.js';
import { draggedTask, TaskChip } from './TaskChip.js';
import type { CalendarActions } from './CalendarPage.js';
import type { Card } from './useBoard.js';

/** More on a day are behind "+3": opened, the day shows all of them. */
const shown = 4;

interface Props {
  month: string;
  byDay: ReadonlyMap<string, Card[]>;
  actions: CalendarActions;
  onMonth(month: string): void;
}

/**
 * A month as a grid: arrows go from day to day, Enter goes into a day and opens a task there, Escape comes back out. On a
 * task, Shift with an arrow moves it a day or a week.
 */
export function CalendarGrid({ month, byDay, actions, onMonth }: Props) {
  const t = useT();
  const format = useFormat();
  const today = todayIso();
  const [chosen, setChosen] = useState(() => (monthOf(today) === month ? today : `${month}-01`));
  const [opened, setOpened] = useState<string | null>(null);
  const table = useRef<HTMLTableElement>(null);
  const wanted = useRef<{ day: string; task?: string } | null>(null);
  const moved = useRef<{ day: string; task: string; until: number } | null>(null);
  const weeks = weeksOf(month);
  const stop = monthOf(chosen) === month ? chosen : `${month}-01`;

  // A day of another month, or a task that went elsewhere, is there only after it was drawn.
  const focusWanted = (): void => {
    // What was just moved may be taken away and drawn anew when the server answers; the focus comes back with it.
    const lost = moved.current;
    if (lost && document.activeElement === document.body && Date.now() < lost.until) wanted.current ??= lost;
    const target = wanted.current;
    if (!target || monthOf(target.day) !== month) return;
    const cell = table.current?.querySelector<HTMLElement>(`[data-day="${target.day}"]`);
    const found = target.task ? cell?.querySelector<HTMLElement>(`[data-task="${target.task}"]`) : cell;
    if (!found) return;
    wanted.current = null;
    found.focus();
  };
  // Before anything else is pressed.
  useLayoutEffect(focusWanted);

  const goTo = (day: string): void => {
    setChosen(day);
    wanted.current = { day };
    if (monthOf(day) !== month) onMonth(monthOf(day));
    focusWanted();
  };
  const move = (card: Card, days: number): void => {
    const day = actions.shiftDue(card, days);
    setChosen(day);
    wanted.current = { day, task: card.id };
    moved.current = { day, task: card.id, until: Date.now() + 5_000 };
    if (monthOf(day) !== month) onMonth(monthOf(day));
  };
  const onCellKey = (event: KeyboardEvent<HTMLElement>, day: string): void => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = dayAfterKey(day, event.key);
    if (next) {
      event.preventDefault();
      goTo(next);
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      const [first] = byDay.get(day) ?? [];
      if (!first) return;
      setOpened(day);
      wanted.current = { day, task: first.id };
      focusWanted();
    }
  };

  return (
    <table className="calendar-month" role="grid" ref={table} aria-label={t('calendar.gridLabel')}>
      <caption className="visually-hidden">{t('calendar.keys')}</caption>
      <thead>
        <tr>
          {daysOf(weeks[0]!).map((day) => (
            <th key={day} scope="col" abbr={format.weekday(day)}>
              {format.shortWeekday(day)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks
          .filter(({ from }) => from <= lastDayOf(month))
          .map((week) => (
            <tr key={week.from}>
              {daysOf(week).map((day) => (
                <Day
                  key={day}
                  day={day}
                  cards={byDay.get(day) ?? []}
                  isOther={monthOf(day) !== month}
                  isToday={day === today}
                  isStop={day === stop}
                  isOpen={opened === day}
                  onOpen={() => setOpened(opened === day ? null : day)}
                  onKeyDown={(event) => onCellKey(event, day)}
                  onFocus={() => setChosen(day)}
                  onLeave={() => goTo(day)}
                  onMove={move}
                  actions={actions}
                />
              ))}
            </tr>
          ))}
      </tbody>
    </table>
  );
}

interface DayProps {
  day: string;
  cards: Card[];
  isOther: boolean;
  isToday: boolean;
  isStop: boolean;
  isOpen: boolean;
  actions: CalendarActions;
  onOpen(): void;
  onKeyDown(event: KeyboardEvent<HTMLElement>): void;
  onFocus(): void;
  onLeave(): void;
  onMove(card: Card, days: number): void;
}

function Day({ day, cards, isOther, isToday, isStop, isOpen, actions, ...on }: DayProps) {
  const t = useT();
  const format = useFormat();
  const { mayWrite } = useWorkspace();
  const [isOver, setOver] = useState(false);
  const visible = isOpen ? cards : cards.slice(0, shown);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const card = draggedTask.get();
    if (card) actions.setDue(card, day);
  };
  const onTaskKey = (event: KeyboardEvent<HTMLElement>, card: Card): void => {
    const place = visible.indexOf(card);
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[event.key];
    if (event.shiftKey && step && mayWrite) on.onMove(card, step);
    else if (event.key === 'Escape') on.onLeave();
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const next = visible[place + (event.key === 'ArrowDown' ? 1 : -1)];
      const list = event.currentTarget.closest('td');
      if (next) list?.querySelector<HTMLElement>(`[data-task="${next.id}"]`)?.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const className = [
    'calendar-day',
    isOther && 'is-other',
    isToday && 'is-today',
    isOver && 'is-over',
    cards.length === 0 && 'is-empty',
  ]
    .filter(Boolean)
    .join(' ');
  return (
    <td
      role="gridcell"
      className={className}
      data-day={day}
      tabIndex={isStop ? 0 : -1}
      aria-current={isToday ? 'date' : undefined}
      onKeyDown={on.onKeyDown}
      onFocus={(event) => event.target === event.currentTarget && on.onFocus()}
      onDragOver={(event) => {
        if (!draggedTask.get()) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <span className="calendar-number number" aria-hidden>
        {Number(day.slice(8))}
      </span>
      <span className="visually-hidden">{t('calendar.day', { day: format.fullDay(day), count: cards.length })}</span>
      {visible.map((card) => (
        <TaskChip
          key={card.id}
          card={card}
          tabIndex={-1}
          onOpen={() => actions.open(card)}
          onKeyDown={(event) => onTaskKey(event, card)}
        />
      ))}
      {cards.length > shown && (
        <button type="button" className="calendar-more small" tabIndex={-1} onClick={on.onOpen}>
          {isOpen ? t('calendar.less') : t('calendar.more', { count: cards.length - shown })}
        </button>
      )}
    </td>
  );
}
