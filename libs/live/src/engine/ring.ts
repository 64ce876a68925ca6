import type { LoggedEvent } from '../event-log.js';

const MOST = 1_000;

/** The newest events of a feed, so that many who come back at once read them from memory. */
export class Ring {
  private events: LoggedEvent[] = [];
  /** Complete for everything after this number. */
  private from: number;

  constructor(head: number) {
    this.from = head;
  }

  /** Adds what came after everything so far. */
  append(events: readonly LoggedEvent[]): void {
    this.events.push(...events);
    this.trim();
  }

  /** Adds a range read from the log that begins after `from` and reaches to where the ring begins. */
  prepend(from: number, events: readonly LoggedEvent[]): void {
    if (from >= this.from) return;
    this.events = [...events.filter(({ sequence }) => sequence <= this.from), ...this.events];
    this.from = from;
    this.trim();
  }

  /** The events after a number; undefined when the ring does not reach back that far. */
  after(sequence: number): LoggedEvent[] | undefined {
    if (sequence < this.from) return undefined;
    let index = this.events.length;
    while (index > 0 && this.events[index - 1]!.sequence > sequence) index--;
    return this.events.slice(index);
  }

  /** Where the ring begins. */
  get start(): number {
    return this.from;
  }

  private trim(): void {
    if (this.events.length <= MOST) return;
    const gone = this.events.splice(0, this.events.length - MOST);
    this.from = gone.at(-1)!.sequence;
  }
}
