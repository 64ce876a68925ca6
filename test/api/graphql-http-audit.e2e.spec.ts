import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { auditServer, serverAudits } from 'graphql-http';
import { setStage, type Stage } from '../support/partnership.js';
import type { ApiProcess } from '../support/servers.js';

let stage: Stage;
let production: ApiProcess;
beforeAll(async () => {
  stage = await setStage();
  production = await stage.another({ env: { NODE_ENV: 'production' } });
});
afterAll(() => stage.close());

// The names are those of the specification; the addresses come later, when the servers run.
const audits = serverAudits({ url: () => `${stage.api.url}/graphql` });
const failing = async (url: string) =>
  (await auditServer({ url: `${url}/graphql` }))
    .filter(({ status }) => status !== 'ok')
    .map(({ id }) => id)
    .sort();

/** These ask `__type`, so they need introspection, which production does not offer to strangers. */
const needIntrospection = ['28B9', '2EA1', '6A70', 'D6D5'];

describe('GraphQL over HTTP, as the specification audits it', () => {
  it('has audits to pass', () => {
    expect(audits.length).toBeGreaterThan(60);
  });

  it.each(audits.map((audit) => [audit.id, audit.name, audit] as const))('%s: %s', async (_id, _name, audit) => {
    expect(await audit.fn()).toMatchObject({ status: 'ok' });
  });

  it('passes in production too, but for what introspection alone can answer', async () => {
    expect(await failing(production.url)).toEqual(needIntrospection);
  });
});
