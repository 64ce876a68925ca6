let queue: Promise<unknown> = Promise.resolve();

const patience = 30_000;

/**
 * Mutations go one after the other, in the order in which they were made: a second move of the same card carries the
 * version that the first one will give it.
 */
export const orderedFetch: typeof fetch = (input, init) => {
  const body = typeof init?.body === 'string' ? init.body : '';
  if (!body.includes('"query":"mutation')) return fetch(input, init);
  const send = (): Promise<Response> => {
    const limit = AbortSignal.timeout(patience);
    return fetch(input, { ...init, signal: init?.signal ? AbortSignal.any([init.signal, limit]) : limit });
  };
  const answer = queue.then(send, send);
  queue = answer.catch(() => undefined);
  return answer;
};
