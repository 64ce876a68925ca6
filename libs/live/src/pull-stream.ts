/**
 * An async iterator over batches. A generator function would not hear `return` while it waits; this one ends at once.
 * `pull` answers the next batch, or undefined when there is no more; `cleanUp` runs once, whatever ends the stream.
 */
export const pullStream = <T>(
  pull: (ended: () => boolean) => Promise<T[] | undefined>,
  cleanUp: () => void,
): AsyncGenerator<T> => {
  let ended = false;
  let batch: T[] = [];
  const end = async (): Promise<IteratorResult<T>> => {
    if (!ended) {
      ended = true;
      cleanUp();
    }
    return { done: true, value: undefined };
  };
  const stream = {
    next: async (): Promise<IteratorResult<T>> => {
      try {
        while (!ended) {
          const value = batch.shift();
          if (value !== undefined) return { done: false, value };
          const next = await pull(() => ended);
          if (!next) break;
          batch = next;
        }
      } catch (error) {
        await end();
        throw error;
      }
      return end();
    },
    return: end,
    throw: async (error: unknown): Promise<IteratorResult<T>> => {
      await end();
      throw error;
    },
    [Symbol.asyncIterator]: () => stream as unknown as AsyncGenerator<T>,
    [Symbol.toStringTag]: 'AsyncGenerator',
  };
  return stream as unknown as AsyncGenerator<T>;
};
