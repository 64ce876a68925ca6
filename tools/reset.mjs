// `npm run reset`: empties the demo after asking; `--yes` answers for scripts.
import { createInterface } from 'node:readline/promises';
import { build } from './build.mjs';
import { apiScript, runNode } from './lib/child.mjs';
import { Failure, report } from './lib/failure.mjs';
import { openDatabase } from './lib/open-database.mjs';
import { assertNode, readSettings } from './lib/settings.mjs';

const step = (what) => console.log(`  ${what}`);

async function confirmed(where) {
  if (process.argv.includes('--yes')) return true;
  if (!process.stdin.isTTY) {
    throw new Failure(
      'Nobody is there to confirm: run "npm run reset -- --yes" to empty the demo without being asked.',
    );
  }
  const ask = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await ask.question(
    `De demo in ${where} leegmaken? Alles wat erin werd gewijzigd, gaat verloren. (ja/nee) `,
  );
  ask.close();
  return /^(ja|j|yes|y)$/i.test(answer.trim());
}

async function reset() {
  assertNode();
  const settings = readSettings();
  if (!(await confirmed(settings.databaseUrl ? 'DATABASE_URL' : settings.dataDir))) {
    console.log('Niets gewijzigd.');
    return;
  }
  await build(['api'], { onStep: step });
  const database = await openDatabase(settings, { onStep: step });
  try {
    const env = { ...process.env, DATABASE_URL: database.apiUrl, DATABASE_OWNER_URL: database.ownerUrl };
    await runNode(apiScript('demo'), { args: ['empty'], env, onLine: step }, 'The demo could not be emptied');
    console.log('De demo is leeg; de volgende "npm start" begint opnieuw.');
  } finally {
    await database.close();
  }
}

await reset().catch(report);
