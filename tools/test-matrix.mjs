// `npm run test:matrix`: the whole authorisation matrix, each wall alone, and every rule weakened once; ends with one
// counted line. The outcome stays in artefacts/matrix.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from './build.mjs';
import { Failure, report } from './lib/failure.mjs';
import { root } from './lib/files.mjs';
import { runJest } from './lib/jest.mjs';
import { assertNode } from './lib/settings.mjs';
import { findRedis } from './redis.mjs';

const folder = path.join(root, 'artefacts/matrix');

/** What the parts of the matrix have written, in one line each. */
function summary() {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => JSON.parse(readFileSync(path.join(folder, file), 'utf8')))
    .map(({ part, cells, leaks, caught, of, uncaught = [] }) =>
      caught === undefined
        ? `${part}: ${cells} cells, ${leaks} leaks`
        : [
            `${part}: caught ${caught} of ${of} (${((100 * caught) / of).toFixed(1)} %)`,
            ...uncaught.map(({ rule, reason }) => `  not caught: ${rule}: ${reason}`),
          ].join('\n'),
    );
}

async function test() {
  assertNode();
  findRedis();
  const began = performance.now();
  rmSync(folder, { recursive: true, force: true });
  await build(['api']);
  const { passed, failed } = await runJest(['--config', 'tools/jest/matrix.config.mjs', ...process.argv.slice(2)]);
  if (failed > 0) process.exitCode = 1;
  console.log(`\n${[...summary(), `${((performance.now() - began) / 1000).toFixed(0)} s`].join('\n')}`);
  console.log(`${passed} passed, ${failed} failed`);
}

await test().catch((error) => {
  report(error);
  if (error instanceof Failure) console.log('0 passed, 1 failed');
});
