import { commonErrors, newId } from '#libs/kernel';
import {
  CONFIG,
  Db,
  Executor,
  internalId,
  limitErrors,
  limits,
  Metrics,
  personalFields,
  SharedDelivery,
  type Config,
  type Delivery,
  type PreparedOperation,
  type Subscriber,
} from '#libs/platform';
import { Inject, Injectable } from '@nestjs/common';
import { Bus } from '../bus.js';
import { EventLog } from '../event-log.js';
import { Audiences, type Audience } from './audience.js';
import { Feed, PAGE } from './feed.js';
import type { Counters } from './feed-parts.js';
import { Looks } from './looks.js';
import { measureLive, type Figures } from './measure.js';
import { Pulses } from './pulses.js';
import { streamRequest, type StreamRequest } from './sharing.js';

/**
 * The live engine: executes once, fans out to many, and loses nothing. Subscribers with the same audience, document and
 * variables share every execution; each has its own place in the log.
 */
@Injectable()
export class LiveEngine extends SharedDelivery {
  private readonly feeds = new Map<string, Feed>();
  private readonly looks = new Looks(PAGE);
  private readonly pulses: Pulses;
  private readonly counters: Counters = { looks: 0, replays: 0, executions: 0, deliveries: 0, resyncs: 0 };
  private readonly lagged: (seconds: number) => void;

  constructor(
    private readonly db: Db,
    private readonly log: EventLog,
    bus: Bus,
    private readonly audiences: Audiences,
    private readonly executor: Executor,
    @Inject(CONFIG) private readonly config: Config,
    metrics: Metrics,
  ) {
    super();
    this.pulses = new Pulses(bus);
    this.lagged = measureLive(metrics, bus, () => this.figures());
  }

  override open(prepared: PreparedOperation, subscriber: Subscriber): Promise<Delivery> | undefined {
    const request = streamRequest(prepared, (field) => personalFields().includes(field));
    return request && this.join(request, prepared, subscriber);
  }

  /** How much is going on now, and what was done since the start. */
  figures(): Figures {
    const open = [...this.feeds.values()].filter(({ size }) => size > 0);
    const sum = (of: (feed: Feed) => number) => open.reduce((total, feed) => total + of(feed), 0);
    return {
      ...this.counters,
      feeds: open.length,
      groups: sum((feed) => feed.groupCount),
      readers: sum((feed) => feed.size),
    };
  }

  private async join(request: StreamRequest, prepared: PreparedOperation, subscriber: Subscriber): Promise<Delivery> {
    const identity = subscriber.identity();
    await this.executor.checkSource(prepared, identity);
    const partnershipId = internalId('Partnership', request.partnershipId, 'partnershipId');
    const audience = this.audiences.of(identity, partnershipId);
    if (!audience) throw commonErrors.NOT_FOUND({ field: 'partnershipId' });
    // What a system may see depends on its scopes too, which no audience knows.
    const perViewer = request.perViewer || identity.automated === true || !this.config.sharedExecution;
    if (perViewer && this.config.sharedExecution) this.countOwn(identity.accountId);
    const feed = this.feed(partnershipId, audience, perViewer ? identity.accountId : null);
    const member = await feed.join(request, prepared, subscriber, audience);
    return { close: () => member.leave() };
  }

  /** @throws TOO_MANY_OPERATIONS */
  private countOwn(accountId: string | null): void {
    const own = [...this.feeds.values()].filter((feed) => feed.viewer === accountId && feed.size > 0);
    if (own.length >= limits.streams.ofOneAccount) throw limitErrors.TOO_MANY_OPERATIONS();
  }

  private feed(partnershipId: string, { logKey, inside }: Audience, viewer: string | null): Feed {
    const key = `${partnershipId} ${logKey} ${viewer ? newId() : ''}`;
    const known = this.feeds.get(key);
    if (known) return known;
    const { db, log, pulses, audiences, executor, counters, lagged } = this;
    const parts = { db, log, pulses, audiences, executor, counters, lagged };
    // One without readers would only know where the log stood: who comes back reads what was missed with all others.
    const emptied = () => {
      if (this.feeds.get(key) === feed) this.feeds.delete(key);
    };
    const feed: Feed = new Feed(parts, partnershipId, viewer, emptied, inside && !viewer ? this.looks : undefined);
    this.feeds.set(key, feed);
    return feed;
  }
}
