import { useNavigate } from '@tanstack/react-router';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useMemo, useRef } from 'react';
import { useIntl } from 'react-intl';
import { useIsPhone } from '../../app/useIsPhone.js';
import { useStable } from '../../app/useStable.js';
import type { TaskStatus } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { addDays } from '../../i18n/useFormat.js';
import { Button, IconButton } from '../../ui/Button.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { ErrorBlock } from '../../ui/ErrorBlock.js';
import { Skeleton } from '../../ui/Skeleton.js';
import { ConflictDialog } from '../task/ConflictDialog.js';
import { type Change, useChangeTask } from '../task/useChangeTask.js';
import { AgendaList } from './AgendaList.js';
import { addMonths, fortnightsOf, isMonth, thisMonth, weeksOf } from './calendar.js';
import { CalendarGrid } from './CalendarGrid.js';
import { ClearFilters } from './Filters.js';
import { type BoardSearch, hasFilters } from './search.js';
import type { TaskActions } from './TaskMenu.js';
import { Timeline } from './Timeline.js';
import { Undated } from './Undated.js';
import { useCalendar } from './useCalendar.js';
import { useHighlights } from './useHighlights.js';
import { useMoveTask } from './useMoveTask.js';
import { WaitingDialog } from './WaitingDialog.js';
import type { Card } from './useBoard.js';

export interface CalendarActions extends TaskActions {
  setDue(card: Card, dueOn: string | null): void;
  /** So many days later (or earlier) than where it was last sent, also before the screen shows it there. Gives the day. */
  shiftDue(card: Card, days: number): string;
}

/** Days do not wait for a hand, as rows of the board do. */
const nothingHeld = () => () => undefined;

/** The same tasks by the day they are due: a month of them, or as bars over twelve weeks. */
export function CalendarPage({ search }: { search: BoardSearch }) {
  const t = useT();
  const isPhone = useIsPhone();
  const navigate = useNavigate();
  const month = isMonth(search.maand) ? search.maand : thisMonth();
  const isTimeline = search.weergave === 'tijdlijn';
  const stretches = useMemo(() => (isTimeline ? fortnightsOf(month) : weeksOf(month)), [isTimeline, month]);
  const { tasks, error, fetching, again } = useCalendar(search, stretches);
  const { change, conflict } = useChangeTask();
  const { move, asking, answer, conflict: moveConflict } = useMoveTask(nothingHeld);
  // Where a task goes, until the screen shows it there: a key that is pressed twice counts twice.
  const sent = useRef(new Map<string, Card>());
  const latest = (card: Card): Card => {
    const going = sent.current.get(card.id);
    return going && going.version > card.version ? going : card;
  };
  const setDue = (shown: Card, dueOn: string | null): void => {
    const card = latest(shown);
    if (dueOn === (card.dueOn ?? null)) return;
    const going = { ...card, dueOn, version: card.version + 1 };
    sent.current.set(card.id, going);
    void change(card, { dueOn }).finally(() => {
      if (sent.current.get(card.id) === going) sent.current.delete(card.id);
    });
  };
  const actions = useStable({
    open: (card: Card) =>
      card.number > 0 &&
      void navigate({ to: '/taken/$nr', params: { nr: String(card.number) }, search: (before) => before }),
    change: (card: Card, fields: Change) => void change(card, fields),
    moveTo: (card: Card, status: TaskStatus) => move({ card, status }),
    setDue,
    shiftDue: (card: Card, days: number) => {
      const day = addDays(latest(card).dueOn!, days);
      setDue(card, day);
      return day;
    },
  });
  const told = useHighlights();
  const goTo = (next: string): void =>
    void navigate({ to: '.', search: (before) => ({ ...before, maand: next }), replace: true });

  return (
    <>
      <div className="visually-hidden" role="status">
        {told > 0 && t('live.changes', { count: told })}
      </div>
      <MonthHead month={month} onChange={goTo} isTimeline={isTimeline} />
      {tasks ? (
        <>
          {tasks.count === 0 && (
            <EmptyState action={hasFilters(search) ? <ClearFilters /> : undefined}>
              {t(hasFilters(search) ? 'board.filteredEmpty' : 'calendar.empty')}
            </EmptyState>
          )}
          {tasks.hidden > 0 && <p className="muted small">{t('calendar.hidden', { count: tasks.hidden })}</p>}
          {isPhone ? (
            <AgendaList stretches={stretches} byDay={tasks.byDay} actions={actions} />
          ) : isTimeline ? (
            <Timeline stretches={stretches} byDay={tasks.byDay} actions={actions} />
          ) : (
            <CalendarGrid month={month} byDay={tasks.byDay} actions={actions} onMonth={goTo} />
          )}
          <Undated cards={tasks.undated} actions={actions} />
        </>
      ) : error && !fetching ? (
        <ErrorBlock title={t('board.failed')} error={error} onRetry={() => again({ requestPolicy: 'network-only' })} />
      ) : (
        <Skeleton lines={8} />
      )}
      {asking && <WaitingDialog title={asking.card.title} onAnswer={answer} />}
      {(conflict ?? moveConflict) && <ConflictDialog conflict={(conflict ?? moveConflict)!} />}
    </>
  );
}

interface HeadProps {
  month: string;
  isTimeline: boolean;
  onChange(month: string): void;
}

function MonthHead({ month, isTimeline, onChange }: HeadProps) {
  const t = useT();
  const intl = useIntl();
  const name = intl.formatDate(new Date(`${month}-15T12:00:00Z`), { month: 'long', year: 'numeric', timeZone: 'UTC' });
  return (
    <div className="row calendar-head">
      <IconButton
        label={t('calendar.previous')}
        icon={<ChevronLeft size={20} aria-hidden />}
        onPress={() => onChange(addMonths(month, -1))}
      />
      <h2 aria-live="polite">{isTimeline ? t('calendar.from', { month: name }) : name}</h2>
      <IconButton
        label={t('calendar.next')}
        icon={<ChevronRight size={20} aria-hidden />}
        onPress={() => onChange(addMonths(month, 1))}
      />
      <span className="no-print">
        <Button kind="quiet" onPress={() => onChange(thisMonth())}>
          {t('calendar.today')}
        </Button>
      </span>
    </div>
  );
}
