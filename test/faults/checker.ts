import { checkDatabase } from './checker.database.js';
import { checkReader } from './checker.reader.js';
import type { History } from './history.js';

/** What can be wrong with a history. */
export const violationKinds = [
  /** A number of the log is missing, or the counter row says something else. */
  'gap',
  /** A change that was acknowledged is not in the database. */
  'missing',
  /** A change is there more than once. */
  'repeated',
  /** The log and the tables tell different stories, or something is there that was refused. */
  'inconsistent',
  /** The only writer of a task was told that somebody else was first, or the server could not say what was wrong. */
  'unanswered',
  /** An event the reader had a right to did not come. */
  'lost',
  /** An event came twice. */
  'doubled',
  /** An event came after one with a higher number. */
  'disordered',
  /** An event the log does not have, or has otherwise. */
  'forged',
  /** Something was shown older than the event that told of it. */
  'stale',
  /** A reader saw what was not theirs at that time. */
  'leaked',
  /** A stream went on too long after the right ended, or after its own end. */
  'late',
  /** What a reader made of screen and events is not what the database holds. */
  'diverged',
] as const;
export type ViolationKind = (typeof violationKinds)[number];

export interface Violation {
  kind: ViolationKind;
  /** Whose stream; absent for what is wrong in the database. */
  reader?: string;
  text: string;
}

/** Judges a history; nothing is left to say about a good one. */
export const check = (history: History): Violation[] => [
  ...history.partnerships.flatMap((partnership) => checkDatabase(partnership, history.changes)),
  ...history.readers.flatMap((reader) => checkReader(reader, history)),
];

/** One line for each violation, for messages. */
export const tell = (violations: readonly Violation[]): string[] =>
  violations.map(({ kind, reader, text }) => `${kind}: ${reader ? `${reader}: ` : ''}${text}`);
