import { describe, expect, it } from '@jest/globals';
import { Together } from './together.js';

/** Rounds that end when they are told to. */
const setUp = (most: number, atOnce: number) => {
  const rounds: { keys: number[]; end: () => void; fail: () => void }[] = [];
  const together = new Together<number, string>(
    (keys) =>
      new Promise((resolve, reject) =>
        rounds.push({
          keys: [...keys],
          end: () => resolve(keys.map(String)),
          fail: () => reject(new Error(`round of ${keys.join()}`)),
        }),
      ),
    ...([most, atOnce] as const),
  );
  return { together, rounds, asked: () => rounds.map(({ keys }) => keys) };
};
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('questions asked together', () => {
  it('go out at once, those of one turn in one round', async () => {
    const { together, rounds, asked } = setUp(10, 2);
    const answers = Promise.all([together.ask(1), together.ask(2)]);
    await turn();
    expect(asked()).toEqual([[1, 2]]);
    rounds[0]!.end();
    expect(await answers).toEqual(['1', '2']);
  });

  it('wait for the next round while there are enough, and never join one that has begun', async () => {
    const { together, rounds, asked } = setUp(3, 2);
    const answers = Array.from({ length: 8 }, (_, key) => together.ask(key));
    await turn();
    expect(asked()).toEqual([
      [0, 1, 2],
      [3, 4, 5],
    ]);
    const late = together.ask(8);
    await turn();
    expect(rounds).toHaveLength(2);
    rounds[1]!.end();
    await turn();
    expect(asked()[2]).toEqual([6, 7, 8]);
    rounds[0]!.end();
    rounds[2]!.end();
    expect(await Promise.all([...answers, late])).toEqual(Array.from({ length: 9 }, (_, key) => String(key)));
  });

  it('fail with their round alone, and the next one goes out', async () => {
    const { together, rounds } = setUp(1, 1);
    const [one, two] = [together.ask(1), together.ask(2)];
    await turn();
    rounds[0]!.fail();
    await expect(one).rejects.toThrow('round of 1');
    await turn();
    rounds[1]!.end();
    expect(await two).toBe('2');
  });
});
