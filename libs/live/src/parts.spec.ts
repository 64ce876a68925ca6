import { describe, expect, it, jest } from '@jest/globals';
import { newId } from '#libs/kernel';
import { InProcessBus, Watchers } from './bus.js';
import { decodePosition, encodePosition } from './cursor.js';
import { pullStream } from './pull-stream.js';

describe('cursors of the log', () => {
  it('give back their place', () => {
    const position = { epoch: newId(), sequence: 4_711 };
    expect(decodePosition(encodePosition(position))).toEqual(position);
  });

  it.each(['', 'x', Buffer.from('a:1').toString('base64url'), Buffer.from(`${newId()}:-1`).toString('base64url')])(
    'ask to resync when they are no place: %j',
    (cursor) => {
      expect(() => decodePosition(cursor)).toThrow(expect.objectContaining({ code: 'RESYNC_REQUIRED' }));
    },
  );
});

describe('watchers', () => {
  it('open a channel with the first and close it with the last', () => {
    const [opened, closed] = [jest.fn(), jest.fn()];
    const watchers = new Watchers(opened, closed);
    const one = watchers.add('a', () => undefined);
    const two = watchers.add('a', () => undefined);
    one();
    one();
    expect([opened.mock.calls.length, closed.mock.calls.length, watchers.size]).toEqual([1, 0, 1]);
    two();
    expect([closed.mock.calls.length, watchers.size]).toEqual([1, 0]);
  });

  it('hear in a later turn, and only of their channel', async () => {
    const bus = new InProcessBus();
    const heard: string[] = [];
    bus.watch('a', (message) => heard.push(message));
    bus.publish('a', '1');
    bus.publish('b', '2');
    expect(heard).toEqual([]);
    await new Promise((resolve) => setImmediate(resolve));
    expect(heard).toEqual(['1']);
  });
});

describe('a pulled stream', () => {
  it('gives every value of every batch once', async () => {
    const batches = [[1, 2], [], [3]];
    const stream = pullStream(
      async () => batches.shift(),
      () => undefined,
    );
    const seen: number[] = [];
    for await (const value of stream) seen.push(value);
    expect(seen).toEqual([1, 2, 3]);
  });

  it('ends at once on return, even while it waits, and cleans up once', async () => {
    const cleanUp = jest.fn();
    let release: () => void = () => undefined;
    const stream = pullStream<number>(
      async (ended) => {
        await new Promise<void>((resolve) => (release = resolve));
        return ended() ? undefined : [1];
      },
      () => {
        cleanUp();
        release();
      },
    );
    const waiting = stream.next();
    await new Promise((resolve) => setImmediate(resolve));
    await stream.return(undefined);
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(await stream.next()).toEqual({ done: true, value: undefined });
    expect(cleanUp).toHaveBeenCalledTimes(1);
  });

  it('passes on what went wrong, after cleaning up', async () => {
    const cleanUp = jest.fn();
    const stream = pullStream(async () => Promise.reject(new Error('gone')), cleanUp);
    await expect(stream.next()).rejects.toThrow('gone');
    expect(cleanUp).toHaveBeenCalledTimes(1);
  });
});
