import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { toGlobalId } from '#libs/kernel';
import { createClient } from 'graphql-ws';
import pg from 'pg';
import { WebSocket } from 'ws';
import { Client, eventually, type Answer } from '../support/client.js';
import { setStage, type Stage } from '../support/partnership.js';
import { bytes } from './hostile/hostile.js';
import { operations, type Operation } from './hostile/every-operation.js';

/** Personal data that could only come from what a client sent. */
const CANARIES = ['Kanarie', 'canary.example', '470 12 34 56', '85073003328'];
const TEXT = 'Kanarie Vogel, kanarie.vogel@canary.example, +32 470 12 34 56, 85073003328';

let stage: Stage;
const tokens: string[] = [];
let ids: Record<string, string>;
beforeAll(async () => {
  stage = await setStage({ env: { COST_PER_OPERATION: '10000000', COST_PER_MINUTE: '1000000000' } });
  const manager = await stage.as('manager');
  const { createTask } = await manager.get<{ createTask: { task: { id: string } } }>(
    'mutation ($input: CreateTaskInput!) { createTask(input: $input) { task { id } } }',
    { input: { partnershipId: stage.partnershipId, title: TEXT, checklist: [TEXT] } },
  );
  ids = {
    partnership: stage.partnershipId,
    task: createTask.task.id,
    parent: createTask.task.id,
    municipalit: stage.municipalities.mesen,
    employer: stage.municipalities.pittem,
    actor: stage.actors.fedasil,
    assignee: toGlobalId('Person', stage.people.member.accountId),
    person: toGlobalId('Person', stage.people.member.accountId),
    organisation: toGlobalId('Organisation', stage.people.member.organisationId),
  };
});
afterAll(() => stage.close());

/** The id of something that exists, by the name of the field that asks for it. */
const realId = (name: string): string => {
  const kind = Object.keys(ids).find((key) => name.toLowerCase().includes(key));
  return ids[kind ?? 'partnership']!;
};
/** Every operation, about things that exist and about things that do not. */
let found: Operation[];
let lost: Operation[];
beforeAll(() => {
  found = operations({ text: TEXT, id: realId });
  lost = operations({ text: TEXT, id: () => TEXT });
});

const as = async (persona: 'manager' | 'officer' | 'fedasil'): Promise<Client> => {
  const client = await stage.as(persona);
  tokens.push(client.token!);
  return client;
};
const codes = (answer: Answer<unknown>): string[] => (answer.errors ?? []).map(({ extensions }) => extensions.code);
const askAll = async (client: Client, list: Operation[]): Promise<[string, string[]][]> => {
  const answers: [string, string[]][] = [];
  for (const { name, kind, query, variables } of list)
    if (kind !== 'subscription') answers.push([name, codes(await client.ask(query, variables))]);
  return answers;
};
const leaked = (): string[] => {
  const output = stage.api.output().toLowerCase();
  return [...CANARIES, ...tokens].filter((canary) => output.includes(canary.toLowerCase()));
};
const while_ = async (statements: [string, string], work: () => Promise<void>): Promise<void> => {
  await stage.world.rows(statements[0]);
  try {
    await work();
  } finally {
    await stage.world.rows(statements[1]);
  }
};

