const brusselsDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Brussels', dateStyle: 'short' });

/** The calendar day in Belgium of a moment, as `YYYY-MM-DD`. */
export const dayInBrussels = (moment: Date): string => brusselsDay.format(moment);

/** The only source of time for rules and rows, so that tests and demo data can move it. */
export class Clock {
  now(): Date {
    return new Date();
  }

  /** Today in Belgium, as `YYYY-MM-DD`. */
  today(): string {
    return dayInBrussels(this.now());
  }
}

/** A clock that stands where it was put. */
export class MovableClock extends Clock {
  constructor(private moment = new Date()) {
    super();
  }

  override now(): Date {
    return new Date(this.moment);
  }

  set(moment: Date | string): void {
    this.moment = new Date(moment);
  }
}
