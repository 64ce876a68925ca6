import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair } from 'jose';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PATIENCE_MS, type Client } from '../support/client.js';
import { setStage, type Stage } from '../support/partnership.js';
import { sent } from '../support/requests.js';
import { connect, tokenFor } from '../support/service-client.js';
import { Tus } from '../support/tus.js';

const root = path.resolve(import.meta.dirname, '../..');
const blocks = [
  ...readFileSync(path.join(root, 'docs/SERVICE_CLIENTS.md'), 'utf8').matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm),
];
const example = (language: string, containing: string): string => {
  const found = blocks.find(([, of, text]) => of === language && text!.includes(containing));
  if (!found) throw new Error(`docs/SERVICE_CLIENTS.md has no ${language} example with ${containing}`);
  return found[2]!;
};

let stage: Stage;
let manager: Client;
let environment: Record<string, string>;
const running: ChildProcess[] = [];
const folder = mkdtempSync(path.join(tmpdir(), 'samenregie-client-files-'));
beforeAll(async () => {
  stage = await setStage({ env: { DATA_DIR: folder } });
  manager = await stage.as('manager');
  const { client, secret } = await connect(stage, manager, { name: 'Voorbeeld', scopes: ['task.write'] });
  environment = {
    PATH: process.env.PATH ?? '',
    SAMENREGIE: stage.api.url,
    CLIENT_ID: client.clientId,
    CLIENT_SECRET: secret,
    PARTNERSHIP: stage.partnershipId,
  };
});
afterAll(async () => {
  running.forEach((child) => child.kill());
  await stage.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs an example as a partner would. */
const run = (program: string, args: string[], more: Record<string, string> = {}) => {
  const child = spawn(program, args, {
    cwd: root,
    env: { ...environment, ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<number | string | null>((resolve) =>
    child.once('close', (code, signal) => {
      resolve(signal ?? code);
    }),
  );
  const until = async (text: string) => {
    for (const end = Date.now() + PATIENCE_MS; !output.includes(text); await sleep(20))
      if (Date.now() > end) throw new Error(`waited in vain for "${text}" in:\n${output}`);
  };
  return { ended, until, output: () => output };
};
const runNode = (name: string, text: string, more?: Record<string, string>) => {
  // Inside the repository, where the packages it needs are found.
  const file = path.join(root, 'artefacts', `example-${process.pid}-${name}.mjs`);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return run(process.execPath, [file], more);
};

describe('the examples for partners', () => {
  it('with curl read the partnership and show the budget', async () => {
    const shell = run('bash', ['-euo', 'pipefail', '-c', example('bash', 'oauth/token')]);
    expect([await shell.ended, shell.output()]).toEqual([0, expect.stringContaining('"name":"Samen Midwest"')]);
    expect(shell.output()).toMatch(/ratelimit-remaining: \d+/i);
  });

  it('with Node write once, follow, and go on where they were when the token ends', async () => {
    const node = runNode('live', example('js', 'graphql-ws'));
    await node.until('TASK_CREATED by Voorbeeld');
    await stage.world.rows(`delete from access.sessions where kind = 'SERVICE'`);
    await manager.get(`mutation ($input: CreateTaskInput!) { createTask(input: $input) { task { id } } }`, {
      input: { partnershipId: stage.partnershipId, title: 'Terwijl niemand keek' },
    });
    await node.until('TASK_CREATED by Persoon manager');
    expect(node.output().match(/^task \d+$/gm)).toHaveLength(1);
    expect(node.output().match(/TASK_CREATED by Voorbeeld/g)).toHaveLength(1);
  }, 30_000);

  it('with a key pair get a token', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const { client } = await connect(stage, manager, { publicKeys: JSON.stringify(await exportJWK(publicKey)) });
    const node = runNode('key', example('js', 'openid-client'), {
      CLIENT_ID: client.clientId,
      PRIVATE_KEY: JSON.stringify(await exportJWK(privateKey)),
    });
    expect([await node.ended, node.output()]).toEqual([0, 'read for 600 s, 43 characters\n']);
  });

  it('of an actor fetch what goes with a request, answer it, and send a file with the answer', async () => {
    const asked = await sent(stage, manager);
    await new Tus(manager).upload(asked.id, 'vraag.txt', Buffer.from('Klopt dit?'));
    const system = await connect(stage, manager, { worksFor: 'fedasil', scopes: ['request.answer'] });
    const file = path.join(folder, 'lijst.csv');
    // More than one piece.
    writeFileSync(file, 'gemeente;plaatsen\n'.repeat(80_000));
    const node = runNode('files', example('js', 'upload-metadata'), {
      TOKEN: await tokenFor(stage.api.url, system),
      REQUEST: asked.id,
      FILE: file,
    });
    expect([await node.ended, node.output()]).toEqual([0, 'vraag.txt: 10 bytes\nlijst.csv: 1440000 bytes sent\n']);
    const { node: read } = await manager.get<{ node: { answers: object[] } }>(
      `query ($id: ID!) { node(id: $id) { ... on Request { answers { attachments { name size status } } } } }`,
      { id: asked.id },
    );
    expect(read.answers).toEqual([{ attachments: [{ name: 'lijst.csv', size: 1_440_000, status: 'READY' }] }]);
  }, 60_000);
});
