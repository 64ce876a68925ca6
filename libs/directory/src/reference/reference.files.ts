import { ConfigError } from '#libs/platform';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileNames, type FileName } from './layouts.js';
import type { FileContents } from './read-rows.js';

/** The files cannot be found as asked; the message is the sentence for the person who asked. */
export class ReferenceDataError extends ConfigError {}

/** The `reference` folder of this repository, seen from the source as well as from what is built of it. */
export const ownFolder = (): string => {
  for (let place = import.meta.dirname; ; place = path.dirname(place)) {
    const folder = path.join(place, 'reference');
    if (existsSync(path.join(folder, 'municipalities.csv'))) return folder;
    if (place === path.dirname(place))
      throw new ReferenceDataError('The folder "reference" is missing from this installation.');
  }
};

const readFrom = (folder: string, file: FileName): Buffer | null => {
  const place = path.join(folder, file);
  return existsSync(place) ? readFileSync(place) : null;
};

/**
 * The files of a folder; or one file together with our own others; or, without a place, our own.
 * @throws ReferenceDataError when the place does not exist or is a file of an unknown name.
 */
export const readContents = (place = ownFolder()): FileContents => {
  if (!existsSync(place)) throw new ReferenceDataError(`There is nothing at ${place}.`);
  const single = statSync(place).isFile() ? path.basename(place) : undefined;
  if (single && !fileNames.includes(single as FileName))
    throw new ReferenceDataError(`${single} is not a reference file: they are ${fileNames.join(', ')}.`);
  const folderOf = (file: FileName) => (!single ? place : file === single ? path.dirname(place) : ownFolder());
  return Object.fromEntries(fileNames.map((file) => [file, readFrom(folderOf(file), file)])) as FileContents;
};

const sha256 = (content: Buffer | string): string => createHash('sha256').update(content).digest('hex');

// Raise it when the import makes something else of the same files.
const IMPORT_VERSION = 1;

/** The hash of each file, and of all of them together with the way in which they are read. */
export const hashesOf = (contents: FileContents): { content: string; files: Partial<Record<FileName, string>> } => {
  const files: Partial<Record<FileName, string>> = {};
  for (const file of fileNames) if (contents[file]) files[file] = sha256(contents[file]);
  return { content: sha256(JSON.stringify([IMPORT_VERSION, files])), files };
};
