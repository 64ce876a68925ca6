import 'reflect-metadata';
import { importReference, ReferenceDataError, reportLines } from '#libs/directory';
import { renewEpochs } from '#libs/live';
import { readConfig } from '#libs/platform';
import { importRequestRules } from '#libs/requests';
import { loadDemo } from './demo/index.js';
import { runProgram } from './operator.js';
import { databaseUrls, migrateDatabase } from './owner.js';

const step = (what: string): void => void process.stdout.write(`step: ${what}\n`);

/** Everything a database needs before the API starts on it: migrations, reference data and, where wanted, the demo. */
await runProgram(async () => {
  const { ownerUrl, apiUrl } = databaseUrls();
  const migrated = await migrateDatabase();
  if (migrated.length > 0) step(`database migrated (${migrated.length} steps)`);
  if (await renewEpochs(ownerUrl)) step('restored database: readers will load their screens again');
  const report = await importReference(ownerUrl);
  if (report.status === 'refused') {
    process.stderr.write(`${reportLines(report).join('\n')}\n`);
    throw new ReferenceDataError('The reference data of this version were refused; the lines above say why.');
  }
  const rules = await importRequestRules(ownerUrl);
  if (report.status === 'imported' || rules.status === 'imported') step('reference data imported');
  if (readConfig().demo) await loadDemo({ ownerUrl, apiUrl, onStep: step });
});
