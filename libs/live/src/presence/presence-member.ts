import type { AppError } from '#libs/kernel';
import { formatError, type Subscriber } from '#libs/platform';
import { partyOf, type Audience } from '../engine/audience.js';
import type { Stay } from './marks.js';
import type { PresenceGroup } from './presence-room.js';

/** One reader of who is there, and, unless it hides, one of those who are. */
export class PresenceMember {
  ended = false;
  /** The picture it has, or is about to have. */
  private picture?: string;
  private sending = false;

  constructor(
    readonly group: PresenceGroup,
    readonly audience: Audience,
    /** What it tells the others; undefined for somebody who is not to be seen. */
    readonly stay: Stay | undefined,
    private readonly subscriber: Subscriber,
    private readonly left: (member: PresenceMember) => void,
  ) {}

  /** Who it is, as those who have rights are named. */
  get party(): string {
    return partyOf(this.subscriber.identity());
  }

  /** Sends the newest picture once the reader has read what it got; what came in between is passed over. */
  show(picture: string, newest: () => PresenceGroup['shown']): void {
    if (this.picture === picture) return;
    this.picture = picture;
    if (this.sending) return;
    this.sending = true;
    void this.send(newest);
  }

  /** Ends with a reason that reaches the reader. */
  end(reason: AppError): void {
    if (this.ended) return;
    this.leave();
    this.subscriber.end(formatError(reason));
  }

  /** Stops without a word: the reader went itself. */
  leave(): void {
    if (this.ended) return;
    this.ended = true;
    this.left(this);
  }

  private async send(newest: () => PresenceGroup['shown']): Promise<void> {
    try {
      for (let sent: string | undefined; sent !== this.picture;) {
        await this.subscriber.drained();
        const shown = newest();
        const result = await shown?.result;
        if (!shown || !result) break;
        sent = shown.picture;
        // It is over for a reader that was cut off, and for one whose right ended while this was worked out.
        if (this.ended || !this.subscriber.send(result)) return this.leave();
      }
    } catch {
      // Not worked out: the next look tries again.
      this.picture = undefined;
    } finally {
      this.sending = false;
    }
  }
}
