// `npm run dev`: the API rebuilt and restarted when its code changes, and the web app with hot reload.
import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import path from 'node:path';
import { build } from './build.mjs';
import { apiScript, runNode, startNode } from './lib/child.mjs';
import { report } from './lib/failure.mjs';
import { root } from './lib/files.mjs';
import { openDatabase } from './lib/open-database.mjs';
import { assertPortFree } from './lib/ports.mjs';
import { assertNode, readSettings } from './lib/settings.mjs';
import { needsIdentity, startIdentity } from './start/identity.mjs';

const vite = path.join(root, 'node_modules/vite/bin/vite.js');
/** The pipe closes when we are gone, however we went. */
const endsWithUs = `data:text/javascript,process.stdin.on('end',()=>process.exit()).resume()`;

const say = (what) => console.log(`dev: ${what}`);

async function dev() {
  assertNode();
  const settings = readSettings();
  await assertPortFree(settings.host, settings.port);
  await build(['api'], { onStep: say });
  const database = await openDatabase(settings, { onStep: say, onGone: () => process.exit(1) });
  const address = `http://${settings.host}:${settings.port}`;
  const env = {
    ...process.env,
    HOST: settings.host,
    PORT: String(settings.port),
    DATABASE_URL: database.apiUrl,
    DEMO: String(settings.demo),
    WEB_DIR: path.join(root, 'dist/web'),
  };
  const prepare = () =>
    runNode(
      apiScript('prepare'),
      { env: { ...env, DATABASE_OWNER_URL: database.ownerUrl }, onLine: say },
      'The database could not be prepared',
    );
  const startApi = () =>
    startNode(apiScript('main'), { env, onLine: (line) => console.log(line), onError: (line) => console.error(line) });

  await prepare();
  if (needsIdentity(settings)) {
    // People look at the page of the web server with hot reload, which passes sign-in on to the API.
    const publicUrl = process.env.PUBLIC_URL?.trim() || 'http://localhost:5173';
    const identity = await startIdentity({ databaseUrl: database.apiUrl, publicUrl, onLine: console.error });
    await identity.ready;
    Object.assign(env, identity.settings);
  }
  let api = startApi();
  const web = spawn(process.execPath, ['--import', endsWithUs, vite, 'apps/web', '--configLoader', 'runner'], {
    cwd: root,
    env: { ...process.env, API_URL: address },
    stdio: ['pipe', 'inherit', 'inherit'],
  });

  // Changes come in bursts (an editor saving several files); one restart at a time.
  let timer;
  let work = Promise.resolve();
  const restart = async () => {
    try {
      await build(['api'], { onStep: say });
      await api.stop(2000);
      await prepare();
      api = startApi();
    } catch (error) {
      report(error);
      process.exitCode = 0;
    }
  };
  for (const folder of ['apps/api/src', 'libs']) {
    watch(path.join(root, folder), { recursive: true }, () => {
      clearTimeout(timer);
      timer = setTimeout(() => (work = work.then(restart)), 150);
    });
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.once(signal, async () => {
      clearTimeout(timer);
      web.kill();
      await work;
      await api.stop();
      await database.close();
      process.exit();
    });
  }
}

await dev().catch((error) => {
  report(error);
  process.exit();
});
