import { newId } from '#libs/kernel';
import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { RedisClientType } from 'redis';
import { Bus, Watchers, type Watcher } from './bus.js';
import { CONNECT_TIMEOUT_MS, PlainLink, ShardedLink, type RedisLink } from './redis-link.js';

const PREFIX = 'samenregie:';
/** Messages Redis has not taken yet; what comes on top is lost, and readers find out when they look by themselves. */
const MOST_WAITING = 1_000;
const TRY_AGAIN_MS = 5_000;

/**
 * The bus over Redis: one subscription per channel that is watched here, sharded where the server is a cluster. Readers of
 * this process hear at once, whatever Redis does; the others hear through it.
 */
export class RedisBus extends Bus implements OnApplicationShutdown {
  private readonly log = new Logger('redis');
  private readonly self = newId();
  private readonly watchers = new Watchers(
    (channel) => this.subscribe(channel),
    (channel) => this.quietly(this.link.unsubscribe(PREFIX + channel)),
  );
  private readonly listener = {
    failed: (error: Error) => this.log.warn(`Redis does not answer: ${error.message}`),
    back: () => this.watchers.tellAll(''),
  };
  private link: RedisLink;
  private waiting = 0;
  private ended = false;

  constructor(private readonly url: string) {
    super();
    const plain = new PlainLink(url, this.listener);
    this.link = plain;
    plain.client.on('ready', () => this.quietly(this.adapt(plain)));
  }

  /** Connects, or goes on trying in the background when Redis is away. */
  async start(): Promise<void> {
    const connecting = this.link.connect();
    await Promise.race([connecting, new Promise((resolve) => setTimeout(resolve, CONNECT_TIMEOUT_MS).unref())]);
  }

  override watch(channel: string, watcher: Watcher): () => void {
    return this.watchers.add(channel, watcher);
  }

  override publish(channel: string, message: string): void {
    setImmediate(() => this.watchers.tell(channel, message));
    if (!this.connected || this.waiting >= MOST_WAITING) return;
    this.waiting++;
    const sent = this.link.publish(PREFIX + channel, `${this.self} ${Date.now()} ${message}`);
    // What is lost with a connection was told of by the connection.
    void sent.catch(() => undefined).finally(() => this.waiting--);
  }

  override get connected(): boolean {
    return this.link.connected;
  }

  /** The connection for other small shared state, such as presence. */
  get client(): RedisClientType {
    return this.link.client;
  }

  /** Whether channels live in one shard of a cluster. */
  get sharded(): boolean {
    return this.link instanceof ShardedLink;
  }

  onApplicationShutdown(): void {
    this.ended = true;
    this.link.destroy();
  }

  /** A cluster would carry every plain message to all of its nodes: there, channels are moved into shards. */
  private async adapt(plain: PlainLink): Promise<void> {
    if (!(await plain.client.info('cluster')).includes('cluster_enabled:1')) return;
    const sharded = new ShardedLink(this.url, this.listener);
    try {
      await sharded.connect();
    } catch (error) {
      sharded.destroy();
      // Those who are in the shards already do not hear us, nor we them, but by looking.
      setTimeout(() => this.ended || this.quietly(this.adapt(plain)), TRY_AGAIN_MS).unref();
      throw error;
    }
    if (this.ended) return sharded.destroy();
    this.link = sharded;
    plain.destroy();
    for (const channel of this.watchers.names) this.subscribe(channel);
    this.watchers.tellAll('');
  }

  private subscribe(channel: string): void {
    this.quietly(this.link.subscribe(PREFIX + channel, (text) => this.hear(channel, text)));
  }

  private hear(channel: string, text: string): void {
    const [from = '', sentAt = '', ...words] = text.split(' ');
    if (from === this.self) return;
    this.lagged(Math.max(0, Date.now() - Number(sentAt)));
    this.watchers.tell(channel, words.join(' '));
  }

  private quietly(sent: Promise<unknown>): void {
    sent.catch((error: unknown) => this.ended || this.log.warn(`Redis refused: ${String(error)}`));
  }
}
