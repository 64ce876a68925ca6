import type { Duplex } from 'node:stream';
import type { Pool, PoolClient } from 'pg';

const seen = new WeakSet<PoolClient>();

/**
 * Sends what a connection is given in one turn of the event loop in one go: a write to a socket costs more than most
 * statements do to put together.
 */
export const coalesceWrites = (pool: Pool): void => {
  pool.on('acquire', (client) => {
    if (seen.has(client)) return;
    seen.add(client);
    const { stream } = (client as unknown as { connection: { stream: Duplex } }).connection;
    const write = stream.write.bind(stream) as (...sent: unknown[]) => boolean;
    let corked = false;
    const uncork = () => {
      corked = false;
      stream.uncork();
    };
    stream.write = (...sent: unknown[]) => {
      if (!corked) {
        corked = true;
        stream.cork();
        process.nextTick(uncork);
      }
      return write(...sent);
    };
  });
};
