// `npm run test:browser`: starts Samenregie as `npm start` does, once for each of two workers, each on a folder and a port of
// its own, and runs the browser tests against them. They find the addresses in BASE_URLS, the owner's way into the databases
// in OWNER_URLS and the browser in CHROMIUM. Ends with one counted line.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from './build.mjs';
import { findChromium } from './chromium.mjs';
import { startNode } from './lib/child.mjs';
import { Failure, report } from './lib/failure.mjs';
import { root } from './lib/files.mjs';
import { openDatabase } from './lib/open-database.mjs';
import { freePort } from './lib/ports.mjs';
import { assertNode } from './lib/settings.mjs';

const config = path.join(root, 'test/browser/playwright.config.ts');
const reportFile = path.join(root, 'artefacts/browser.json');

/** Tests of one worker take turns on its Samenregie; one file needs no second one. */
const copies = process.argv.slice(2).some((argument) => !argument.startsWith('-')) ? 1 : 2;

async function startSamenregie(dataDir) {
  const port = String(await freePort());
  const { DATABASE_URL: _d, DATABASE_OWNER_URL: _o, REDIS_URL: _r, npm_lifecycle_event: _n, ...env } = process.env;
  let ready;
  const isReady = new Promise((resolve) => (ready = resolve));
  const app = startNode(path.join(root, 'tools/start.mjs'), {
    env: { ...env, HOST: '127.0.0.1', PORT: port, DATA_DIR: dataDir, DEMO: 'true' },
    onLine: (line) => line.includes(' is ready ') && ready(true),
    onError: (line) => console.error(line),
  });
  const up = await Promise.race([isReady, app.ended.then(() => false)]);
  if (!up) throw new Failure('Samenregie did not start for the browser tests.');
  const { ownerUrl } = await openDatabase({ dataDir }, { onStep: () => {}, shared: true });
  return { url: `http://127.0.0.1:${port}`, ownerUrl, stop: () => app.stop(15_000) };
}

function playwright(env) {
  return new Promise((resolve) => {
    const args = ['test', '--config', config, '--reporter', 'list,json', ...process.argv.slice(2)];
    const program = path.join(root, 'node_modules/.bin/playwright');
    const child = spawn(program, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
    child.once('error', () => resolve(1));
    child.once('close', (code) => resolve(code ?? 1));
  });
}

function counted(code) {
  if (!existsSync(reportFile)) return { passed: 0, failed: 1 };
  const { stats, errors } = JSON.parse(readFileSync(reportFile, 'utf8'));
  // A test that passed at the second try passed, and is named as flaky in the report above.
  const failed = stats.unexpected + errors.length;
  return { passed: stats.expected + stats.flaky, failed: failed || (code === 0 ? 0 : 1) };
}

async function testBrowser() {
  assertNode();
  if (!existsSync(config)) throw new Failure(`There is no ${path.relative(root, config)}: nothing to run.`);
  const chromium = findChromium();
  await build(undefined, { onStep: (step) => console.log(step) });
  const folder = mkdtempSync(path.join(tmpdir(), 'samenregie-browser-'));
  mkdirSync(path.dirname(reportFile), { recursive: true });
  rmSync(reportFile, { force: true });
  const starts = [];
  try {
    console.log('starting Samenregie for the browser tests');
    for (let nr = 0; nr < copies; nr++) starts.push(startSamenregie(path.join(folder, String(nr))));
    const apps = await Promise.all(starts);
    const env = {
      ...process.env,
      BASE_URLS: apps.map(({ url }) => url).join(' '),
      OWNER_URLS: apps.map(({ ownerUrl }) => ownerUrl).join(' '),
      CHROMIUM: chromium,
      PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile,
    };
    const code = await playwright(env);
    const { passed, failed } = counted(code);
    if (failed > 0) process.exitCode = 1;
    console.log(`\n${passed} passed, ${failed} failed`);
  } finally {
    for (const { value } of await Promise.allSettled(starts)) await value?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

await testBrowser().catch((error) => {
  report(error);
  console.log('0 passed, 1 failed');
});
