// `npm run schema`: writes apps/api/schema.graphql from the code; `--check` only says whether it is up to date.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from './build.mjs';
import { apiScript, runNode } from './lib/child.mjs';
import { Failure, report } from './lib/failure.mjs';
import { root } from './lib/files.mjs';

async function schema() {
  const file = path.join(root, 'apps/api/schema.graphql');
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  await build(['api']);
  await runNode(
    apiScript('schema'),
    { env: process.env, onLine: (line) => console.log(line) },
    'The schema could not be made',
  );
  const changed = readFileSync(file, 'utf8') !== before;
  if (!process.argv.includes('--check')) {
    console.log(changed ? 'apps/api/schema.graphql has changed.' : 'apps/api/schema.graphql was up to date.');
  } else if (changed) {
    writeFileSync(file, before);
    throw new Failure('apps/api/schema.graphql is not what the code says: run "npm run schema" and commit the result.');
  }
}

await schema().catch(report);
