/** Tells a spreadsheet that the file is UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF';

/** What a spreadsheet would take for a formula, also after blanks. */
const FORMULA = /^\s*[=+\-@|%]|^[\t\r\n]/;

/** One cell: quoted where needed, and never a formula. */
const cell = (value: string | number | null): string => {
  if (value === null) return '';
  const text = typeof value === 'string' && FORMULA.test(value) ? `'${value}` : String(value);
  return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** One line of a CSV file, with the separator spreadsheets in Belgium expect. */
export const csvLine = (values: readonly (string | number | null)[]): string => `${values.map(cell).join(';')}\r\n`;
