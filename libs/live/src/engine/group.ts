import type { Db, Executor, Identity, PreparedOperation, Rendered } from '#libs/platform';
import type { LoggedEvent } from '../event-log.js';
import type { Member } from './member.js';

/** Renderings that are kept for readers who catch up; more than this is worked out again. */
const KEPT = 1_000;
/** The same in letters. */
const KEPT_LETTERS = 4_000_000;

/** Subscribers of one audience with one document and the same variables: what goes to one goes to all. */
export class Group {
  readonly members = new Set<Member>();
  /** Members, and those still at the door. */
  holders = 0;
  private readonly types?: ReadonlySet<string>;
  /** What was rendered since the partnership last changed, by number. */
  private readonly kept = new Map<number, Promise<Rendered>>();
  private keptAt = -1;
  private keptLetters = 0;

  constructor(
    readonly key: string,
    private readonly db: Db,
    private readonly executor: Executor,
    private readonly prepared: PreparedOperation,
    types: readonly string[] | null,
    private readonly counters: { executions: number },
    /** The account that came first with it. */
    readonly founder: string | null,
  ) {
    this.types = types ? new Set(types) : undefined;
  }

  wants(event: LoggedEvent): boolean {
    return !this.types || this.types.has(event.type);
  }

  /** Numbers mean other events from now on. */
  forget(): void {
    this.kept.clear();
    this.keptLetters = 0;
  }

  /**
   * The result for an event, through the eyes of one of the members. `head` is where the log stands: as long as nothing new happened, what was
   * worked out for one reader who catches up is right for the next.
   */
  render(event: LoggedEvent, head: number, eyes: Identity): Promise<Rendered> {
    if (this.keptAt !== head || this.kept.size >= KEPT || this.keptLetters >= KEPT_LETTERS) {
      this.forget();
      this.keptAt = head;
    }
    const known = this.kept.get(event.sequence);
    if (known) return known;
    this.counters.executions++;
    const rendering = this.db.run(eyes, () => this.executor.render(this.prepared, event));
    this.kept.set(event.sequence, rendering);
    rendering.then(
      ({ json }) => (this.keptLetters += json.length),
      // What failed is tried again by the next who needs it.
      () => this.kept.delete(event.sequence),
    );
    return rendering;
  }
}
