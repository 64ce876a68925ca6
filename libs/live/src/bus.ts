/** Told of a message on a channel. */
export type Watcher = (message: string) => void;

/** Carries wake-ups between those who write and those who stream; may lose them, so nobody relies on it alone. */
export abstract class Bus {
  /** Calls the watcher for every message on the channel, until the returned function is called. */
  abstract watch(channel: string, watcher: Watcher): () => void;

  /** Sends a message to every process; never waits and never throws. */
  abstract publish(channel: string, message: string): void;

  /** False while messages of other processes do not arrive. */
  abstract get connected(): boolean;

  /** Told how long a message of another process took, in milliseconds by the clocks of both. */
  onLag: (milliseconds: number) => void = () => undefined;

  protected lagged(milliseconds: number): void {
    this.onLag(milliseconds);
  }
}

/** Channels with local watchers; tells when the first one comes and the last one goes. */
export class Watchers {
  private readonly channels = new Map<string, Set<Watcher>>();

  constructor(
    private readonly opened: (channel: string) => void = () => undefined,
    private readonly closed: (channel: string) => void = () => undefined,
  ) {}

  add(channel: string, watcher: Watcher): () => void {
    const watchers = this.channels.get(channel) ?? new Set();
    if (watchers.size === 0) {
      this.channels.set(channel, watchers);
      this.opened(channel);
    }
    watchers.add(watcher);
    return () => {
      if (!watchers.delete(watcher) || watchers.size > 0) return;
      this.channels.delete(channel);
      this.closed(channel);
    };
  }

  tell(channel: string, message: string): void {
    for (const watcher of [...(this.channels.get(channel) ?? [])]) watcher(message);
  }

  /** Wakes everybody, after messages may have been lost. */
  tellAll(message: string): void {
    for (const channel of [...this.channels.keys()]) this.tell(channel, message);
  }

  get size(): number {
    return this.channels.size;
  }

  /** Channels somebody watches. */
  get names(): string[] {
    return [...this.channels.keys()];
  }
}

/** The bus of a single process. */
export class InProcessBus extends Bus {
  private readonly watchers = new Watchers();

  override watch(channel: string, watcher: Watcher): () => void {
    return this.watchers.add(channel, watcher);
  }

  override publish(channel: string, message: string): void {
    // In a later turn, as with a network in between: a writer never runs its readers' code.
    setImmediate(() => this.watchers.tell(channel, message));
  }

  override get connected(): boolean {
    return true;
  }
}
