import { type RunningRedis, startRedis as start } from '../../tools/redis.mjs';

/** A Redis of one's own, for tests in which it goes away. */
export interface TestRedis {
  readonly url: string;
  /** SIGSTOP and SIGCONT: it is there, and answers nobody. */
  signal(name: 'SIGSTOP' | 'SIGCONT'): void;
  /** kill -9; nothing it held survives. */
  kill(): Promise<void>;
  /** A new, empty one on the same address, after `kill`. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** The Redis all spec files share; use channel names of one's own. */
export function sharedRedisUrl(): string {
  const url = process.env.TEST_REDIS_URL;
  if (!url) throw new Error('TEST_REDIS_URL is not set: run this spec with "npm run test:jest -- <file>"');
  return url;
}

export async function startRedis(): Promise<TestRedis> {
  let running: RunningRedis = await start();
  const { url, port } = running;
  return {
    url,
    signal: (name) => process.kill(running.pid, name),
    kill: () => running.kill(),
    restart: async () => {
      running = await start({ port });
    },
    stop: () => running.stop(),
  };
}
