import { addDays } from '#libs/kernel';

/** Something that is to happen so many days ago. */
export interface Happening {
  ago: number;
  /** Key of the person who does it. */
  by: string;
  run: () => Promise<unknown>;
}

/** A happening with its moment. */
export interface DatedHappening extends Happening {
  at: Date;
}

const FIRST_MINUTE = 7 * 60;
const WORKING_MINUTES = 480;
const MOST_APART = 23;

const inDutch = new Intl.DateTimeFormat('nl-BE', { dateStyle: 'long', timeZone: 'UTC' });

/** Days and hours at which officials work, counted back from a day. */
export class DemoCalendar {
  constructor(readonly today: string) {}

  /** The day so many days ago (or ahead, when negative), or the Friday before it. */
  dayAgo(ago: number): string {
    const day = addDays(this.today, -ago);
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    return addDays(day, weekday === 0 ? -2 : weekday === 6 ? -1 : 0);
  }

  /** The day so many days ago as it stands in a decision: 3 maart 2026. */
  inWords(ago: number): string {
    return inDutch.format(new Date(`${this.dayAgo(ago)}T12:00:00Z`));
  }

  /** The first day of the month so many days ago. */
  monthAgo(ago: number): string {
    return `${this.dayAgo(ago).slice(0, 8)}01`;
  }

  /** In the order in which they happen, spread over the working hours of their days. */
  spread(happenings: readonly Happening[]): DatedHappening[] {
    const days = Map.groupBy(
      [...happenings].sort((a, b) => b.ago - a.ago),
      ({ ago }) => this.dayAgo(ago),
    );
    return [...days].flatMap(([day, ofDay]) => {
      const apart = Math.min(MOST_APART, WORKING_MINUTES / ofDay.length);
      // Nobody begins at the same minute every day.
      const start = FIRST_MINUTE + ((Number(day.slice(8)) * 17) % 53);
      return ofDay.map((happening, index) => {
        const minutes = start + index * apart;
        return { ...happening, at: new Date(Date.parse(`${day}T00:00:00Z`) + minutes * 60_000) };
      });
    });
  }
}
