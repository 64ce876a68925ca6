import type { Identity, Rendered, SentError, Subscriber } from '#libs/platform';
import { partyOf } from './audience.js';
import type { Group } from './group.js';

/** After how many beats without anything a reader hears where the log stands. */
export const SILENT_BEATS = 3;

/** One subscriber's place in the log. */
export class Member {
  /** The number of the last event that was delivered, or passed over. */
  sequence = 0;
  /** Stands where the feed stands: what comes is delivered as it comes. */
  live = false;
  ended = false;
  /** Beats since it heard something. */
  private silentFor = 0;
  /** In which rights it was looked up last, and as whom. */
  private checked?: { rights: object; identity: Identity };

  constructor(
    readonly group: Group,
    /** Key of the audience it belonged to when it came. */
    readonly audience: string,
    private readonly subscriber: Subscriber,
    private readonly left: () => void,
  ) {
    group.holders++;
  }

  /** Who it is, as those who have rights are named. */
  get party(): string {
    return partyOf(this.subscriber.identity());
  }

  get identity() {
    return this.subscriber.identity();
  }

  /** Whether it was looked up in these rights before, as who it is now; from now on it was. */
  wasCheckedIn(rights: object): boolean {
    const { identity } = this;
    if (this.checked?.rights === rights && this.checked.identity === identity) return true;
    this.checked = { rights, identity };
    return false;
  }

  /** Sends, unless it is over; a reader that cannot keep up is gone after this. */
  send(result: Rendered): boolean {
    if (this.ended) return false;
    this.silentFor = 0;
    if (this.subscriber.send(result)) return true;
    this.leave();
    return false;
  }

  /** A sign of life to a reader who has everything and heard nothing for as many beats; whoever gets events hears enough. */
  beat(cursor: string): void {
    if (!this.live || this.ended || ++this.silentFor < SILENT_BEATS) return;
    this.silentFor = 0;
    this.subscriber.beat(cursor);
  }

  /** Resolves once the reader has little left to read. */
  drained(): Promise<void> {
    return this.subscriber.drained();
  }

  end(reason?: SentError): void {
    if (this.ended) return;
    this.leave();
    this.subscriber.end(reason);
  }

  /** Stops without a word: the reader went itself. */
  leave(): void {
    if (this.ended) return;
    this.ended = true;
    this.left();
  }
}
