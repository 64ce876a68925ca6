import { Db, ambient, type Identity } from '#libs/platform';
import { commonErrors } from '#libs/kernel';
import { Injectable } from '@nestjs/common';
import { Bus } from './bus.js';
import { decodePosition, liveErrors, type LogPosition } from './cursor.js';
import { EventLog, eventsChannel, type LoggedEvent, type LogPage } from './event-log.js';
import { pullStream } from './pull-stream.js';

const PAGE = 200;
/** How often a quiet stream looks whether its reader may still read, in milliseconds. */
const CHECK_EVERY_MS = 4_000;
/** The same while the bus is away: then looking is the only way to learn of events. */
const POLL_EVERY_MS = 2_000;

/**
 * One reader's way through the log of one partnership: first what was missed after the cursor, then what comes, each
 * event once and in order. Every look is a statement under the reader's own row-level security, so that rights are those
 * of the moment; the wake-up only says when to look.
 */
@Injectable()
export class EventStreams {
  constructor(
    private readonly db: Db,
    private readonly log: EventLog,
    private readonly bus: Bus,
  ) {}

  /**
   * Opens a stream for the current identity; `after` is a cursor, without it the stream starts now.
   * @throws NOT_FOUND when the partnership is not visible, RESYNC_REQUIRED when the cursor cannot be continued.
   */
  async open(
    partnershipId: string,
    after?: string | null,
    types?: readonly string[] | null,
  ): Promise<AsyncGenerator<LoggedEvent>> {
    const { current } = ambient()!.scope;
    const wanted = types ? new Set(types) : undefined;
    // Watching before the first look: a change in between wakes us once too often instead of never.
    let wake: () => void = () => undefined;
    let woken = false;
    const unwatch = this.bus.watch(eventsChannel(partnershipId), () => {
      woken = true;
      wake();
    });
    let position: LogPosition;
    let page: LogPage;
    try {
      ({ position, page } = await this.start(current, partnershipId, after));
    } catch (error) {
      unwatch();
      throw error;
    }
    const nextEvents = async (): Promise<LoggedEvent[]> => {
      const { epoch, events } = page;
      if (epoch !== position.epoch) throw liveErrors.RESYNC_REQUIRED();
      const fresh = events.filter((event) => event.sequence > position.sequence);
      // A full page may not be all; a shorter one is everything visible up to where the log stands.
      position = {
        epoch,
        sequence: events.length === PAGE ? events.at(-1)!.sequence : Math.max(page.sequence, position.sequence),
      };
      return wanted ? fresh.filter((event) => wanted.has(event.type)) : fresh;
    };
    let first = true;
    return pullStream(
      async (ended) => {
        while (!ended()) {
          if (!first) {
            if (page.events.length < PAGE && !woken)
              await new Promise<void>((resolve) => {
                const timer = setTimeout(resolve, this.bus.connected ? CHECK_EVERY_MS : POLL_EVERY_MS);
                wake = () => {
                  clearTimeout(timer);
                  resolve();
                };
              });
            if (ended()) break;
            woken = false;
            page = await this.look(current, partnershipId, position.sequence);
          }
          first = false;
          const events = await nextEvents();
          if (events.length > 0) return events;
        }
        return undefined;
      },
      () => {
        unwatch();
        wake();
      },
    );
  }

  private async start(current: () => Identity, partnershipId: string, after?: string | null) {
    const from = after ? decodePosition(after) : undefined;
    const page = await this.db.run(current(), () => this.log.read(partnershipId, from?.sequence ?? 'head', PAGE));
    if (!page) throw commonErrors.NOT_FOUND({ field: 'partnershipId' });
    const { epoch, sequence } = page;
    if (from && (from.epoch !== epoch || from.sequence < page.purgedUntil || from.sequence > sequence))
      throw liveErrors.RESYNC_REQUIRED();
    return { position: from ?? { epoch, sequence }, page };
  }

  private async look(current: () => Identity, partnershipId: string, after: number): Promise<LogPage> {
    const page = await this.db.run(current(), () => this.log.read(partnershipId, after, PAGE));
    if (!page) throw liveErrors.ACCESS_ENDED();
    return page;
  }
}
