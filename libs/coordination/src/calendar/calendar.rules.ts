import { addDays, toGlobalId } from '#libs/kernel';
import ical, { ICalEventBusyStatus, ICalEventTransparency } from 'ical-generator';
import { reference, type TaskStatus } from '../task.rules.js';

/** A task as a calendar shows it. */
export interface CalendarTask {
  id: string;
  number: number;
  title: string;
  dueOn: string;
  status: TaskStatus;
  version: number;
  createdAt: string;
  updatedAt: string;
  partnershipId: string;
  partnership: string;
}

/**
 * Whole days, as iCalendar knows them: without a time and so without a time zone. The library is given none either, and
 * midnight in UTC, for which it writes exactly the day.
 */
const wholeDay = (day: string): Date => new Date(`${day}T00:00:00Z`);

/** Tasks as an iCalendar file; each keeps its own id, so that a later reading changes it instead of adding another. */
export const calendarOf = (tasks: readonly CalendarTask[], publicUrl: string, name = 'Samenregie'): string => {
  const calendar = ical({ name, prodId: { company: 'Samenregie', product: 'Taken', language: 'NL' }, ttl: 3_600 });
  for (const task of tasks)
    calendar.createEvent({
      id: `${toGlobalId('CoordinationTask', task.id)}@samenregie`,
      sequence: task.version,
      start: wholeDay(task.dueOn),
      end: wholeDay(addDays(task.dueOn, 1)),
      allDay: true,
      summary: `${task.status === 'DONE' ? '✓ ' : ''}${task.title}`,
      description: `${reference(task.number)} · ${task.partnership}`,
      url: `${publicUrl}/taken/${String(task.number)}?in=${toGlobalId('Partnership', task.partnershipId)}`,
      created: new Date(task.createdAt),
      lastModified: new Date(task.updatedAt),
      stamp: new Date(task.updatedAt),
      // A term fills no time: nobody is busy all day because of it.
      transparency: ICalEventTransparency.TRANSPARENT,
      busystatus: ICalEventBusyStatus.FREE,
    });
  return calendar.toString();
};
