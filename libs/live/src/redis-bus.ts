import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import { createClient, type RedisClientType } from 'redis';
import { Bus, Watchers, type Watcher } from './bus.js';

const PREFIX = 'samenregie:';
const CONNECT_TIMEOUT_MS = 3_000;

/** The bus over Redis: one connection to publish, one to listen, one subscription per watched channel. */
export class RedisBus extends Bus implements OnApplicationShutdown {
  private readonly log = new Logger('redis');
  private readonly publisher: RedisClientType;
  private readonly subscriber: RedisClientType;
  private readonly watchers = new Watchers(
    (channel) =>
      this.quietly(this.subscriber.subscribe(PREFIX + channel, (message) => this.watchers.tell(channel, message))),
    (channel) => this.quietly(this.subscriber.unsubscribe(PREFIX + channel)),
  );

  constructor(url: string) {
    super();
    this.publisher = createClient({
      url,
      disableOfflineQueue: true,
      socket: { connectTimeout: CONNECT_TIMEOUT_MS, reconnectStrategy: (tries) => Math.min(50 * 2 ** tries, 1_000) },
    });
    // Subscriptions made while Redis is away are kept by the client and made when it is back.
    this.subscriber = this.publisher.duplicate({ disableOfflineQueue: false });
    for (const client of [this.publisher, this.subscriber])
      client.on('error', (error: Error) => this.log.warn(`Redis does not answer: ${error.message}`));
    this.subscriber.on('ready', () => this.watchers.tellAll(''));
  }

  /** Connects, or goes on trying in the background when Redis is away. */
  async start(): Promise<void> {
    const connecting = Promise.allSettled([this.publisher.connect(), this.subscriber.connect()]);
    await Promise.race([connecting, new Promise((resolve) => setTimeout(resolve, CONNECT_TIMEOUT_MS).unref())]);
  }

  override watch(channel: string, watcher: Watcher): () => void {
    return this.watchers.add(channel, watcher);
  }

  override publish(channel: string, message: string): void {
    if (this.publisher.isReady) this.quietly(this.publisher.publish(PREFIX + channel, message));
    // Local readers need not wait for a Redis that is away.
    else setImmediate(() => this.watchers.tell(channel, message));
  }

  override get connected(): boolean {
    return this.publisher.isReady && this.subscriber.isReady;
  }

  /** The connection for other small shared state, such as presence. */
  get client(): RedisClientType {
    return this.publisher;
  }

  onApplicationShutdown(): void {
    this.publisher.destroy();
    this.subscriber.destroy();
  }

  private quietly(sent: Promise<unknown>): void {
    sent.catch((error: unknown) => this.log.warn(`Redis refused: ${String(error)}`));
  }
}
