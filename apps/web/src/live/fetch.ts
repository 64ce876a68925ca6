let queue: Promise<unknown> = Promise.resolve();

const patience = 30_000;

/** How long a question lets changes go first. */
const courtesy = 5_000;

/**
 * Mutations go one after the other, in the order in which they were made: a second move of the same card carries the
 * version that the first one will give it. A question goes after the changes that are under way: an answer from before
 * them would take them back on screen.
 */
export const orderedFetch: typeof fetch = (input, init) => {
  const body = typeof init?.body === 'string' ? init.body : '';
  if (!body.includes('"query":"mutation')) return afterChanges().then(() => fetch(input, init));
  const send = (): Promise<Response> => {
    const limit = AbortSignal.timeout(patience);
    return fetch(input, { ...init, signal: init?.signal ? AbortSignal.any([init.signal, limit]) : limit });
  };
  const answer = queue.then(send, send);
  queue = answer.catch(() => undefined);
  return answer;
};

function afterChanges(): Promise<unknown> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const enough = new Promise((resolve) => (timer = setTimeout(resolve, courtesy)));
  return Promise.race([queue, enough]).finally(() => clearTimeout(timer));
}
