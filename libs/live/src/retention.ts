import { Clock } from '#libs/kernel';
import { CONFIG, Db, NOBODY, type Config } from '#libs/platform';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';

const DAY_MS = 24 * 60 * 60 * 1_000;
const EVERY_MS = 60 * 60 * 1_000;
/** Events of one statement: short enough to keep nobody waiting. */
const BATCH = 5_000;

/** Forgets events older than the log keeps; who comes back with an older cursor is asked to read the screen again. */
@Injectable()
export class Retention implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger('retention');
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.run().catch((error: unknown) => this.log.warn(`old events could not be removed: ${String(error)}`));
    }, EVERY_MS);
    this.timer.unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** Removes what is too old, in batches; answers how many events went. */
  async run(): Promise<number> {
    const before = new Date(this.clock.now().getTime() - this.config.eventRetentionDays * DAY_MS);
    return (await this.forget('forget_before', before)) + (await this.forget('forget_personal_before', before));
  }

  private async forget(what: 'forget_before' | 'forget_personal_before', before: Date): Promise<number> {
    for (let gone = 0; ;) {
      const [row] = await this.db.run(NOBODY, () =>
        this.db.transaction(() =>
          this.db.query<{ forgotten: number }>(`select live.${what}($1, $2) as forgotten`, [before, BATCH]),
        ),
      );
      gone += row?.forgotten ?? 0;
      if ((row?.forgotten ?? 0) < BATCH) return gone;
    }
  }
}
