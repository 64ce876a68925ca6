import { AppError, cleanLine, isCalendarDay } from '#libs/kernel';
import { codeSchemes, provinces, type Province } from '../vocabulary.js';
import type { RefusalCode } from './refusals.js';

/** A cell that is not accepted. */
export class Refused {
  constructor(readonly code: RefusalCode) {}
}

/** Reads the text of a cell. */
export type Column<T> = (text: string) => T | Refused;

/** An empty cell is not accepted. */
export const required =
  <T>(column: Column<T>): Column<T> =>
  (cell) =>
    cell === '' ? new Refused('REQUIRED') : column(cell);

/** An empty cell means that it is not known or does not apply. */
export const optional =
  <T>(column: Column<T>): Column<T | null> =>
  (cell) =>
    cell === '' ? null : column(cell);

/** Several values with a separator between them; an empty cell is none. */
export const listOf =
  <T>(column: Column<T>, separator: string): Column<T[]> =>
  (cell) => {
    const values = cell === '' ? [] : cell.split(separator).map(column);
    return values.find((value) => value instanceof Refused) ?? (values as T[]);
  };

/** A text on one line, without spaces around it. */
export const text: Column<string> = (cell) => {
  try {
    if (cell === cleanLine(cell, { field: '', max: 300, optional: true })) return cell;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
  return new Refused('TEXT');
};

/** A number between two bounds, both allowed, with at most so many decimals. */
export const number =
  (min: number, max: number, decimals = 0): Column<number> =>
  (cell) => {
    const value = Number(cell);
    const written = new RegExp(decimals ? `^-?\\d+(\\.\\d{1,${decimals}})?$` : '^-?\\d+$').test(cell);
    return written && min <= value && value <= max ? value : new Refused('NUMBER');
  };

/** A calendar day. */
export const day: Column<string> = (cell) => (isCalendarDay(cell) ? cell : new Refused('DATE'));

/** `yes` or `no`. */
export const yesNo: Column<boolean> = (cell) =>
  cell === 'yes' || cell === 'no' ? cell === 'yes' : new Refused('YES_NO');

/** One of the keys of a table, in any case. */
export const keyOf =
  <K extends string>(table: Record<K, unknown>): Column<K> =>
  (cell) =>
    Object.hasOwn(table, cell.toUpperCase()) ? (cell.toUpperCase() as K) : new Refused('UNKNOWN_VALUE');

/** The name of a province. */
export const province: Column<Province> = (cell) =>
  (Object.keys(provinces) as Province[]).find((key) => provinces[key].name === cell) ?? new Refused('UNKNOWN_VALUE');

/** A value of a certain form. */
export const pattern =
  (form: RegExp, code: RefusalCode): Column<string> =>
  (cell) =>
    form.test(cell) ? cell : new Refused(code);

/** A NIS code. */
export const nis = pattern(codeSchemes.NIS, 'NIS_FORMAT');

/** An OVO number of the register of organisations. */
export const ovo = pattern(codeSchemes.OVO, 'OVO_FORMAT');

/** A KBO number: 97 minus the first eight digits modulo 97 gives the last two. */
export const kbo: Column<string> = (cell) => {
  if (!codeSchemes.KBO.test(cell)) return new Refused('KBO_FORMAT');
  return 97 - (Number(cell.slice(0, 8)) % 97) === Number(cell.slice(8)) ? cell : new Refused('KBO_CHECK_DIGITS');
};
