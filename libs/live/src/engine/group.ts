import type { Identity, PreparedOperation, Rendered } from '#libs/platform';
import type { LoggedEvent } from '../event-log.js';
import { partyOf } from './audience.js';
import type { FeedParts } from './feed-parts.js';
import type { Member } from './member.js';

/** Renderings that are kept for readers who catch up; more than this is worked out again. */
const KEPT = 1_000;
/** The same in letters. */
const KEPT_LETTERS = 4_000_000;

/** What came of working out an event through somebody's eyes. */
export interface Rendering {
  /** Absent when whoever looked did not have the rights of the audience: what they see is not what the others may see. */
  rendered?: Rendered;
  /** Who had rights when the database was read, as `Audiences.now` says it. */
  entitled: ReadonlyMap<string, string>;
}

/** Subscribers of one audience with one document and the same variables: what goes to one goes to all. */
export class Group {
  readonly members = new Set<Member>();
  /** Members, and those still at the door. */
  holders = 0;
  private readonly types?: ReadonlySet<string>;
  /** What was rendered since the partnership last changed, by number. */
  private readonly kept = new Map<number, Promise<Rendering>>();
  private keptAt = -1;
  private keptLetters = 0;

  constructor(
    readonly key: string,
    /** Whose rights it is worked out under; undefined for what says nothing but the event itself. */
    private readonly audience: string | undefined,
    private readonly parts: Pick<FeedParts, 'db' | 'executor' | 'audiences' | 'counters'>,
    private readonly prepared: PreparedOperation,
    types: readonly string[] | null,
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
  render(event: LoggedEvent, head: number, eyes: Identity): Promise<Rendering> {
    if (this.keptAt !== head || this.kept.size >= KEPT || this.keptLetters >= KEPT_LETTERS) {
      this.forget();
      this.keptAt = head;
    }
    const known = this.kept.get(event.sequence);
    if (known) return known;
    const rendering = this.work(event, eyes);
    this.kept.set(event.sequence, rendering);
    // What failed, or was worked out without rights, is tried again by the next who needs it.
    const drop = () => this.kept.delete(event.sequence);
    rendering.then(({ rendered }) => (rendered ? (this.keptLetters += rendered.json.length) : drop()), drop);
    return rendering;
  }

  /** A right may end between the look and this: one snapshot of the database says what there is to see, and who may see it. */
  private work(event: LoggedEvent, eyes: Identity): Promise<Rendering> {
    const { db, executor, audiences, counters } = this.parts;
    counters.executions++;
    return db.run(eyes, async () => {
      if (this.audience === undefined)
        return { rendered: await executor.render(this.prepared, event), entitled: new Map() };
      const [entitled, rendered] = await Promise.all([
        audiences.now(event.streamId),
        executor.render(this.prepared, event),
      ]);
      return entitled.get(partyOf(eyes)) === this.audience ? { rendered, entitled } : { entitled };
    });
  }
}
