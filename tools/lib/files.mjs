import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** The project's folder. */
export const root = path.resolve(import.meta.dirname, '../..');

const notSource = new Set(['node_modules', 'dist', '.git', '.data', 'artefacts']);

/** All files below the given files and folders, relative to the project, sorted. Missing ones are left out. */
export function filesUnder(...places) {
  const found = [];
  const visit = (place) => {
    let entries;
    try {
      entries = readdirSync(path.join(root, place), { withFileTypes: true });
    } catch (error) {
      if (error.code === 'ENOTDIR') found.push(place);
      return;
    }
    for (const entry of entries) {
      if (entry.isDirectory() && !notSource.has(entry.name)) visit(path.join(place, entry.name));
      else if (entry.isFile()) found.push(path.join(place, entry.name));
    }
  };
  for (const place of places) visit(place);
  return found.sort();
}

/** One fingerprint of names and contents: equal inputs, equal output. */
export function fingerprint(files) {
  const hash = createHash('sha256').update(process.version);
  for (const file of files) hash.update(`\0${file}\0`).update(readFileSync(path.join(root, file)));
  return hash.digest('hex');
}