describe('personal data sent through every operation appears in no log', () => {
  it('knows every operation of the schema', () => {
    expect(found.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['Query.node', 'Mutation.createTask', 'Mutation.appointOfficer', 'Subscription.presence']),
    );
    expect(found.length).toBeGreaterThan(28);
    // The canary really is in them.
    expect(JSON.stringify(found)).toContain(TEXT);
  });

  it('of somebody who may, and whose input fits', async () => {
    const answers = await askAll(await as('manager'), found);
    // Nothing stopped at the door: each was executed, whatever it answered.
    const atTheDoor = /^(DOCUMENT_|COST_|RATE_|UNAUTHENTICATED|INTERNAL|UNAVAILABLE)/;
    expect(answers.filter(([, errors]) => errors.some((code) => atTheDoor.test(code)))).toEqual([]);
    expect(answers.filter(([, errors]) => errors.length === 0).length).toBeGreaterThan(10);
    expect(leaked()).toEqual([]);
  });

  it('of people who may less, of nobody, and with ids that are none', async () => {
    for (const client of [
      await as('officer'),
      await as('fedasil'),
      new Client(stage.api.url),
      new Client(stage.api.url, TEXT.replaceAll(/\W/g, 'x')),
    ])
      for (const list of [found, lost])
        expect(await askAll(client, list)).toHaveLength(list.filter(({ kind }) => kind !== 'subscription').length);
    expect(leaked()).toEqual([]);
  });

  it('over a socket', async () => {
    const { token } = await as('officer');
    const socket = createClient({
      url: stage.api.socketUrl,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      connectionParams: { authorization: `Bearer ${token!}`, name: TEXT },
    });
    let answered = 0;
    for (const { query, variables, kind } of [...found, ...lost]) {
      await new Promise<void>((resolve) => {
        const end = () => {
          answered++;
          resolve();
        };
        const stop = socket.subscribe({ query, variables }, { next: end, error: end, complete: end });
        // A stream that was granted is silent until something happens.
        if (kind === 'subscription')
          setTimeout(() => {
            stop();
            resolve();
          }, 200);
      });
    }
    await socket.dispose();
    expect(answered).toBeGreaterThan(50);
    expect(leaked()).toEqual([]);
  });

  it('in documents, names, addresses, headers and bodies that make no sense', async () => {
    const { url } = stage.api;
    const client = await as('officer');
    for (const query of [
      `{ ${TEXT} }`,
      `{ node(id: "${TEXT}" }`,
      `query ($a: Kanarie!) { node(id: $a) { id } }`,
      `# ${TEXT}`,
    ])
      expect((await client.ask(query, { [TEXT]: TEXT })).errors).toHaveLength(1);
    const json = { 'content-type': 'application/json' };
    const odd = {
      cookie: `samenregie_session=${encodeURIComponent(TEXT)}`,
      'user-agent': TEXT,
      'x-forwarded-for': TEXT,
      referer: `https://x/${encodeURIComponent(TEXT)}`,
    };
    const statuses: number[] = [];
    const send = async (path: string, init: RequestInit) => statuses.push((await fetch(url + path, init)).status);
    for (const path of [
      '/oauth/token',
      '/audit/export',
      '/auth/outbox',
      '/auth/demo',
      '/auth/sign-out',
      '/graphql',
      `/${encodeURIComponent(TEXT)}`,
    ]) {
      await send(path, {
        method: 'POST',
        headers: { ...json, ...odd },
        body: JSON.stringify({ persona: TEXT, query: TEXT, operationName: TEXT }),
      });
      await send(path, { method: 'POST', headers: { ...json, ...odd }, body: `{"persona": ${TEXT}` });
      await send(path, { method: 'POST', headers: json, body: JSON.stringify(TEXT.repeat(5_000)) });
      const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: TEXT, client_secret: TEXT });
      await send(path, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: form,
      });
      await send(`${path}?query=${encodeURIComponent(TEXT)}`, { headers: { ...odd, authorization: `Bearer ${TEXT}` } });
    }
    expect(statuses.filter((status) => status >= 500)).toEqual([]);
    expect(await bytes(url, `GET /${TEXT} HTTP/1.1\r\n\r\n`)).toBe('400');
    expect(await bytes(url, `GET / HTTP/1.1\r\nHost: x\r\n${TEXT}\r\n\r\n`)).toBe('400');
    expect(leaked()).toEqual([]);
  });

  it('when the database breaks off with the row in its message', async () => {
    const officer = await as('officer');
    const before = stage.api.output().length;
    await while_(
      [
        `create function coordination.leak() returns trigger language plpgsql as
           $$ begin raise exception 'what a row: %', new.title using detail = new.title, hint = new.title; end $$;
         create trigger leak before insert on coordination.tasks for each row execute function coordination.leak()`,
        `drop trigger leak on coordination.tasks; drop function coordination.leak()`,
      ],
      async () => {
        const { query } = operations({ text: TEXT, id: realId }).find(({ name }) => name === 'Mutation.createTask')!;
        const input = { partnershipId: stage.partnershipId, title: TEXT };
        expect((await officer.refusal(query, { input })).extensions.code).toBe('INTERNAL');
      },
    );
    // It is in the log, which comes by another way than the answer, with the place, without the row.
    await eventually(() => stage.api.output().slice(before).includes('SQLSTATE P0001'));
    expect(leaked()).toEqual([]);
  });

  it('when a table is missing', async () => {
    const officer = await as('officer');
    await while_(
      ['alter table coordination.tasks rename to tasks_gone', 'alter table coordination.tasks_gone rename to tasks'],
      async () => {
        const answers = await askAll(officer, found);
        expect(answers.filter(([, errors]) => errors.includes('INTERNAL')).length).toBeGreaterThan(3);
      },
    );
    expect(leaked()).toEqual([]);
  });

  it('while the database is away', async () => {
    const officer = await as('officer');
    const { name } = stage.database;
    const admin = new pg.Client({ connectionString: process.env.TEST_ADMIN_URL });
    await admin.connect();
    try {
      await admin.query(`alter database ${name} connection limit 0`);
      await admin.query(
        // Waits until each is gone: one that is still going would answer.
        `select pg_terminate_backend(pid, 20000) from pg_stat_activity where datname = $1 and application_name = 'samenregie'`,
        [name],
      );
      const answers = await askAll(officer, found);
      expect(answers.every(([, errors]) => errors.includes('UNAVAILABLE'))).toBe(true);
      await fetch(`${stage.api.url}/auth/demo`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ persona: TEXT }),
      });
    } finally {
      await admin.query(`alter database ${name} connection limit -1`);
      await admin.end();
    }
    await eventually(() => stage.api.output().includes('database out of reach'));
    expect(leaked()).toEqual([]);
  });
});
