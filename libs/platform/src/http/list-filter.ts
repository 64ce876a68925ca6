import { commonErrors } from '#libs/kernel';

/** A parameter of an address that no filter has. */
export const notAFilter = (field: string) => commonErrors.INVALID_INPUT({ field, args: { reason: 'NOT_A_FILTER' } });

/** The text of a parameter; one that is given twice is a list, and none. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Values of a parameter that may be given several times, with commas between or not at all. */
export const several = (value: unknown): string[] | undefined => {
  if (value === undefined) return undefined;
  const all = [value].flat().flatMap((one) => (typeof one === 'string' ? one.split(',') : []));
  return all.filter(Boolean);
};

/** @throws INVALID_INPUT for a value that is not in the list. */
export const oneOf = <T extends string>(list: readonly T[], value: unknown, field: string): T => {
  const found = list.find((one) => one === value);
  if (!found) throw notAFilter(field);
  return found;
};

/** The same, where none was given the other one. */
export const oneOr = <T extends string>(list: readonly T[], value: unknown, field: string, otherwise: T): T =>
  value === undefined ? otherwise : oneOf(list, value, field);

/** Several of a list. @throws INVALID_INPUT */
export const someOf = <T extends string>(list: readonly T[], value: unknown, field: string): T[] | undefined =>
  several(value)?.map((one) => oneOf(list, one, field));

/** A day as an ISO date. @throws INVALID_INPUT */
export const dayOf = (value: unknown, field: string): string | undefined => {
  if (value === undefined) return undefined;
  const text = textOf(value);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(Date.parse(`${text}T00:00:00Z`))) throw notAFilter(field);
  return text;
};
