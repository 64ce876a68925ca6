import { createClient, createCluster, type RedisClientOptions, type RedisClientType } from 'redis';

/** How long a connection may take to be made, in milliseconds. */
export const CONNECT_TIMEOUT_MS = 3_000;
/** A Redis that says nothing for so long is away, even if its connection is not: it was asked every two seconds. */
const SILENCE_MS = 6_000;
const ASK_EVERY_MS = 2_000;

/** One way to carry messages over Redis. */
export interface RedisLink {
  readonly connected: boolean;
  /** For other small shared state, such as presence: commands on one key. */
  readonly client: RedisClientType;
  connect(): Promise<unknown>;
  publish(channel: string, message: string): Promise<unknown>;
  subscribe(channel: string, listener: (message: string) => void): Promise<unknown>;
  unsubscribe(channel: string): Promise<unknown>;
  destroy(): void;
}

/** What a link tells of itself. */
export interface LinkListener {
  failed(error: Error): void;
  /** Messages arrive again; some may have been lost before. */
  back(): void;
}

const optionsFor = (): Pick<RedisClientOptions, 'socket' | 'pingInterval'> => ({
  pingInterval: ASK_EVERY_MS,
  socket: {
    connectTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: SILENCE_MS,
    reconnectStrategy: (tries) => Math.min(50 * 2 ** tries, 1_000),
  },
});

/** A single Redis, or one with replicas: a connection to publish, and one to listen. */
export class PlainLink implements RedisLink {
  readonly client: RedisClientType;
  private readonly subscriber: RedisClientType;

  constructor(url: string, listener: LinkListener) {
    this.client = createClient({ url, disableOfflineQueue: true, ...optionsFor() });
    // Subscriptions made while Redis is away are kept by the client and made when it is back.
    this.subscriber = this.client.duplicate({ disableOfflineQueue: false });
    for (const client of [this.client, this.subscriber]) client.on('error', (error: Error) => listener.failed(error));
    this.subscriber.on('ready', () => listener.back());
  }

  get connected(): boolean {
    return this.client.isReady && this.subscriber.isReady;
  }

  connect(): Promise<unknown> {
    return Promise.allSettled([this.client.connect(), this.subscriber.connect()]);
  }

  publish(channel: string, message: string): Promise<unknown> {
    return this.client.publish(channel, message);
  }

  subscribe(channel: string, listener: (message: string) => void): Promise<unknown> {
    return this.subscriber.subscribe(channel, listener);
  }

  unsubscribe(channel: string): Promise<unknown> {
    return this.subscriber.unsubscribe(channel);
  }

  destroy(): void {
    this.client.destroy();
    this.subscriber.destroy();
  }
}

/** A cluster: a channel lives in the shard its name hashes to, and its messages do not leave that shard. */
export class ShardedLink implements RedisLink {
  private readonly cluster;
  private readonly away = new Set<string>();

  constructor(url: string, listener: LinkListener) {
    const { username, password, protocol } = new URL(url);
    const { socket, pingInterval } = optionsFor();
    this.cluster = createCluster({
      rootNodes: [{ url }],
      // The nodes found through the first one want the same name and password.
      defaults: {
        pingInterval,
        ...(username && { username: decodeURIComponent(username) }),
        ...(password && { password: decodeURIComponent(password) }),
        socket: { ...socket, ...(protocol === 'rediss:' && { tls: true }) } as typeof socket,
      },
    });
    const nameOf = ({ host, port }: { host: string; port: number }) => `${host}:${port}`;
    this.cluster.on('error', (error: Error) => listener.failed(error));
    this.cluster.on('node-error', (error: Error, node: { host: string; port: number }) => {
      this.away.add(nameOf(node));
      listener.failed(error);
    });
    this.cluster.on('node-ready', (node: { host: string; port: number }) => {
      this.away.delete(nameOf(node));
      listener.back();
    });
  }

  get connected(): boolean {
    return this.cluster.isReady && this.away.size === 0;
  }

  get client(): RedisClientType {
    // The commands for one key are the same; the cluster finds the node for it.
    return this.cluster as unknown as RedisClientType;
  }

  connect(): Promise<unknown> {
    return this.cluster.connect();
  }

  publish(channel: string, message: string): Promise<unknown> {
    return this.cluster.sPublish(channel, message);
  }

  subscribe(channel: string, listener: (message: string) => void): Promise<unknown> {
    return this.cluster.sSubscribe(channel, listener);
  }

  unsubscribe(channel: string): Promise<unknown> {
    return this.cluster.sUnsubscribe(channel);
  }

  destroy(): void {
    this.cluster.destroy();
  }
}
