import { commonErrors } from './errors.js';

/** Bounds of a text a person types; lengths count Unicode code points. */
export interface TextBounds {
  field: string;
  max: number;
  /** An empty text is allowed. */
  optional?: boolean;
}

// Control characters other than tab and newline, of which NUL cannot be stored by Postgres, and lone surrogates.
// eslint-disable-next-line no-control-regex
const unprintable = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]|\p{Surrogate}/u;

/** A text on one or more lines: newlines unified, outer white space gone, composed (NFC). */
export const cleanText = (text: string, bounds: TextBounds): string => {
  const clean = text.replace(/\r\n?/g, '\n').normalize('NFC').trim();
  const refuse = (reason: string, limit?: number) =>
    commonErrors.INVALID_INPUT({ field: bounds.field, args: { reason, ...(limit ? { limit } : {}) } });
  if (unprintable.test(clean)) throw refuse('UNPRINTABLE');
  if (!clean && !bounds.optional) throw refuse('REQUIRED');
  if (clean.length > bounds.max && [...clean].length > bounds.max) throw refuse('TOO_LONG', bounds.max);
  return clean;
};

/** A text on one line: as cleanText, with every run of white space one space. */
export const cleanLine = (text: string, bounds: TextBounds): string =>
  cleanText(text.replace(/[\s\p{Zl}\p{Zp}]+/gu, ' '), bounds);

/** JSON with the keys of objects in a fixed order: the same value written in another order is the same text. */
export const canonicalJson = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
