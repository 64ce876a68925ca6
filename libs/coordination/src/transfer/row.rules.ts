import { AppError } from '#libs/kernel';
import { clean, type TaskPriority, type TaskStatus } from '../task.rules.js';
import { folded, meant, priorityWords, statusWords, type ImportField, type Words } from './words.js';

/** What is wrong with a cell. */
export interface RowProblem {
  field: ImportField;
  /** A code of the catalogue of the screen. */
  code:
    'REQUIRED' | 'TOO_LONG' | 'UNPRINTABLE' | 'NOT_A_STATUS' | 'NOT_A_DATE' | 'NOT_A_PRIORITY' | 'UNKNOWN' | 'REFUSED';
  value: string;
}

/** Names that cells may use, folded, and the ids they stand for. */
export interface Names {
  municipalities: ReadonlyMap<string, string>;
  people: ReadonlyMap<string, string>;
  actors: ReadonlyMap<string, string>;
}

/** A task as a row says it; ids are internal ones. */
export interface RowTask {
  title: string;
  description: string;
  status: TaskStatus;
  waitingOnNote: string | null;
  dueOn: string | null;
  priority: TaskPriority;
  municipalityIds: string[];
  assigneeId: string | null;
  actorIds: string[];
}

const isDay = (year: number, month: number, day: number): boolean => {
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= 1900 && year <= 2200 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
};

/** A date as people here write it: 2026-12-11, 11/12/2026, 11-12-26, 11.12.2026; undefined when it is none. */
export const readDay = (text: string): string | undefined => {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/.exec(text);
  const local = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})$/.exec(text);
  const [year, month, day] = iso
    ? [Number(iso[1]), Number(iso[2]), Number(iso[3])]
    : local
      ? [Number(local[3]) + (local[3]!.length === 2 ? 2000 : 0), Number(local[2]), Number(local[1])]
      : [0, 0, 0];
  if (!isDay(year, month, day)) return undefined;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
};

const parts = (text: string): string[] =>
  text
    .split(/[;,\n|]/)
    .map((part) => part.trim())
    .filter(Boolean);

/** Reads one row; every problem of it, so that it is mended in one go. */
export const readRow = (
  cells: readonly string[],
  mapping: readonly (ImportField | '')[],
  names: Names,
): { task: RowTask; problems: RowProblem[] } => {
  const problems: RowProblem[] = [];
  const cell = (field: ImportField): string => {
    const column = mapping.indexOf(field);
    return column < 0 ? '' : (cells[column] ?? '').trim();
  };
  const wrong = (field: ImportField, code: RowProblem['code'], value = cell(field)): void =>
    void problems.push({ field, code, value: value.slice(0, 200) });
  const text = (field: ImportField, read: (value: string) => string | null): string => {
    try {
      return read(cell(field)) ?? '';
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const reason = String(error.args.reason);
      wrong(field, reason === 'REQUIRED' || reason === 'TOO_LONG' || reason === 'UNPRINTABLE' ? reason : 'REFUSED');
      return '';
    }
  };
  const word = <T extends string>(field: ImportField, table: Record<T, Words>, fallback: T): T => {
    const value = cell(field);
    if (!value) return fallback;
    const found = meant(table, value);
    if (!found) wrong(field, field === 'STATUS' ? 'NOT_A_STATUS' : 'NOT_A_PRIORITY');
    return found ?? fallback;
  };
  const ids = (field: ImportField, known: ReadonlyMap<string, string>): string[] => {
    // A name with a comma in it is tried whole first.
    const whole = known.get(folded(cell(field)));
    if (whole) return [whole];
    return parts(cell(field)).flatMap((name) => {
      const id = known.get(folded(name));
      if (!id) wrong(field, 'UNKNOWN', name);
      return id ? [id] : [];
    });
  };
  const title = text('TITLE', clean.title);
  const description = text('DESCRIPTION', clean.description);
  const waitingOnNote = text('WAITING_ON', clean.waitingOnNote) || null;
  const status = word<TaskStatus>('STATUS', statusWords, 'TODO');
  if (status === 'WAITING' && !waitingOnNote) wrong('WAITING_ON', 'REQUIRED');
  const due = cell('DUE_ON');
  const dueOn = due ? readDay(due) : undefined;
  if (due && !dueOn) wrong('DUE_ON', 'NOT_A_DATE');
  const priority = word<TaskPriority>('PRIORITY', priorityWords, 'NORMAL');
  const [assigneeId, second] = ids('ASSIGNEE', names.people);
  if (second) wrong('ASSIGNEE', 'REFUSED');
  return {
    task: {
      ...{ title, description, status, waitingOnNote, dueOn: dueOn ?? null, priority },
      municipalityIds: [...new Set(ids('MUNICIPALITIES', names.municipalities))],
      ...{ assigneeId: assigneeId ?? null, actorIds: [...new Set(ids('ACTORS', names.actors))] },
    },
    problems,
  };
};
