import { CalendarClock, TriangleAlert } from 'lucide-react';
import { daysUntil, useFormat } from '../i18n/useFormat.js';
import { useT } from '../i18n/messages.js';
import { Pill } from './Pill.js';

/** The date, and what it means today. A task that is done is never late. */
export function DuePill({
  dueOn,
  done = false,
  withTerm = false,
}: {
  dueOn: string;
  done?: boolean;
  withTerm?: boolean;
}) {
  const t = useT();
  const format = useFormat();
  const days = daysUntil(dueOn);
  const late = !done && days < 0;
  const soon = !done && days >= 0 && days <= 3;
  const words =
    late || (withTerm && !done)
      ? `${t('due.by', { date: format.day(dueOn) })} · ${format.term(dueOn)}`
      : t('due.by', { date: format.day(dueOn) });
  return (
    <Pill
      tone={late ? 'late' : soon ? 'wait' : 'plain'}
      icon={late ? <TriangleAlert aria-hidden /> : <CalendarClock aria-hidden />}
    >
      {words}
    </Pill>
  );
}
