import { createWriteStream, mkdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import { build } from '../build.mjs';
import { apiScript, runNode, sentenceOf, startNode } from '../lib/child.mjs';
import { Failure, fileProblem, report } from '../lib/failure.mjs';
import { root } from '../lib/files.mjs';
import { parentOf, takeLock } from '../lib/lock.mjs';
import { assertPortFree } from '../lib/ports.mjs';
import { assertReachable } from '../lib/sql.mjs';
import { startEmbeddedDatabase } from './embedded-database.mjs';
import { needsIdentity, startIdentity } from './identity.mjs';
import { readyBlock } from './ready-block.mjs';
import { readVapid } from '../lib/vapid.mjs';

/** Where a person, or our own question, finds a server that listens on all addresses. */
const addressOf = ({ host, port }) => {
  const name = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
};

/** One run of the whole thing, from the first check to the last process stopped. */
export class Launch {
  #began = performance.now();
  #stopping;
  #cleanup = [];

  constructor(settings) {
    this.settings = settings;
    this.address = addressOf(settings);
  }

  async run() {
    try {
      await this.#checks();
      await this.#prepareAndStart();
    } catch (error) {
      // What fails because we are stopping is no failure.
      if (!this.#stopping) report(error);
      await this.stop();
    }
  }

  /** Ctrl-C, a supervisor's signal, a closed terminal, or npm having been killed: all end everything. */
  watchForTheEnd() {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void this.stop('Stopping'));
    if (process.env.LAUNCHER_PIPE === '1') process.stdin.on('end', () => void this.stop()).resume();
    // Started by npm (perhaps through a shell), we are of no use to anybody once npm was killed.
    if (!process.env.npm_lifecycle_event) return;
    const ancestors = () => `${process.ppid} ${parentOf(process.ppid)}`;
    const before = ancestors();
    setInterval(() => ancestors() !== before && void this.stop(), 500).unref();
  }

  /** Stops in the reverse order of the start; asked again, it is the same stop. */
  stop(reason) {
    this.#stopping ??= (async () => {
      if (reason) console.log(`\n${reason} ...`);
      for (const undo of this.#cleanup.reverse()) await undo();
      if (reason) console.log('Stopped.');
      process.exit();
    })();
    return this.#stopping;
  }

  #step = (what) => console.log(`  ${((performance.now() - this.#began) / 1000).toFixed(1).padStart(5)} s  ${what}`);

  /** Everything that can be refused at once is refused before the long work. */
  async #checks() {
    const { settings } = this;
    if (!settings.databaseUrl) {
      try {
        mkdirSync(path.join(settings.dataDir, 'log'), { recursive: true });
      } catch (error) {
        throw fileProblem(error, `the data folder ${settings.dataDir} (choose another with DATA_DIR)`);
      }
      this.lock = takeLock(path.join(settings.dataDir, 'launcher.lock'));
      this.#cleanup.push(() => this.lock.release());
    }
    await assertPortFree(settings.host, settings.port);
    if (settings.databaseUrl) await assertReachable('DATABASE_URL', settings.databaseUrl);
    if (settings.ownerUrl) await assertReachable('DATABASE_OWNER_URL', settings.ownerUrl);
  }

  async #prepareAndStart() {
    console.log('Starting Samenregie');
    const interrupt = new AbortController();
    this.#cleanup.push(() => interrupt.abort());
    await build(['api'], { onStep: this.#step });
    // The web app is bundled while the database is made: on a first start both take a while.
    const web = build(['web'], { onStep: this.#step, signal: interrupt.signal });
    const [started] = await Promise.all([this.#preparedDatabase(), web]);
    await this.#startApi(started);
  }

  async #preparedDatabase() {
    const database = await this.#database();
    const [identity] = await Promise.all([this.#identity(database), this.#prepare(database)]);
    return { ...database, identity };
  }

  async #database() {
    const { databaseUrl, ownerUrl, dataDir } = this.settings;
    if (databaseUrl) return { apiUrl: databaseUrl, ownerUrl };
    const database = await startEmbeddedDatabase(dataDir, {
      onStep: this.#step,
      onGone: () =>
        this.#failed(
          new Failure(`Postgres stopped unexpectedly, so everything is stopped: see ${dataDir}/log/postgres.log.`),
        ),
    });
    this.#cleanup.push(() => database.stop());
    return database;
  }

  /** Where no real provider is set, the examples have one of their own: it starts while the database is prepared. */
  async #identity({ apiUrl }) {
    if (!needsIdentity(this.settings)) return undefined;
    const publicUrl = process.env.PUBLIC_URL?.trim() || this.address;
    const onLine = (line) => this.ready && console.error(line);
    const identity = await startIdentity({ databaseUrl: apiUrl, publicUrl, onLine });
    this.#cleanup.push(() => identity.stop(1000));
    void identity.ended.then(({ code, signal, complaints }) => {
      const how = signal ?? `exit code ${code}`;
      const sentence = `The local identity provider stopped unexpectedly (${how}), so everything is stopped.`;
      this.#failed(new Failure((!this.ready && sentenceOf(complaints)) || sentence));
    });
    await identity.ready;
    return identity.settings;
  }

  async #prepare({ apiUrl, ownerUrl }) {
    if (!ownerUrl) {
      this.#step('DATABASE_OWNER_URL is not set: migrations, reference data and demo are left as they are');
      return;
    }
    this.#step('preparing the database');
    await runNode(
      apiScript('prepare'),
      {
        env: { ...process.env, DATABASE_URL: apiUrl, DATABASE_OWNER_URL: ownerUrl, DEMO: String(this.settings.demo) },
        onLine: (line) => line.startsWith('step: ') && this.#step(line.slice('step: '.length)),
        onStart: (child) => this.#cleanup.push(() => child.stop(1000)),
      },
      'The database could not be prepared',
    );
  }

  async #startApi({ apiUrl, port, identity }) {
    const { settings } = this;
    this.#step('starting the API');
    const log = this.#apiLog();
    const api = startNode(apiScript('main'), {
      env: {
        // Of one's own they are settings; the example has them by itself.
        ...(settings.demo && readVapid(settings.dataDir)),
        ...process.env,
        HOST: settings.host,
        PORT: String(settings.port),
        DATABASE_URL: apiUrl,
        DATABASE_OWNER_URL: '', // the process that faces the network has no business with the owner's password
        DEMO: String(settings.demo),
        API_INSTANCES: String(settings.instances),
        WEB_DIR: path.join(root, 'dist/web'),
        ...identity,
      },
      onLine: log,
      onError: (line) => this.ready && console.error(line),
    });
    // With few windows open it is gone at once; thousands of readers are sent away over ten seconds.
    this.#cleanup.push(() => api.stop(30_000));
    void api.ended.then(({ code, signal, complaints }) => {
      const how = signal ?? `exit code ${code}`;
      const sentence = `The API stopped unexpectedly (${how}), so everything is stopped.${this.#whereIsTheLog()}`;
      this.#failed(new Failure((!this.ready && sentenceOf(complaints)) || sentence));
    });
    await this.#untilReady(api);
    if (this.#stopping) return;
    this.ready = true;
    this.lock?.note({ url: this.address, databasePort: port });
    console.log(await readyBlock(this.address, settings, ((performance.now() - this.#began) / 1000).toFixed(1)));
  }

  #whereIsTheLog() {
    return this.settings.databaseUrl ? '' : ` See ${this.settings.dataDir}/log/api.log.`;
  }

  async #untilReady(api) {
    let ended = false;
    void api.ended.then(() => (ended = true));
    for (const patience = performance.now() + 60_000; performance.now() < patience && !ended;) {
      const answer = await fetch(`${this.address}/readyz`, { signal: AbortSignal.timeout(2000) }).catch(
        () => undefined,
      );
      if (answer?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    if (!ended) throw new Failure(`The API did not become ready within a minute.${this.#whereIsTheLog()}`);
    await this.#stopping;
  }

  /** With the embedded database this is somebody's own machine: the log goes to a file and only trouble is shown. */
  #apiLog() {
    if (this.settings.databaseUrl) return (line) => console.log(line);
    const file = path.join(this.settings.dataDir, 'log/api.log');
    try {
      renameSync(file, `${file}.previous`);
    } catch {
      // The first start.
    }
    const stream = createWriteStream(file, { mode: 0o600 }).on('error', () => {});
    return (line) => {
      stream.write(`${line}\n`);
      if (/"level":"(warn|error|fatal)"/.test(line)) console.error(line);
    };
  }

  #failed(error) {
    if (this.#stopping) return;
    report(error);
    void this.stop();
  }
}
