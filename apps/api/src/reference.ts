import 'reflect-metadata';
import { checkReference, importReference, ReferenceDataError, reportLines } from '#libs/directory';
import { checkRequestRules, importRequestRules } from '#libs/requests';
import { statSync } from 'node:fs';
import { runProgram } from './operator.js';

const usage = 'Say what to do and, unless it is our own, with which files: reference check|import [folder|file].';

/** `reference check|import [folder|file]`: checks or imports reference data, as the owner (DATABASE_OWNER_URL). */
await runProgram(async () => {
  const [command, place, ...rest] = process.argv.slice(2);
  const ownerUrl = process.env.DATABASE_OWNER_URL?.trim();
  if ((command !== 'check' && command !== 'import') || rest.length > 0) throw new ReferenceDataError(usage);
  if (command === 'import' && !ownerUrl)
    throw new ReferenceDataError('DATABASE_OWNER_URL is not set: only the owner of the database may import.');
  const report = await (command === 'import' ? importReference(ownerUrl!, place) : checkReference(ownerUrl, place));
  process.stdout.write(`${reportLines(report).join('\n')}\n`);
  if (report.status === 'refused')
    throw new ReferenceDataError('The reference data were refused; the lines above say why.');
  // A single file is one of the directory's; the rules of requests come as a folder.
  if (place && statSync(place).isFile()) return;
  const rules = command === 'import' ? await importRequestRules(ownerUrl!, place) : { rows: checkRequestRules(place) };
  for (const [file, rows] of Object.entries(rules.rows)) process.stdout.write(`  ${file}: ${rows} rows\n`);
});
