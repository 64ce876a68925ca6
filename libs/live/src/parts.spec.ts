import { describe, expect, it, jest } from '@jest/globals';
import { newId } from '#libs/kernel';
import { randomBytes } from 'node:crypto';
import { InProcessBus, Watchers } from './bus.js';
import { CursorCipher } from './cursor.js';
import { pullStream } from './pull-stream.js';

describe('cursors of the log', () => {
  const secret = randomBytes(32);
  const cipher = new CursorCipher(secret);
  const epoch = newId();

  it('give back their place, with the same text in every process', () => {
    for (const sequence of [0, 1, 4_711, 2 ** 40]) {
      const cursor = cipher.encode({ epoch, sequence });
      expect(cursor).toMatch(/^[\w-]{22}$/);
      expect(new CursorCipher(secret).decode(cursor, epoch)).toBe(sequence);
      expect(new CursorCipher(secret).encode({ epoch, sequence })).toBe(cursor);
    }
  });

  it('say nothing: neighbours have no letter in common that they should not', () => {
    const texts = Array.from({ length: 500 }, (_, sequence) => cipher.encode({ epoch, sequence }));
    expect(new Set(texts).size).toBe(500);
    expect(new Set(texts.map((text) => text.slice(0, 4))).size).toBeGreaterThan(490);
    expect([...texts].sort()).not.toEqual(texts);
  });

  it('are no place when they are of another log, another key, changed or invented', () => {
    const cursor = cipher.encode({ epoch, sequence: 7 });
    expect(cipher.decode(cursor, newId())).toBeUndefined();
    expect(new CursorCipher(randomBytes(32)).decode(cursor, epoch)).toBeUndefined();
    for (let index = 0; index < cursor.length; index++)
      for (const letter of ['A', 'z', '_'].filter((other) => other !== cursor[index]))
        expect(cipher.decode(cursor.slice(0, index) + letter + cursor.slice(index + 1), epoch)).toBeUndefined();
    for (const text of ['', 'x', `${cursor}A`, `${cursor}=`, ` ${cursor}`, 'é'.repeat(22), `${epoch}:7`])
      expect(cipher.decode(text, epoch)).toBeUndefined();
  });
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
