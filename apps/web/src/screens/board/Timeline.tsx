import { type KeyboardEvent, useLayoutEffect, useRef } from 'react';
import { useWorkspace } from '../../app/workspaceContext.js';
import { useT } from '../../i18n/messages.js';
import { addDays, dayOf, todayIso, useFormat } from '../../i18n/useFormat.js';
import type { CalendarActions } from './CalendarPage.js';
import { daysBetween, type Stretch } from './calendar.js';
import { TaskChip } from './TaskChip.js';
import type { Card } from './useBoard.js';

interface Props {
  stretches: readonly Stretch[];
  byDay: ReadonlyMap<string, Card[]>;
  actions: CalendarActions;
}

/** Where something stands between two days, in percent of the width. */
const share = (from: string, day: string, days: number): number =>
  Math.min(100, Math.max(0, (100 * daysBetween(from, day)) / days));

/**
 * Twelve weeks from left to right, a row for each task: a bar from the day it was made until the day it is due, or until it
 * was done. Arrows go from row to row; Shift with left or right moves the due day, by a week with Alt as well.
 */
export function Timeline({ stretches, byDay, actions }: Props) {
  const t = useT();
  const format = useFormat();
  const { mayWrite } = useWorkspace();
  const list = useRef<HTMLOListElement>(null);
  const moved = useRef<{ task: string; at: number } | null>(null);
  const from = stretches[0]!.from;
  const until = stretches.at(-1)!.until;
  const days = daysBetween(from, until) + 1;
  const today = todayIso();
  const cards = [...byDay.keys()]
    .filter((day) => day >= from && day <= until)
    .sort()
    .flatMap((day) => byDay.get(day)!);
  const marks = Array.from({ length: days / 7 }, (_, week) => addDays(from, week * 7));

  // A row that comes to stand elsewhere lets go of the focus; it comes back before anything else is pressed.
  useLayoutEffect(() => {
    const lost = moved.current;
    if (lost && document.activeElement === document.body && performance.now() - lost.at < 5_000)
      list.current?.querySelector<HTMLElement>(`[data-task="${lost.task}"]`)?.focus();
  });

  const onKeyDown = (event: KeyboardEvent<HTMLElement>, card: Card): void => {
    const side = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (side && event.shiftKey && mayWrite) {
      moved.current = { task: card.id, at: event.timeStamp };
      actions.shiftDue(card, side * (event.altKey ? 7 : 1));
    } else if (step) {
      const next = cards[cards.indexOf(card) + step];
      if (next) list.current?.querySelector<HTMLElement>(`[data-task="${next.id}"]`)?.focus();
    } else return;
    event.preventDefault();
  };

  if (cards.length === 0) return <p className="column-empty">{t('calendar.nothing')}</p>;
  return (
    <section className="timeline" aria-label={t('board.viewTimeline')}>
      <p className="visually-hidden">{t('timeline.keys')}</p>
      <div className="timeline-scale small muted" aria-hidden>
        {marks.map((day) => (
          <span key={day} style={{ insetInlineStart: `${String(share(from, day, days))}%` }}>
            {format.day(day)}
          </span>
        ))}
      </div>
      <ol ref={list} className="timeline-rows">
        {cards.map((card) => {
          const begins = dayOf(card.createdAt);
          const ends =
            card.completedAt && dayOf(card.completedAt) > card.dueOn! ? dayOf(card.completedAt) : card.dueOn!;
          const start = share(from, begins < ends ? begins : ends, days);
          const end = share(from, addDays(ends, 1), days);
          return (
            <li key={card.id} className="timeline-row">
              <TaskChip card={card} onOpen={() => actions.open(card)} onKeyDown={(event) => onKeyDown(event, card)} />
              <span className="timeline-track">
                <span
                  className={`timeline-bar bar-${card.status.toLowerCase()}${card.status !== 'DONE' && ends < today ? ' is-late' : ''}`}
                  style={{ insetInlineStart: `${String(start)}%`, width: `${String(Math.max(end - start, 1))}%` }}
                />
                {today >= from && today <= until && (
                  <span
                    className="timeline-today"
                    style={{ insetInlineStart: `${String(share(from, today, days))}%` }}
                  />
                )}
              </span>
              <span className="small nowrap timeline-due">{t('due.by', { date: format.day(card.dueOn!) })}</span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
