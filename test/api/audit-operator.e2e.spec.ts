import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { freshDatabase, type TestDatabase } from '../support/database.js';

let database: TestDatabase;
let superuser: pg.Client;
let folder: string;
beforeAll(async () => {
  database = await freshDatabase();
  folder = mkdtempSync(path.join(tmpdir(), 'samenregie-audit-'));
  const url = new URL(process.env.TEST_ADMIN_URL!);
  url.pathname = database.name;
  superuser = new pg.Client({ connectionString: url.href });
  await superuser.connect();
  const line = { kind: 'SESSION', action: 'signIn', persons: [], fields: [], result: 'OK' };
  await superuser.query(`select audit.append($1, null)`, [JSON.stringify([line, line, line])]);
});
afterAll(async () => {
  await superuser.end();
  rmSync(folder, { recursive: true });
  await database.drop();
});

const run = (args: string[], env: Record<string, string> = {}) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/apps/api/src/audit.js', ...args], {
    env: { PATH: process.env.PATH, DATABASE_OWNER_URL: database.ownerUrl, DATABASE_URL: database.apiUrl, ...env },
    encoding: 'utf8',
    timeout: 20_000,
  });
  return { status, said: stdout.trim(), complaint: stderr.trim() };
};

describe('an operator', () => {
  it('sees where every chain stands, and that none is broken', () => {
    const head = run(['head']);
    expect(head).toEqual({
      status: 0,
      said: expect.stringMatching(/^without-partnership 3 [0-9a-f]{64}$/),
      complaint: '',
    });
    const file = path.join(folder, 'heads.txt');
    writeFileSync(file, head.said);
    expect(run(['verify', file])).toEqual({
      status: 0,
      said: `${head.said}\n# unbroken: 3 lines in 1 chains`,
      complaint: '',
    });
  });

  it('is told in one sentence what is wrong with the question', () => {
    expect(run([])).toMatchObject({ status: 1, complaint: expect.stringMatching(/^Say what to do: /) });
    expect(run(['verify', '/nowhere'])).toMatchObject({
      status: 1,
      complaint: expect.stringMatching(/cannot be read\.$/),
    });
    expect(run(['head'], { DATABASE_OWNER_URL: '' })).toMatchObject({
      status: 1,
      complaint: expect.stringMatching(/^DATABASE_OWNER_URL is not set/),
    });
  });

  it('is told the first line that is not what was recorded', async () => {
    await superuser.query(`set session_replication_role = replica`);
    await superuser.query(`update audit.lines set account_id = gen_random_uuid() where sequence >= 2`);
    expect(run(['verify'])).toEqual({
      status: 1,
      said: '',
      complaint: 'The log is broken: chain without-partnership, line 2: its content is not what was recorded.',
    });
  });
});
