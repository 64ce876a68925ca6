// `npm run soak`: what `npm test` asks in small, in the size that was promised: 10,000 due jobs over two processes and a kill -9.
import { build } from './build.mjs';
import { report } from './lib/failure.mjs';
import { runJest } from './lib/jest.mjs';
import { assertNode } from './lib/settings.mjs';

async function soak() {
  assertNode();
  process.env.SOAK_JOBS = '10000';
  await build(['api']);
  const { passed, failed } = await runJest(['test/api/jobs.e2e']);
  if (failed > 0) process.exitCode = 1;
  console.log(`${passed} passed, ${failed} failed`);
}

await soak().catch(report);
