import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PATIENCE_MS, type Client } from '../support/client.js';
import { setStage, type Stage } from '../support/partnership.js';

const EVENTS = `subscription ($id: ID!, $after: Cursor) { partnershipEvents(partnershipId: $id, after: $after) {
  sequence cursor subject { ... on CoordinationTask { title } } } }`;
const CREATE = `mutation ($input: CreateTaskInput!) { createTask(input: $input) { task { id } } }`;

interface Message {
  event: string;
  data: {
    data?: { partnershipEvents: { cursor: string; subject: { title: string } } };
    errors?: { extensions: { code: string } }[];
  };
}

let stage: Stage;
let officer: Client;
beforeAll(async () => {
  stage = await setStage();
  officer = await stage.as('officer');
}, 60_000);
afterAll(() => stage.close());

/** A stream of server-sent events, as a client reads it. */
const open = async (query: string, variables: object, token = officer.token) => {
  const stop = new AbortController();
  const response = await fetch(`${stage.api.url}/graphql`, {
    method: 'POST',
    signal: stop.signal,
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      ...(token && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query, variables }),
  });
  const messages: Message[] = [];
  let ended = false;
  const reading = (async () => {
    let text = '';
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const fields = Object.fromEntries(
          text
            .slice(0, end)
            .split('\n')
            .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
        );
        text = text.slice(end + 2);
        if (fields.event) messages.push({ event: fields.event, data: fields.data ? JSON.parse(fields.data) : {} });
      }
    }
    ended = true;
  })().catch(() => (ended = true));
  const until = async (done: () => boolean, within = PATIENCE_MS) => {
    for (const end = Date.now() + within; !done();) {
      if (Date.now() > end) throw new Error(`in vain: ${JSON.stringify(messages)}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  return { response, messages, until, isOver: () => ended, close: () => stop.abort(), reading };
};
/** Where the log stands: what is asked from here on misses nothing, however late the stream begins. */
const cursorNow = async (): Promise<string> =>
  (
    await officer.get<{ partnership: { eventCursor: string } }>(
      `query ($id: ID!) { partnership(id: $id) { eventCursor } }`,
      { id: stage.partnershipId },
    )
  ).partnership.eventCursor;
const create = (title: string) => officer.get(CREATE, { input: { partnershipId: stage.partnershipId, title } });
const titles = (messages: Message[]) => messages.map(({ data }) => data.data?.partnershipEvents.subject.title);

describe('subscriptions as server-sent events', () => {
  it('carry what the socket carries, and go on behind a cursor', async () => {
    const stream = await open(EVENTS, { id: stage.partnershipId, after: await cursorNow() });
    expect(stream.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(stream.response.headers.get('ratelimit-limit')).toMatch(/^\d+$/);
    await create('over de stroom');
    await stream.until(() => stream.messages.length === 1);
    expect(stream.messages[0]).toMatchObject({ event: 'next' });
    expect(titles(stream.messages)).toEqual(['over de stroom']);
    const { cursor } = stream.messages[0]!.data.data!.partnershipEvents;
    stream.close();
    await create('gemist');
    const again = await open(EVENTS, { id: stage.partnershipId, after: cursor });
    await again.until(() => again.messages.length === 1);
    expect(titles(again.messages)).toEqual(['gemist']);
    again.close();
  });

  it('carry presence too', async () => {
    const stream = await open(`subscription ($id: ID!) { presence(partnershipId: $id) { people { displayName } } }`, {
      id: stage.partnershipId,
    });
    await stream.until(() => stream.messages.length > 0);
    expect(stream.messages[0]!.data).toEqual({ data: { presence: { people: [{ displayName: 'Persoon officer' }] } } });
    stream.close();
  });

  it('end with the session, and with the right', async () => {
    const member = await stage.as('member');
    const stream = await open(EVENTS, { id: stage.partnershipId }, member.token);
    await fetch(`${stage.api.url}/auth/sign-out`, {
      method: 'POST',
      headers: { authorization: `Bearer ${member.token}` },
    });
    await stream.until(stream.isOver);
    expect(stream.messages.map(({ event }) => event)).toEqual(['complete']);
    const coordinator = await stage.as('coordinator');
    const other = await open(EVENTS, { id: stage.partnershipId, after: await cursorNow() }, coordinator.token);
    await create('nog wel voor de regio');
    await other.until(() => other.messages.length === 1);
    await stage.world.withdraw(stage.people.coordinator.accountId);
    await other.until(other.isOver);
    expect(other.messages.slice(1).map(({ event, data }) => [event, data.errors?.[0]?.extensions.code])).toEqual([
      ['next', 'ACCESS_ENDED'],
      ['complete', undefined],
    ]);
  });

  it('are no answer to a client that takes JSON too', async () => {
    const response = await fetch(`${stage.api.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream, multipart/mixed' },
      body: JSON.stringify({ query: '{ viewer { demo } }' }),
    });
    expect([response.status, await response.json()]).toEqual([200, { data: { viewer: null } }]);
  });

  it('are refused before they begin, in words of the other transports', async () => {
    const refused = async (query: string, token?: string) => {
      const { response, messages, until, isOver } = await open(query, { id: stage.partnershipId }, token);
      await until(isOver);
      return [response.status, messages[0]?.data.errors?.[0]?.extensions.code];
    };
    expect(await refused('{ viewer { demo } }', officer.token)).toEqual([400, undefined]);
    expect(await refused('subscription { nonsense }', officer.token)).toEqual([400, undefined]);
    expect(await refused(EVENTS, '')).toEqual([200, 'UNAUTHENTICATED']);
    expect(await refused(EVENTS, (await stage.as('outsider')).token)).toEqual([200, 'NOT_FOUND']);
  });
});
