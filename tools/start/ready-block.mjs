import path from 'node:path';
import { root } from '../lib/files.mjs';

const pad = (rows) => {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]))
      .join('  ')
      .trimEnd(),
  );
};

/** The one block that says where to go, as whom, and how to stop. */
export async function readyBlock(address, settings, seconds) {
  const lines = ['', `Samenregie is ready after ${seconds} s: ${address}/`, ''];
  const personas = settings.demo ? await personasOf(address) : [];
  if (personas.length) {
    const rows = personas.map(({ key, displayName, function: work, role, organisationName }) => [
      String(key ?? ''),
      String(displayName ?? ''),
      String(work || role || ''),
      String(organisationName ?? ''),
    ]);
    lines.push('  Sign in as (example data, fictitious people):', ...pad(rows).map((row) => `    ${row}`), '');
  }
  if (settings.databaseUrl) {
    lines.push(`  Data   the database of DATABASE_URL`);
  } else {
    const folder = path.relative(root, settings.dataDir);
    const shown = folder.startsWith('..') ? settings.dataDir : folder;
    lines.push(`  Data   ${shown}  (embedded Postgres; logs in ${path.join(shown, 'log')})`);
    if (settings.demo) lines.push('  Anew   npm run reset  (empties the demo)');
  }
  lines.push('  Stop   Ctrl-C', '');
  return lines.join('\n');
}

async function personasOf(address) {
  try {
    const answer = await fetch(`${address}/auth/personas`, { signal: AbortSignal.timeout(5000) });
    const list = answer.ok ? await answer.json() : [];
    return Array.isArray(list) ? list : [];
  } catch {
    return []; // the page itself shows them too
  }
}
