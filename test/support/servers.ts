import { spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The built API as a process of its own, for tests over the network and for those that kill it. */
export interface ApiProcess {
  /** http://127.0.0.1:port */
  readonly url: string;
  readonly socketUrl: string;
  readonly pid: number;
  /** Undefined while it runs; null when a signal ended it. */
  exitCode(): number | null | undefined;
  /** Everything it wrote, for messages and for tests of what must not be in a log. */
  output(): string;
  /** SIGTERM, and waits. */
  stop(): Promise<void>;
  /** SIGKILL, and waits. */
  kill(): Promise<void>;
}

export interface ApiOptions {
  /** The login role's database address. */
  readonly databaseUrl: string;
  readonly redisUrl?: string;
  /** A fixed port, to start again where one was killed. */
  readonly port?: number;
  readonly demo?: boolean;
  readonly env?: Record<string, string>;
}

const root = path.resolve(import.meta.dirname, '../..');

/** A port of the loopback address nobody listens on at this moment. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => {
        resolve(port);
      });
    });
  });

/** Starts the API and waits until it answers on /readyz; it ends with the test process whatever happens to that. */
export async function startApi(options: ApiOptions): Promise<ApiProcess> {
  const port = options.port ?? (await freePort());
  const url = `http://127.0.0.1:${String(port)}`;
  const child = spawn(process.execPath, [path.join(root, 'dist/apps/api/src/main.js')], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'test',
      HOST: '127.0.0.1',
      PORT: String(port),
      DATABASE_URL: options.databaseUrl,
      ...(options.redisUrl && { REDIS_URL: options.redisUrl }),
      DEMO: String(options.demo ?? true),
      WEB_DIR: path.join(root, 'dist/web'),
      LAUNCHER_PIPE: '1',
      // Dozens of these processes load the same files.
      NODE_COMPILE_CACHE: path.join(root, 'dist/.compiled'),
      ...options.env,
    },
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stdin.on('error', () => undefined);
  const state: { ended: boolean; code?: number | null } = { ended: false };
  const end = new Promise<void>((resolve) => {
    child.once('close', (code) => {
      state.ended = true;
      state.code = code;
      resolve();
    });
  });
  const signal = async (name: NodeJS.Signals): Promise<void> => {
    if (!state.ended) child.kill(name);
    await end;
  };
  for (let attempt = 0; attempt < 600 && !state.ended; attempt++) {
    const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2000) }).catch(() => undefined);
    if (answer?.ok) {
      return {
        url,
        socketUrl: `${url.replace('http', 'ws')}/graphql`,
        pid: child.pid ?? 0,
        exitCode: () => state.code,
        output: () => output,
        stop: () => signal('SIGTERM'),
        kill: () => signal('SIGKILL'),
      };
    }
    await sleep(50);
  }
  await signal('SIGKILL');
  throw new Error(`the API did not become ready:\n${output}`);
}
