import { createServer } from 'node:net';
import { Failure } from './failure.mjs';

function listen(port, host) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, host, () => {
      const taken = server.address().port;
      server.close(() => resolve(taken));
    });
  });
}

/** A port of the loopback address nobody listens on at this moment. */
export const freePort = () => listen(0, '127.0.0.1');

/** Refuses with a sentence when the address cannot be listened on; asked before the long work begins. */
export async function assertPortFree(host, port) {
  try {
    await listen(port, host);
  } catch (error) {
    const sentence = {
      EADDRINUSE: `Port ${port} is already in use: stop what listens there, or choose another one, for example PORT=${port + 1} npm start.`,
      EACCES: `This user may not listen on port ${port}: choose one above 1023, for example PORT=3000 npm start.`,
      EADDRNOTAVAIL: `HOST=${host} is not an address of this machine: use 127.0.0.1 for this machine only or 0.0.0.0 for all its addresses.`,
      ENOTFOUND: `HOST=${host} is not a known name: use 127.0.0.1 for this machine only or 0.0.0.0 for all its addresses.`,
    }[error.code];
    throw sentence ? new Failure(sentence) : error;
  }
}
