import { Clock } from '#libs/kernel';
import { CONFIG, Db, Jobs, NOBODY, type Config } from '#libs/platform';
import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
  type OnModuleInit,
} from '@nestjs/common';
import { lookup } from 'node:dns';
import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import webPush from 'web-push';
import { isInside, nextPush } from './push.rules.js';
import { PushStore, type QueuedPush } from './push.store.js';

/** A push service has so long to answer, in milliseconds. */
const SENDING_MS = 15_000;
/** For so long a message belongs to who took it, in milliseconds. */
const LEASE_MS = 60_000;
/** A device that is off gets it when it is on again within a day, in seconds. */
const TTL_SECONDS = 24 * 60 * 60;
/** How often the outbox is looked at when nobody says that there is something in it, in milliseconds. */
const LOOK_MS = 5_000;
/** The log of deliveries reaches back so long, in milliseconds. */
const FORGET_MS = 30 * 24 * 60 * 60 * 1_000;

/** A name that leads to a private address leads nowhere, also when it did not a moment ago. */
const outside: LookupFunction = (hostname, options, done) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return done(error, '', 4);
    if (addresses.some(({ address }) => isInside(address)))
      return done(Object.assign(new Error('private address'), { code: 'PRIVATE_ADDRESS' }), '', 4);
    if (options.all) return (done as (...answer: unknown[]) => void)(null, addresses);
    done(null, addresses[0]!.address, addresses[0]!.family);
  });
};

/** Hands messages to the push services of browsers, encrypted for the device: one after the other, beside other processes. */
@Injectable()
export class PushSender implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('push');
  private timer?: NodeJS.Timeout;
  private work?: Promise<void>;
  private ended = false;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly store: PushStore,
  ) {}

  onModuleInit(): void {
    this.jobs.every('notifications.tidyPushes', '10 * * * *', () => {
      const now = this.clock.now();
      return this.store.tidy(now, new Date(now.getTime() - FORGET_MS));
    });
  }

  onApplicationBootstrap(): void {
    if (this.config.push && this.config.doesJobs) this.wake();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.ended = true;
    clearTimeout(this.timer);
    await this.work;
  }

  /** There may be something to send. */
  private wake(): void {
    this.work ??= this.empty().finally(() => {
      this.work = undefined;
      if (!this.ended) this.timer = setTimeout(() => this.wake(), LOOK_MS).unref();
    });
  }

  private async empty(): Promise<void> {
    try {
      for (let sent = true; sent && !this.ended;) sent = await this.sendOne();
    } catch (error) {
      // The database is away; the messages are still there when it is back.
      this.log.warn(`messages cannot be read: ${codeOf(error)}`);
    }
  }

  private async sendOne(): Promise<boolean> {
    const push = await this.inTransaction(() => this.store.take(LEASE_MS, this.clock.now()));
    if (!push) return false;
    const answer = await this.send(push).catch((error: unknown): Answer => ({ problem: codeOf(error), pauseMs: 0 }));
    const now = this.clock.now();
    await this.inTransaction(() => {
      if ('status' in answer)
        return answer.status < 300 ? this.store.sent(push.id, now) : this.store.gone(push.id, now);
      const { problem, pauseMs, final = false } = answer;
      const next = final ? null : nextPush(push.createdAt, push.attempts, now, pauseMs);
      this.log.warn(`push ${push.id} was not sent (${problem})${next ? '' : ' and is given up'}`);
      return this.store.failed(push.id, next, problem, now);
    });
    return true;
  }

  /** The answer of the push service, as far as it says what to do. */
  private async send({ endpoint, p256dh, auth, body }: QueuedPush): Promise<Answer> {
    const { publicKey, privateKey, subject, ownOrigins } = this.config.push!;
    const { headers, body: sealed } = webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, body, {
      vapidDetails: { subject, publicKey, privateKey },
      TTL: TTL_SECONDS,
      urgency: 'high',
      contentEncoding: 'aes128gcm',
    });
    const url = new URL(endpoint);
    const ours = ownOrigins.includes(url.origin);
    const ask = url.protocol === 'http:' ? plainRequest : secureRequest;
    const { status, retryAfter } = await new Promise<{ status: number; retryAfter: number }>((resolve, reject) => {
      const options = {
        ...{ method: 'POST', headers: headers as Record<string, string>, timeout: SENDING_MS },
        ...{ signal: AbortSignal.timeout(SENDING_MS), ...(!ours && { lookup: outside }) },
      };
      // Redirects are not followed.
      const asking = ask(url, options, (response) => {
        response.resume();
        resolve({ status: response.statusCode ?? 0, retryAfter: Number(response.headers['retry-after']) || 0 });
      });
      asking.on('error', reject).end(sealed);
    });
    if (status === 404 || status === 410 || (status >= 200 && status < 300)) return { status };
    const refused = status >= 400 && status < 500 && status !== 429 && status !== 408;
    return { problem: `HTTP_${String(status)}`, pauseMs: retryAfter * 1_000, final: refused };
  }

  private inTransaction<T>(work: () => Promise<T>): Promise<T> {
    return this.db.run(NOBODY, () => this.db.transaction(work));
  }
}

type Answer = { status: number } | { problem: string; pauseMs: number; final?: boolean };

/** What went wrong, as a code: never an address, which is a secret of the device. */
const codeOf = (error: unknown): string => {
  const { code, name } = error as { code?: unknown; name?: unknown };
  const found = typeof code === 'string' ? code : typeof name === 'string' ? name : 'UNKNOWN';
  return found
    .toUpperCase()
    .replace(/[^A-Z0-9_]/g, '_')
    .slice(0, 40);
};
