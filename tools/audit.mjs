// `npm run audit -- verify [file] | head`: computes the audit log again, beside a running Samenregie or without one.
import { build } from './build.mjs';
import { apiScript, runNode } from './lib/child.mjs';
import { report } from './lib/failure.mjs';
import { openDatabase } from './lib/open-database.mjs';
import { assertNode, readSettings } from './lib/settings.mjs';

async function audit() {
  assertNode();
  const settings = readSettings();
  await build(['api']);
  const database = await openDatabase(settings, { onStep: (step) => console.error(`  ${step}`), shared: true });
  try {
    const env = { ...process.env, DATABASE_URL: database.apiUrl, DATABASE_OWNER_URL: database.ownerUrl };
    const options = { args: process.argv.slice(2), env, onLine: (line) => console.log(line) };
    await runNode(apiScript('audit'), options, 'The audit log could not be read');
  } finally {
    await database.close();
  }
}

await audit().catch(report);
