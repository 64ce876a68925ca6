// `npm run soak`: a minute of faults for each seed, against servers of its own; ends with one counted line. What a failing
// seed left behind stays in artefacts/faults.
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { build } from './build.mjs';
import { Failure, report } from './lib/failure.mjs';
import { runJest } from './lib/jest.mjs';
import { assertNode } from './lib/settings.mjs';
import { findRedis } from './redis.mjs';

const number = (name, text, least, most) => {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new Failure(`--${name} is a whole number from ${least} to ${most}, not "${text}".`);
};

async function soak() {
  assertNode();
  findRedis();
  const text = { type: 'string' };
  const { values } = parseArgs({
    options: { seed: text, minutes: { ...text, default: '5' }, processes: { ...text, default: '2' } },
  });
  const seed = values.seed === undefined ? randomInt(1, 1_000_000) : number('seed', values.seed, 0, 0xffffffff);
  const minutes = number('minutes', values.minutes, 1, 10_000);
  const processes = number('processes', values.processes, 1, 8);
  await build(['api']);
  console.log(`seeds ${seed} to ${seed + minutes - 1}, ${processes} API processes`);
  Object.assign(process.env, { SOAK_SEED: seed, SOAK_MINUTES: minutes, SOAK_PROCESSES: processes });
  const { passed, failed } = await runJest(['--config', 'tools/jest/soak.config.mjs']);
  if (failed > 0) process.exitCode = 1;
  console.log(`${passed} passed, ${failed} failed`);
}

await soak().catch((error) => {
  report(error);
  if (error instanceof Failure) console.log('0 passed, 1 failed');
});
