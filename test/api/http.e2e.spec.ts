import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { Client } from '../support/client.js';
import { setStage, type Stage } from '../support/partnership.js';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.close());

const post = (body: BodyInit, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
  fetch(`${stage.api.url}/graphql`, { method: 'POST', headers, body });

describe('the API over HTTP', () => {
  it('says that it lives and is ready', async () => {
    expect(await (await fetch(`${stage.api.url}/livez`)).json()).toEqual({ status: 'ok' });
    const ready = { status: 'ok', parts: { database: 'ok', jobs: 'ok' } };
    expect(await (await fetch(`${stage.api.url}/readyz`)).json()).toEqual(ready);
  });

  it.each([
    ['no JSON', '{', { 'content-type': 'application/json' }, 400],
    ['another content type', 'query={viewer{demo}}', { 'content-type': 'text/plain' }, 415],
    ['a form', 'query=x', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    [
      'a body that is too large',
      JSON.stringify({ query: 'x'.repeat(300_000) }),
      { 'content-type': 'application/json' },
      413,
    ],
    ['a batch', '[{"query":"{ viewer { demo } }"}]', { 'content-type': 'application/json' }, 400],
    ['no query', '{}', { 'content-type': 'application/json', accept: 'application/graphql-response+json' }, 400],
  ])('refuses %s without telling about itself', async (_what, body, headers, status) => {
    const response = await post(body, headers);
    const text = await response.text();
    expect([response.status, /at \w+ \(|node_modules|\.js:\d|postgres|select /i.test(text)]).toEqual([status, false]);
  });

  it('refuses GET and unknown paths, and shows no page that is none', async () => {
    expect((await fetch(`${stage.api.url}/graphql?query={viewer{demo}}`)).status).toBe(405);
    expect((await fetch(`${stage.api.url}/nergens`)).status).toBe(404);
    expect(
      (
        await fetch(`${stage.api.url}/auth/demo`, {
          method: 'POST',
          body: '{"persona":"niemand"}',
          headers: { 'content-type': 'application/json' },
        })
      ).status,
    ).toBe(404);
  });

  it('sends headers that keep other sites out', async () => {
    const { headers } = await fetch(`${stage.api.url}/livez`);
    expect(headers.get('content-security-policy')).toContain(`default-src 'self'`);
    expect(headers.get('content-security-policy')).toContain(`frame-ancestors 'none'`);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it('answers hostile documents with a code, and goes on', async () => {
    const officer = await stage.as('officer');
    const deep = `{ partnership(id: "x") ${'{ tasks { nodes { partnership '.repeat(10)} { id } ${'} } }'.repeat(10)} }`;
    expect((await officer.refusal(deep)).extensions).toMatchObject({
      code: 'DOCUMENT_TOO_LARGE',
      args: { limit: 'depth' },
    });
    expect((await officer.refusal('{ nonsense }')).extensions.code).toBe('DOCUMENT_INVALID');
    const many = await officer.refusal('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
      ids: Array(101).fill('x'),
    });
    expect(many.extensions).toMatchObject({ code: 'INVALID_INPUT', args: { reason: 'TOO_MANY', limit: 100 } });
    expect(await officer.get('{ viewer { demo } }')).toEqual({ viewer: { demo: true } });
  });

  it('is unavailable, and says so, while the database is away', async () => {
    const officer = await stage.as('officer');
    const { name } = stage.database;
    const admin = new pg.Client({ connectionString: process.env.TEST_ADMIN_URL });
    await admin.connect();
    try {
      await admin.query(`alter database ${name} connection limit 0`);
      await admin.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and application_name = 'samenregie'`,
        [name],
      );
      const { extensions } = await officer.refusal('{ partnerships { totalCount } }');
      expect(extensions.code).toBe('UNAVAILABLE');
      expect((await fetch(`${stage.api.url}/readyz`)).status).toBe(503);
    } finally {
      await admin.query(`alter database ${name} connection limit -1`);
      await admin.end();
    }
    expect(await officer.get('{ partnerships { totalCount } }')).toEqual({ partnerships: { totalCount: 1 } });
  });

  it('names every code it uses in the schema and in docs/errors.md', async () => {
    const { errorCodes } = await new Client(stage.api.url).get<{ errorCodes: { code: string; message: string }[] }>(
      '{ errorCodes { code message } }',
    );
    const document = readFileSync('docs/errors.md', 'utf8');
    for (const { message } of errorCodes) expect(document).toContain(message);
    expect(errorCodes.map(({ code }) => code).filter((code) => !document.includes(`\`${code}\``))).toEqual([]);
  });

  it('keeps names and tokens out of its log', async () => {
    const officer = await stage.as('officer');
    await officer.ask('mutation ($input: CreateTaskInput!) { createTask(input: $input) { task { id } } }', {
      input: { partnershipId: stage.partnershipId, title: 'GEHEIM'.repeat(50) },
    });
    expect(stage.api.output()).not.toContain('GEHEIM');
    expect(stage.api.output()).not.toContain(officer.token);
  });
});
