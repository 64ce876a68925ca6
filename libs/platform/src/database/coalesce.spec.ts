import { describe, expect, it } from '@jest/globals';
import { EventEmitter } from 'node:events';
import { Writable } from 'node:stream';
import type { Pool } from 'pg';
import { coalesceWrites } from './coalesce.js';

/** A pool whose one connection tells what was written to it in one go. */
const setUp = () => {
  const trips: string[] = [];
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      trips.push(chunk.toString());
      done();
    },
    writev: (chunks, done) => {
      trips.push(chunks.map(({ chunk }) => (chunk as Buffer).toString()).join());
      done();
    },
  });
  const pool = new EventEmitter();
  coalesceWrites(pool as unknown as Pool);
  const client = { connection: { stream } };
  const acquire = () => pool.emit('acquire', client);
  return { trips, stream, acquire };
};

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('writes to a connection', () => {
  it('of one turn go out together and in order, those of the next by themselves', async () => {
    const { trips, stream, acquire } = setUp();
    acquire();
    stream.write(Buffer.from('begin'));
    await Promise.resolve();
    stream.write(Buffer.from('set'));
    stream.write(Buffer.from('select'));
    expect(trips).toEqual([]);
    await turn();
    stream.write(Buffer.from('commit'));
    await turn();
    expect(trips).toEqual(['begin,set,select', 'commit']);
  });

  it('are not held back when others cork it too, nor when it is taken again', async () => {
    const { trips, stream, acquire } = setUp();
    acquire();
    acquire();
    stream.cork();
    stream.write(Buffer.from('parse'));
    stream.write(Buffer.from('bind'));
    stream.uncork();
    await turn();
    expect(trips).toEqual(['parse,bind']);
    // As the driver says goodbye: it ends the connection once that was sent.
    await new Promise<void>((resolve) => stream.write(Buffer.from('terminate'), () => stream.end(resolve)));
    expect(trips).toEqual(['parse,bind', 'terminate']);
  });
});
