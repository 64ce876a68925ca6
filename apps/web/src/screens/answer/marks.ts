import type { DeskUpload } from './api.js';

const keyOf = (reference: string): string => `samenregie.answer.${reference}.files`;

/** By what a file is known again: its name and size, and when it was last changed. Its content stays where it is. */
const fingerprint = ({ name, size, lastModified }: File): string => `${name}/${String(size)}/${String(lastModified)}`;

function read(reference: string): Record<string, string> {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf(reference)) ?? '{}') as Record<string, string>;
  } catch {
    return {};
  }
}

function write(reference: string, marks: Record<string, string>): void {
  try {
    sessionStorage.setItem(keyOf(reference), JSON.stringify(marks));
  } catch {
    // Full storage: after a reload the file is sent from its beginning.
  }
}

/** Remembers which file is being sent under an id. */
export function markOf(reference: string, id: string, file: File): void {
  const marks = read(reference);
  if (marks[id] !== fingerprint(file)) write(reference, { ...marks, [id]: fingerprint(file) });
}

export function forgetMark(reference: string, id: string): void {
  const { [id]: _gone, ...marks } = read(reference);
  write(reference, marks);
}

/** Whether a file is surely the one that was being sent: only then it goes on where it was. */
export const isSame = (reference: string, upload: DeskUpload, file: File): boolean =>
  upload.size === file.size && read(reference)[upload.id] === fingerprint(file);
