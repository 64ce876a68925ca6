import { Injectable } from '@nestjs/common';

/** What somebody ended: one session, or all of theirs but one. */
export type EndedSessions = { only: string } | { allBut: string };

/**
 * Tells rooms above that somebody signed out, here or elsewhere: what hangs on a session ends with it. A session that merely
 * runs out tells nobody, for its person did not leave.
 */
@Injectable()
export class SessionEnds {
  private readonly listeners: ((ended: EndedSessions) => Promise<void>)[] = [];

  /** `listener` runs in the transaction in which the session ends, as its person; call it as the module starts. */
  on(listener: (ended: EndedSessions) => Promise<void>): void {
    this.listeners.push(listener);
  }

  /** Within the transaction in which they end. */
  async tell(ended: EndedSessions): Promise<void> {
    for (const listener of this.listeners) await listener(ended);
  }
}
