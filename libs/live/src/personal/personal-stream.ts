import { commonErrors } from '#libs/kernel';
import { formatError, type Db, type Executor, type PreparedOperation, type Subscriber } from '#libs/platform';
import type { Bus } from '../bus.js';
import { liveErrors, type LogPosition } from '../cursor.js';
import { personChannel, type PersonalLog, type PersonalPage } from './personal-log.js';

const PAGE = 200;
/** How often a quiet stream looks, in milliseconds; more often while the bus is away. */
const CHECK_EVERY_MS = 10_000;
const POLL_EVERY_MS = 2_000;
const BEAT_EVERY_MS = 15_000;

export interface PersonalParts {
  db: Db;
  bus: Bus;
  log: PersonalLog;
  executor: Executor;
}

/** One reader's way through the own log: few people have more than a window or two open, so nothing is shared. */
export class PersonalStream {
  private position?: LogPosition;
  private looking?: Promise<void>;
  private again = false;
  private over = false;
  private timer?: NodeJS.Timeout;
  private readonly heartbeat: NodeJS.Timeout;
  private readonly unwatch: () => void;

  constructor(
    private readonly parts: PersonalParts,
    private readonly prepared: PreparedOperation,
    private readonly subscriber: Subscriber,
    accountId: string,
  ) {
    // Watched before the first look: a change in between wakes once too often instead of never.
    this.unwatch = parts.bus.watch(personChannel(accountId), () => void this.look());
    this.heartbeat = setInterval(
      () => this.position && subscriber.beat(parts.log.cursorOf(this.position)),
      BEAT_EVERY_MS,
    );
    this.schedule();
  }

  /** Begins behind the cursor, or now. @throws RESYNC_REQUIRED when the cursor cannot be continued. */
  async start(after: string | null): Promise<void> {
    try {
      const head = await this.read('head');
      if (!head) throw commonErrors.UNAUTHENTICATED();
      const from = after ? this.parts.log.numberIn(after, head.epoch) : head.sequence;
      if (from === undefined || from < head.purgedUntil || from > head.sequence) throw liveErrors.RESYNC_REQUIRED();
      this.position = { epoch: head.epoch, sequence: from };
    } catch (error) {
      this.close();
      throw error;
    }
    void this.look();
  }

  close(): void {
    this.over = true;
    this.unwatch();
    clearTimeout(this.timer);
    clearInterval(this.heartbeat);
  }

  private schedule(): void {
    this.timer = setTimeout(
      () => {
        if (this.over) return;
        this.schedule();
        void this.look();
      },
      this.parts.bus.connected ? CHECK_EVERY_MS : POLL_EVERY_MS,
    );
  }

  /** Looks, once more if a look is under way; never throws: what could not be read is read by the next look. */
  private look(): Promise<void> {
    this.again = true;
    this.looking ??= (async () => {
      try {
        while (this.again && !this.over) {
          this.again = false;
          await this.goOn();
        }
      } catch {
        // The database is away: the reader keeps its place.
      } finally {
        this.looking = undefined;
      }
    })();
    return this.looking;
  }

  private async goOn(): Promise<void> {
    if (!this.position) return;
    const page = await this.read(this.position.sequence);
    if (this.over) return;
    // Nobody any more, or another history.
    if (page?.epoch !== this.position.epoch) return this.end(page ? liveErrors.RESYNC_REQUIRED() : undefined);
    if (this.position.sequence < page.purgedUntil) return this.end(liveErrors.RESYNC_REQUIRED());
    for (const event of page.events) {
      await this.subscriber.drained();
      const identity = await this.subscriber.renewed();
      const result = await this.parts.db.run(identity, () => this.parts.executor.render(this.prepared, event));
      if (this.isOver()) return;
      if (!this.subscriber.send(result)) return this.close();
      this.position = { epoch: page.epoch, sequence: event.sequence };
    }
    // A full page may not be all; a shorter one is everything visible up to where the log stands.
    if (page.events.length < PAGE) this.position = { epoch: page.epoch, sequence: page.sequence };
    else this.again = true;
  }

  /** Under the rights of this moment: what was given a second ago counts. */
  private async read(after: number | 'head'): Promise<PersonalPage | undefined> {
    const { db, log } = this.parts;
    const page = await db.run(await this.subscriber.renewed(), () => log.read(after, PAGE));
    const news = page && after !== 'head' && page.sequence > after;
    if (!news) return page;
    return db.run(await this.subscriber.renewed(0), () => log.read(after, PAGE));
  }

  private end(reason?: ReturnType<typeof liveErrors.RESYNC_REQUIRED>): void {
    this.close();
    this.subscriber.end(reason && formatError(reason));
  }

  private isOver(): boolean {
    return this.over;
  }
}
