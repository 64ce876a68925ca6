import { expect, it } from '@jest/globals';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { tell } from './checker.js';
import { report, runSeed, type Run } from './run.js';
import { setScene } from './scene.js';

const setting = (name: string) => Number(process.env[name] ?? Number.NaN);
const [first, minutes, processes] = [setting('SOAK_SEED'), setting('SOAK_MINUTES'), setting('SOAK_PROCESSES')];
const folder = path.resolve(import.meta.dirname, '../../artefacts/faults');

/** What a run left behind, to look into. */
const keep = (seed: number, run: Run): string => {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${seed}.json`);
  // A right that never came back ends at Infinity, which JSON does not know.
  writeFileSync(
    file,
    JSON.stringify(run, (_key, value: unknown) => (value === Infinity ? 'never' : value), 1),
  );
  return file;
};

it.each(Array.from({ length: minutes }, (_, index) => first + index))(
  'everything is whole with seed %i',
  async (seed) => {
    const scene = await setScene(processes);
    try {
      const run = await runSeed(scene, { seed, lastsMs: 60_000, patienceMs: 5_000 });
      const { violations, counts, bugs } = run;
      console.info(`seed ${seed}: ${JSON.stringify(counts)}`);
      if (violations.length + bugs.length > 0) console.error([...report(run), `kept in ${keep(seed, run)}`].join('\n'));
      expect(tell(violations)).toEqual([]);
      expect(bugs).toEqual([]);
    } finally {
      await scene.close();
    }
  },
);
