import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { ApiError } from '../support/client.js';
import { setStage, type Stage } from '../support/partnership.js';
import { sharedRedisUrl } from '../support/redis.js';
import type { ApiProcess } from '../support/servers.js';

const PER_MINUTE = 200;

let stage: Stage;
let small: ApiProcess;
let token: string;
beforeAll(async () => {
  stage = await setStage();
  small = await stage.another({ env: { COST_PER_MINUTE: String(PER_MINUTE), COST_PER_OPERATION: '60' } });
  token = (await stage.as('officer')).token!;
}, 90_000);
afterAll(() => stage.close());

const post = (url: string, query: string, bearer?: string, more: Record<string, string> = {}) =>
  fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
      ...(bearer && { authorization: `Bearer ${bearer}` }),
      ...more,
    },
    body: JSON.stringify({ query }),
  });
const errorOf = async (response: Response) => ((await response.json()) as { errors: ApiError[] }).errors[0]!.extensions;
/** Goes on until the budget is used up. */
const exhaust = async (url: string, query: string, bearer?: string): Promise<Response> => {
  for (let attempt = 0; attempt < 2 * PER_MINUTE; attempt++) {
    // Another address each time, as whoever wants to look like many would claim.
    const claimed = { 'x-forwarded-for': `198.51.100.${attempt % 250}`, 'x-real-ip': `203.0.113.${attempt % 250}` };
    const response = await post(url, query, bearer, claimed);
    if (response.status === 429) return response;
  }
  throw new Error('the budget has no end');
};

describe('the budget of a caller', () => {
  it('stands in the headers of every answer', async () => {
    const { headers } = await post(stage.api.url, '{ partnerships(first: 10) { nodes { id } } }', token);
    const later = (await post(stage.api.url, '{ viewer { demo } }', token)).headers;
    expect(headers.get('ratelimit-limit')).toBe('720000');
    expect(Number(later.get('ratelimit-remaining'))).toBeLessThan(Number(headers.get('ratelimit-remaining')));
    expect(Number(headers.get('ratelimit-reset'))).toBeGreaterThan(0);
    expect(Number(headers.get('ratelimit-reset'))).toBeLessThanOrEqual(60);
  });

  it('does not pay for an operation that costs too much', async () => {
    const response = await post(small.url, '{ partnerships(first: 100) { nodes { id } } }', token);
    expect(response.status).toBe(400);
    expect(await errorOf(response)).toMatchObject({ code: 'COST_TOO_HIGH', args: { cost: 111, maximum: 60 } });
  });

  it('ends with 429 and a moment to come back, for this caller alone, on both transports', async () => {
    const refused = await exhaust(small.url, '{ partnerships(first: 30) { nodes { id } } }', token);
    const wait = Number(refused.headers.get('retry-after'));
    expect(wait > 0 && wait <= 60).toBe(true);
    expect(refused.headers.get('ratelimit-remaining')).toBe('0');
    const error = await errorOf(refused);
    expect(error.code).toBe('RATE_LIMITED');
    expect(error.args.retryAfterSeconds).toBe(wait);

    const socket = createClient({
      url: small.socketUrl,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      connectionParams: { authorization: `Bearer ${token}` },
    });
    const ask = (query: string) =>
      new Promise<unknown>((resolve) => {
        socket.subscribe({ query }, { next: resolve, error: resolve, complete: () => undefined });
      });
    // Refused twice on one socket: it stays open.
    for (let turn = 0; turn < 2; turn++)
      expect(await ask('{ viewer { demo } }')).toMatchObject([{ extensions: { code: 'RATE_LIMITED' } }]);
    await socket.dispose();

    const other = (await stage.as('member')).token;
    expect((await post(small.url, '{ viewer { demo } }', other)).status).toBe(200);
    expect((await post(small.url, '{ viewer { demo } }')).status).toBe(200);
  });

  it('is taken from by documents that are refused, so that guessing ends too', async () => {
    const guest = await stage.another({ env: { COST_PER_MINUTE: String(PER_MINUTE) } });
    const refused = await exhaust(guest.url, '{ guess }');
    expect((await errorOf(refused)).code).toBe('RATE_LIMITED');
  });

  it('is one budget for all processes behind one Redis', async () => {
    const env = { COST_PER_MINUTE: '123' };
    const redisUrl = sharedRedisUrl();
    const [one, two] = [await stage.another({ redisUrl, env }), await stage.another({ redisUrl, env })];
    const reader = (await stage.as('reader')).token;
    const left: number[] = [];
    for (const { url } of [one, two, one, two]) {
      const { headers } = await post(url, '{ viewer { demo } }', reader);
      left.push(Number(headers.get('ratelimit-remaining')));
    }
    expect(left.map((points) => left[0]! - points)).toEqual([0, 2, 4, 6]);
  });
});

describe('signing in', () => {
  it('is refused after very many attempts from one address', async () => {
    const attempt = () =>
      fetch(`${small.url}/auth/demo`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"persona":"nobody"}',
      });
    const responses = await Promise.all(Array.from({ length: 330 }, attempt));
    const statuses = responses.map(({ status }) => status);
    expect(statuses.filter((status) => status === 404)).toHaveLength(300);
    const response = responses.find(({ status }) => status === 429)!;
    expect(response.status).toBe(429);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await errorOf(response)).code).toBe('RATE_LIMITED');
  });
});
