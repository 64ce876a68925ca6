import type { ImportReport } from './import-reference.js';
import { refusalLine } from './refusals.js';

const statusLines = {
  refused: 'Refused: nothing was imported.',
  checked: 'The files are good.',
  unchanged: 'These files were imported before: nothing to do.',
  imported: 'Imported.',
} satisfies Record<ImportReport['status'], string>;

/** A report for people: every refusal, or what was changed. */
export const reportLines = (report: ImportReport): string[] => {
  const rows = Object.entries(report.rows).map(([file, count]) => `  ${file}: ${count} rows`);
  const changes = Object.entries(report.changes)
    .filter(([, { added, changed, removed }]) => added + changed + removed > 0)
    .map(
      ([table, { added, changed, removed }]) => `  ${table}: ${added} added, ${changed} changed, ${removed} removed`,
    );
  const heading = report.status === 'checked' ? 'An import would change:' : 'Changed:';
  return [
    ...(rows.length > 0 ? ['Read:', ...rows] : []),
    ...report.refusals.map(refusalLine),
    ...(report.refusals.length === 0 && changes.length > 0 ? [heading, ...changes] : []),
    `${statusLines[report.status]} (${report.refusals.length} refusals, ${report.milliseconds} ms)`,
  ];
};
