import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Stands between clients and one address, and can do to connections what networks do. */
export interface Proxy {
  readonly url: string;
  /** Ends every connection at once, in both directions. */
  cut(): void;
  /**
   * Every connection of this moment stays open and carries nothing any more; those made later are whole. `end` cuts them:
   * what was under way is lost.
   */
  freeze(): { end(): void };
  close(): void;
}

interface Pair {
  near: Socket;
  far: Socket;
}

/** @param port of this machine; nobody need listen there yet. */
export const startProxy = async (port: number): Promise<Proxy> => {
  const pairs = new Set<Pair>();
  const drop = (pair: Pair) => {
    pairs.delete(pair);
    pair.near.destroy();
    pair.far.destroy();
  };
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    const pair = { near, far };
    pairs.add(pair);
    for (const socket of [near, far]) {
      socket.setNoDelay(true);
      socket.on('error', () => drop(pair));
      socket.on('close', () => drop(pair));
    }
    near.pipe(far);
    far.pipe(near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut: () => [...pairs].forEach(drop),
    freeze: () => {
      const frozen = [...pairs];
      for (const { near, far } of frozen) {
        near.unpipe(far);
        far.unpipe(near);
        near.pause();
        far.pause();
      }
      return { end: () => frozen.forEach(drop) };
    },
    close: () => {
      server.close();
      [...pairs].forEach(drop);
    },
  };
};
