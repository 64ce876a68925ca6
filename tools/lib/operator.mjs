import { build } from '../build.mjs';
import { apiScript, runNode } from './child.mjs';
import { report } from './failure.mjs';
import { openDatabase } from './open-database.mjs';
import { assertNode, readSettings } from './settings.mjs';

/** Runs a program of the API for its operator, with the arguments of this process, beside a running Samenregie or without. */
export async function runOperator(name, failure) {
  try {
    assertNode();
    const settings = readSettings();
    await build(['api']);
    const database = await openDatabase(settings, { onStep: (step) => console.error(`  ${step}`), shared: true });
    try {
      const env = { ...process.env, DATABASE_URL: database.apiUrl, DATABASE_OWNER_URL: database.ownerUrl };
      await runNode(
        apiScript(name),
        { args: process.argv.slice(2), env, onLine: (line) => console.log(line) },
        failure,
      );
    } finally {
      await database.close();
    }
  } catch (error) {
    report(error);
  }
}
