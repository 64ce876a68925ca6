import { Clock } from '#libs/kernel';
import { Bus, EventLog, personChannel } from '#libs/live';
import { Db, Jobs, NOBODY } from '#libs/platform';
import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
  type OnModuleInit,
} from '@nestjs/common';
import { CollectorStore } from './collector.store.js';

/** After a change its partnership is read so much later, in milliseconds: what comes together is told together. */
const GATHER_MS = 100;
const PAGE = 500;
/** After news was collected it is asked so much later what is still behind, in milliseconds: a page may not have been all. */
const TIDY_MS = 3_000;
/** Partnerships that are caught up with in one look. */
const MOST = 1_000;

/**
 * Reads the logs of the partnerships and tells people what concerns them. The process in which something happens reads at
 * once; once a minute a job looks for what was left, after a crash too. Each partnership has one place, held while it is read.
 */
@Injectable()
export class Collector implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('notifications');
  private readonly waiting = new Map<string, NodeJS.Timeout>();
  /** One partnership after the other: who catches up with very many takes no connection from those who wait for an answer. */
  private lane: Promise<void> = Promise.resolve();
  private over = false;
  private tidying?: NodeJS.Timeout;
  private stop?: () => void;

  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly bus: Bus,
    private readonly events: EventLog,
    private readonly store: CollectorStore,
  ) {}

  onModuleInit(): void {
    this.jobs.every('notifications.collect', '* * * * *', async () => {
      this.wake(await this.store.endPauses(this.clock.now()));
      await this.catchUpSoon();
    });
    this.jobs.every('notifications.deadlines', '0 7 * * 1-5', async () => {
      this.wake(await this.store.tellDeadlines(this.clock.today(), this.clock.now()));
    });
  }

  onApplicationBootstrap(): void {
    this.stop = this.events.onRecorded((partnershipId) => this.soon(partnershipId));
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.over = true;
    this.stop?.();
    [...this.waiting.values(), this.tidying].forEach((timer) => clearTimeout(timer));
    await this.lane;
  }

  /** Everything that happened up to now is told once this is over: for tests, and for the demo. */
  async catchUp(): Promise<void> {
    const behind = () => this.db.run(NOBODY, () => this.store.behind(MOST));
    for (let left = await behind(); left.length > 0; left = await behind())
      for (const id of left) await this.collect(id);
  }

  private async catchUpSoon(): Promise<void> {
    for (const id of await this.store.behind(MOST)) this.soon(id);
  }

  private soon(partnershipId: string): void {
    if (this.over || this.waiting.has(partnershipId)) return;
    const timer = setTimeout(() => {
      this.waiting.delete(partnershipId);
      this.lane = this.lane.then(async () => {
        if (this.over) return;
        await this.collect(partnershipId).catch(() =>
          this.log.warn(`news of partnership ${partnershipId} waits for the next minute`),
        );
      });
    }, GATHER_MS);
    this.waiting.set(partnershipId, timer.unref());
  }

  private async collect(partnershipId: string): Promise<void> {
    await this.db.run(NOBODY, () =>
      this.db.transaction(async () =>
        this.db.seal(async () => this.wake(await this.store.collect(partnershipId, PAGE, this.clock.now()))),
      ),
    );
    this.tidying ??= setTimeout(() => {
      this.tidying = undefined;
      if (this.over) return;
      const look = this.db.run(NOBODY, () => this.catchUpSoon());
      // Should that fail, the job asks once a minute.
      look.catch(() => undefined);
    }, TIDY_MS).unref();
  }

  /** Wakes the windows of people, once the open transaction is durable. */
  private wake(told: { account_id: string; last_sequence: string }[]): void {
    if (told.length === 0) return;
    this.db.afterCommit(() =>
      told.forEach(({ account_id, last_sequence }) => this.bus.publish(personChannel(account_id), last_sequence)),
    );
  }
}
