import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const folder = path.resolve(import.meta.dirname, '../../artefacts/matrix');

/** Keeps the outcome of a part of the matrix for the summary at the end of `npm run test:matrix`. */
export const report = (part: string, outcome: Record<string, unknown>): void => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, `${part.replaceAll(' ', '-')}.json`), JSON.stringify({ part, ...outcome }, null, 2));
};
