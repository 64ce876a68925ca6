// A real Redis for the tests: found on the path or in REDIS_SERVER, or installed where that is ours to do.
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { findProgram, installWithApt } from './lib/apt.mjs';
import { Failure } from './lib/failure.mjs';
import { freePort } from './lib/ports.mjs';
import { startWatched } from './lib/watched.mjs';

/** The path of redis-server; refuses with a sentence when there is none. */
export function findRedis() {
  const given = process.env.REDIS_SERVER;
  const found = findProgram(given || 'redis-server') ?? (given ? undefined : install());
  if (found && spawnSync(found, ['--version']).status === 0) return found;
  throw new Failure(
    given
      ? `REDIS_SERVER=${given} is not a Redis server: correct it or leave it out.`
      : 'The tests need a Redis server: install it (Debian: apt-get install redis-server) or give its path in REDIS_SERVER.',
  );
}

const install = () => (installWithApt('redis-server') ? findProgram('redis-server') : undefined);

/**
 * Starts a Redis that keeps nothing and ends with us.
 * @param {{ port?: number }} [options] the port of an earlier one, to start it again in its place
 */
export async function startRedis({ port } = {}) {
  const program = findRedis();
  for (let attempt = 1; ; attempt++) {
    const chosen = port ?? (await freePort());
    const keepNothing = ['--save', '', '--appendonly', 'no', '--dir', tmpdir()];
    const command = [program, '--port', String(chosen), '--bind', '127.0.0.1', ...keepNothing];
    const server = await startWatched(command, { ready: 'Ready to accept connections' });
    const { pid, stop, kill } = server;
    if (server.up) return { url: `redis://127.0.0.1:${chosen}`, port: chosen, pid, stop, kill };
    if (attempt === 10) throw new Failure(`Redis did not start: ${server.output.trim().split('\n').at(-1)}`);
  }
}
