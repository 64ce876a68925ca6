/** Somebody who waits for an answer. */
interface Waiting<K, V> {
  key: K;
  resolve: (value: V) => void;
  reject: (error: unknown) => void;
}

/**
 * Questions of many, asked together: while as many rounds as may be are under way, whoever comes waits for the next one and is
 * answered by it. A thousand at once cost a few statements and a few connections, and one alone waits for nobody. Nobody is
 * answered by a round that began before the question.
 */
export class Together<K, V> {
  private waiting: Waiting<K, V>[] = [];
  private rounds = 0;

  /**
   * @param load answers each of the keys, in their order.
   * @param most keys of one round.
   * @param atOnce rounds at the same time.
   */
  constructor(
    private readonly load: (keys: readonly K[]) => Promise<readonly V[]>,
    private readonly most: number,
    private readonly atOnce: number,
  ) {}

  /** Rejects as the round does that asks it. */
  ask(key: K): Promise<V> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ key, resolve, reject });
      // Who asks in the same turn comes along.
      if (this.waiting.length === 1) queueMicrotask(() => this.begin());
    });
  }

  private begin(): void {
    while (this.rounds < this.atOnce && this.waiting.length > 0) void this.round(this.waiting.splice(0, this.most));
  }

  private async round(all: readonly Waiting<K, V>[]): Promise<void> {
    this.rounds++;
    try {
      const values = await this.load(all.map(({ key }) => key));
      all.forEach(({ resolve }, index) => resolve(values[index]!));
    } catch (error) {
      all.forEach(({ reject }) => reject(error));
    } finally {
      this.rounds--;
      this.begin();
    }
  }
}
