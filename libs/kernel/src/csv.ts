/** Tells a spreadsheet that the file is UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF';

/** What a spreadsheet would take for a formula, also after blanks. */
const FORMULA = /^\s*[=+\-@|%]|^[\t\r\n]/;

/** One cell: quoted where needed, and never a formula. */
const cell = (value: string | number | null, decimal: '.' | ','): string => {
  if (value === null) return '';
  if (typeof value === 'number') return String(value).replace('.', decimal);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** One line of a CSV file, with the separator spreadsheets in Belgium expect; numbers with a point, or as a language wants it. */
export const csvLine = (values: readonly (string | number | null)[], decimal: '.' | ',' = '.'): string =>
  `${values.map((value) => cell(value, decimal)).join(';')}\r\n`;
