import { AppError } from '#libs/kernel';
import { cleanValue, type CustomFieldKind } from '../fields/field.rules.js';
import type { CustomFieldRow } from '../fields/fields.store.js';
import { recurrenceColumns, ONCE } from '../series/series.rules.js';
import { clean, type TaskPriority, type TaskStatus } from '../task.rules.js';
import { readRecurrence } from './recurrence.words.js';
import { readDay } from './row.day.js';
import {
  folded,
  isOwnTarget,
  meant,
  ownTarget,
  priorityWords,
  statusWords,
  yesNoWords,
  type ColumnTarget,
  type ImportField,
  type Words,
} from './words.js';

const codes = [
  ...(['REQUIRED', 'TOO_LONG', 'UNPRINTABLE', 'NOT_A_STATUS', 'NOT_A_DATE', 'NOT_A_PRIORITY', 'UNKNOWN'] as const),
  ...(['NOT_A_NUMBER', 'NOT_A_CHOICE', 'NOT_YES_OR_NO', 'NOT_A_RECURRENCE', 'NEEDS_DUE', 'ENDS_BEFORE_START'] as const),
  'REFUSED' as const,
];

/** What is wrong with a cell. */
export interface RowProblem {
  /** What the column fills. */
  field: Exclude<ColumnTarget, ''>;
  /** A code of the catalogue of the screen. */
  code: (typeof codes)[number];
  value: string;
}

/** Names that cells may use, folded, and the ids they stand for. */
export interface Names {
  municipalities: ReadonlyMap<string, string>;
  people: ReadonlyMap<string, string>;
  actors: ReadonlyMap<string, string>;
  /** Fields that the partnership added. */
  own: readonly CustomFieldRow[];
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
  recurrence: string | null;
  customValues: { fieldId: string; value: string }[];
}

const parts = (text: string): string[] =>
  text
    .split(/[;,\n|]/)
    .map((part) => part.trim())
    .filter(Boolean);

/** The code of a rule that was not met, of those that a row tells. */
const codeOf = ({ code, args }: AppError): RowProblem['code'] => {
  if (code === 'TASK_RECURRENCE_UNSUPPORTED') return 'NOT_A_RECURRENCE';
  if (code === 'TASK_RECURRENCE_NEEDS_DUE') return 'NEEDS_DUE';
  return codes.find((one) => one === args.reason) ?? 'REFUSED';
};

const wrongOf: Record<CustomFieldKind, RowProblem['code']> = {
  ...{ TEXT: 'REFUSED', NUMBER: 'NOT_A_NUMBER', DATE: 'NOT_A_DATE', CHOICE: 'NOT_A_CHOICE' },
  ...{ PERSON: 'UNKNOWN', YES_NO: 'NOT_YES_OR_NO' },
};

/** How spreadsheets write yes and no. */
const ticks = new Map<string, 'YES' | 'NO'>([
  ...['true', 'waar', 'vrai', 'wahr', 'x', '1'].map((word) => [word, 'YES'] as const),
  ...['false', 'onwaar', 'faux', 'falsch', '0'].map((word) => [word, 'NO'] as const),
]);

/** What a cell holds for an own field, as it is kept, or what is wrong with it. */
const ownValue = (
  field: CustomFieldRow,
  text: string,
  people: Names['people'],
): string | { code: RowProblem['code'] } => {
  const meantBy = {
    TEXT: () => text,
    NUMBER: () => text,
    DATE: () => readDay(text),
    // As it is written first: two choices may differ by an accent alone.
    CHOICE: () =>
      field.choices.find((choice) => choice === text) ??
      field.choices.find((choice) => folded(choice) === folded(text)),
    PERSON: () => people.get(folded(text)),
    YES_NO: () => meant(yesNoWords, text) ?? ticks.get(folded(text)),
  }[field.type]();
  if (meantBy === undefined) return { code: wrongOf[field.type] };
  if (field.type === 'PERSON') return meantBy;
  try {
    return cleanValue(field, meantBy);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { code: error.code === 'CUSTOM_VALUE_WRONG' ? wrongOf[field.type] : codeOf(error) };
  }
};

/** Reads one row; every problem of it, so that it is mended in one go. */
export const readRow = (
  cells: readonly string[],
  mapping: readonly ColumnTarget[],
  names: Names,
): { task: RowTask; problems: RowProblem[] } => {
  const problems: RowProblem[] = [];
  const cell = (field: Exclude<ColumnTarget, ''>): string => {
    const column = mapping.indexOf(field);
    return column < 0 ? '' : (cells[column] ?? '').trim();
  };
  const wrong = (field: RowProblem['field'], code: RowProblem['code'], value = cell(field)): void =>
    void problems.push({ field, code, value: value.slice(0, 200) });
  const text = (field: ImportField, read: (value: string) => string | null): string => {
    try {
      return read(cell(field)) ?? '';
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      wrong(field, codeOf(error));
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
  const recurrence = text('RECURRENCE', (value) => {
    const rule = readRecurrence(value);
    // A day that cannot be read is told of once.
    recurrenceColumns(rule, ONCE, dueOn ?? (due ? '0001-01-01' : null));
    return rule;
  });
  const customValues = names.own.flatMap((field) => {
    const value = cell(ownTarget(field.id));
    const read = value && ownValue(field, value, names.people);
    if (!read) return [];
    if (typeof read === 'string') return [{ fieldId: field.id, value: read }];
    wrong(ownTarget(field.id), read.code);
    return [];
  });
  // A field that was taken out of use meanwhile: what stands there would be lost.
  for (const target of mapping)
    if (isOwnTarget(target) && cell(target) && !names.own.some(({ id }) => ownTarget(id) === target))
      wrong(target, 'REFUSED');
  return {
    task: {
      ...{ title, description, status, waitingOnNote, dueOn: dueOn ?? null, priority },
      municipalityIds: [...new Set(ids('MUNICIPALITIES', names.municipalities))],
      ...{ assigneeId: assigneeId ?? null, actorIds: [...new Set(ids('ACTORS', names.actors))] },
      ...{ recurrence: recurrence || null, customValues },
    },
    problems,
  };
};
