import { connect } from 'node:net';
import { once } from 'node:events';

const PATIENCE_MS = 50_000;

/** Asks a ClamAV daemon about a stream of bytes (INSTREAM over TCP). @throws Error when it gives no verdict. */
export const isInfected = async (
  address: { host: string; port: number },
  bytes: AsyncIterable<Uint8Array>,
): Promise<boolean> => {
  const socket = connect({ ...address, signal: AbortSignal.timeout(PATIENCE_MS) });
  let answer = '';
  const end = new Promise<void>((resolve, reject) => {
    socket.on('data', (chunk) => (answer += chunk.toString('utf8')));
    socket.once('end', resolve).once('error', reject);
  });
  // Whoever waits for it below hears of it; until then nobody does.
  end.catch(() => undefined);
  try {
    await once(socket, 'connect');
    socket.write('zINSTREAM\0');
    for await (const chunk of bytes) {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(chunk.length);
      socket.write(length);
      // It hangs up in the middle on what it finds too long.
      if (!socket.write(chunk)) await Promise.race([once(socket, 'drain'), end]);
    }
    socket.write(Buffer.alloc(4));
    await end;
  } finally {
    socket.destroy();
  }
  const verdict = answer.replaceAll('\0', '').trim();
  if (verdict.endsWith(' FOUND')) return true;
  if (verdict.endsWith(' OK')) return false;
  throw Object.assign(new Error('the scanner gives no verdict'), { code: 'NO_VERDICT' });
};
