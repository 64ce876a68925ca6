import { defineErrors } from '#libs/kernel';
import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { createHash } from 'node:crypto';
import {
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
  RLWrapperTimeouts,
  type RateLimiterAbstract,
} from 'rate-limiter-flexible';
import { createClient, type RedisClientType } from 'redis';
import { CONFIG, type Config } from '../config.js';

export const throttleErrors = defineErrors({
  RATE_LIMITED: {
    kind: 'TooMany',
    message: 'Too much was asked in a short time; try again after a while.',
    args: ['retryAfterSeconds'],
  },
});

/** How a window stands after something was taken from it. */
export interface Taken {
  remaining: number;
  /** Until the window is full again. */
  resetSeconds: number;
}

const PREFIX = 'samenregie:limit';
const CONNECT_TIMEOUT_MS = 3_000;
/** A Redis that is slower than this is treated as away. */
const ANSWER_TIMEOUT_MS = 250;

const secondsOf = (ms = 0): number => Math.max(1, Math.ceil(ms / 1_000));

/**
 * Counts attempts per key in windows of time: over Redis for all processes together or, without Redis or while it is away,
 * in the memory of this process. Keys are stored as a hash, so they may hold an address or an e-mail.
 */
@Injectable()
export class Throttle implements OnModuleInit, OnApplicationShutdown {
  private readonly log = new Logger('throttle');
  private readonly windows = new Map<string, RateLimiterAbstract>();
  private readonly redis?: RedisClientType;

  constructor(@Inject(CONFIG) { redisUrl }: Config) {
    if (!redisUrl) return;
    this.redis = createClient({
      url: redisUrl,
      disableOfflineQueue: true,
      socket: { connectTimeout: CONNECT_TIMEOUT_MS, reconnectStrategy: (tries) => Math.min(50 * 2 ** tries, 1_000) },
    });
    this.redis.on('error', (error: Error) => this.log.warn(`Redis does not answer: ${error.message}`));
  }

  async onModuleInit(): Promise<void> {
    const connected = this.redis?.connect().catch(() => undefined);
    await Promise.race([connected, new Promise((resolve) => setTimeout(resolve, CONNECT_TIMEOUT_MS).unref())]);
  }

  onApplicationShutdown(): void {
    this.redis?.destroy();
  }

  /**
   * Takes `cost` of the `points` that a key has in every `windowSeconds`.
   * @param key what is counted and for whom, for example `invite ${accountId}`; for a client `sign-in ${networkOf(request.ip)}`
   * @throws RATE_LIMITED, with `retryAfterSeconds`, once they are used up; over HTTP 429 with `Retry-After`
   */
  async take(key: string, points: number, windowSeconds: number, cost = 1): Promise<Taken> {
    const hashed = createHash('sha256').update(key).digest('base64url').slice(0, 22);
    try {
      const { remainingPoints, msBeforeNext } = await this.window(points, windowSeconds).consume(hashed, cost);
      return { remaining: remainingPoints, resetSeconds: secondsOf(msBeforeNext) };
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      throw throttleErrors.RATE_LIMITED({ args: { retryAfterSeconds: secondsOf(refused.msBeforeNext) } });
    }
  }

  private window(points: number, duration: number): RateLimiterAbstract {
    const keyPrefix = `${PREFIX}:${points}:${duration}`;
    const known = this.windows.get(keyPrefix);
    if (known) return known;
    const memory = new RateLimiterMemory({ keyPrefix, points, duration });
    const window = this.redis
      ? new RLWrapperTimeouts({
          timeoutMs: ANSWER_TIMEOUT_MS,
          limiter: new RateLimiterRedis({
            storeClient: this.redis,
            useRedisPackage: true,
            rejectIfRedisNotReady: true,
            keyPrefix,
            points,
            duration,
            insuranceLimiter: memory,
          }),
        })
      : memory;
    this.windows.set(keyPrefix, window);
    return window;
  }
}
