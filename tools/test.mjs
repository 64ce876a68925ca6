// `npm test`: the static checks and all tests but those in a browser; ends with one counted line.
import path from 'node:path';
import { build } from './build.mjs';
import { Failure, report } from './lib/failure.mjs';
import { root } from './lib/files.mjs';
import { run, runJest } from './lib/jest.mjs';
import { assertNode } from './lib/settings.mjs';
import { findRedis } from './redis.mjs';

const node = (...args) => [process.execPath, ...args];
const bin = (name, ...args) => [path.join(root, 'node_modules/.bin', name), ...args];

/** The checks that look at the code without running it. */
const checks = [
  ['types of the web app', bin('tsc', '-p', 'apps/web/tsconfig.json')],
  ['lint', bin('eslint', '--max-warnings', '0', '--cache', '--cache-location', 'dist/.eslintcache', '.')],
  ['types of API and rooms', bin('tsc', '-p', 'tsconfig.json')],
  ['format', bin('prettier', '--check', '--log-level', 'warn', '.')],
  ['architecture', bin('depcruise', '--config', '.dependency-cruiser.cjs', 'apps', 'libs', 'test')],
  ['committed schema', node('tools/schema.mjs', '--check')],
];

const began = performance.now();
const seconds = () => `${((performance.now() - began) / 1000).toFixed(0).padStart(4)} s`;

/** One after the other, beside the tests: they take what the tests leave of two cores. */
async function runChecks() {
  const result = { passed: 0, failed: 0 };
  for (const [name, command] of checks) {
    const { code, output } = await run(command, { idly: true });
    console.log(`${seconds()}  ${code === 0 ? 'ok  ' : 'FAIL'} ${name}`);
    if (code !== 0) console.log(output.trimEnd());
    result[code === 0 ? 'passed' : 'failed']++;
  }
  return result;
}

async function test() {
  assertNode();
  findRedis();
  await build(undefined, { onStep: (step) => console.log(`${seconds()}  ${step}`) });
  const parts = await Promise.all([runChecks(), runJest(process.argv.slice(2))]);
  const sum = (key) => parts.reduce((total, part) => total + part[key], 0);
  if (sum('failed') > 0) process.exitCode = 1;
  console.log(
    `\n${checks.length} checks and ${sum('passed') + sum('failed') - checks.length} tests in ${seconds().trim()}`,
  );
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
}

await test().catch((error) => {
  report(error);
  if (error instanceof Failure) console.log('0 passed, 1 failed');
});
