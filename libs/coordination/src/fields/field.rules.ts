import { cleanLine, commonErrors, defineErrors, isCalendarDay } from '#libs/kernel';

export const customFieldTypes = ['TEXT', 'NUMBER', 'DATE', 'CHOICE', 'PERSON', 'YES_NO'] as const;
export type CustomFieldKind = (typeof customFieldTypes)[number];

export const customFieldErrors = defineErrors({
  CUSTOM_FIELD_NAME_TAKEN: { kind: 'Invalid', message: 'The partnership has a field with this name.' },
  CUSTOM_FIELDS_FULL: { kind: 'Invalid', message: 'A partnership has at most 20 fields of its own.', args: ['limit'] },
  CUSTOM_FIELD_CHOICES: {
    kind: 'Invalid',
    message: 'A field to choose from has 1 to 50 different choices; another field has none.',
    args: ['limit'],
  },
  CUSTOM_VALUE_WRONG: { kind: 'Invalid', message: 'The value does not fit the type of the field.', args: ['type'] },
  CUSTOM_FILTER_WRONG: {
    kind: 'Invalid',
    message:
      'A field is not searched like this: words fit a text, from and until a number or a day, values the others.',
    args: ['type'],
  },
});

/** Most fields of its own a partnership has. */
export const MAX_FIELDS = 20;
/** Most values one chooses from. */
export const MAX_CHOICES = 50;

/** The name of a field, within its bounds. */
export const cleanFieldName = (text: string): string => cleanLine(text, { field: 'name', max: 60 });

/** @throws CUSTOM_FIELD_CHOICES */
export const cleanChoices = (type: CustomFieldKind, texts: readonly string[]): string[] => {
  const choices = texts.map((text) => cleanLine(text, { field: 'choices', max: 60 }));
  const fits = type === 'CHOICE' ? choices.length > 0 && choices.length <= MAX_CHOICES : choices.length === 0;
  if (!fits || new Set(choices).size !== choices.length)
    throw customFieldErrors.CUSTOM_FIELD_CHOICES({ field: 'choices', args: { limit: MAX_CHOICES } });
  return choices;
};

const NUMBER = /^-?\d{1,12}(\.\d{1,4})?$/;

/** `+12,50` as people here type it is `12.5`. */
const asNumber = (text: string): string | undefined => {
  const plain = text.replace(/^\+/, '').replace(',', '.');
  return NUMBER.test(plain) ? String(Number(plain)) : undefined;
};

/**
 * A value as it is kept; people are checked elsewhere.
 * @throws CUSTOM_VALUE_WRONG, INVALID_INPUT
 */
export const cleanValue = (field: { type: CustomFieldKind; choices: readonly string[] }, text: string): string => {
  const value = cleanLine(text, { field: 'customValues', max: 500 });
  const fits = {
    TEXT: () => value,
    NUMBER: () => asNumber(value),
    DATE: () => (isCalendarDay(value) ? value : undefined),
    CHOICE: () => (field.choices.includes(value) ? value : undefined),
    PERSON: () => value,
    YES_NO: () => (value === 'YES' || value === 'NO' ? value : undefined),
  }[field.type]();
  if (fits === undefined)
    throw customFieldErrors.CUSTOM_VALUE_WRONG({ field: 'customValues', args: { type: field.type } });
  return fits;
};

/** A number or a day as the database compares them: ten-thousandths, 20261231; undefined when it is none. */
export const asOrdinal = (type: CustomFieldKind, text: string): string | undefined => {
  if (type === 'DATE') return isCalendarDay(text) ? text.replaceAll('-', '') : undefined;
  const [, sign = '', whole, parts = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(asNumber(text.trim()) ?? '') ?? [];
  return whole === undefined ? undefined : `${sign}${whole}${parts.padEnd(4, '0')}`;
};

/** Two values for one field are a mistake of the client. */
export const checkOnce = (ids: readonly string[], field = 'customValues'): void => {
  if (new Set(ids).size !== ids.length) throw commonErrors.INVALID_INPUT({ field, args: { reason: 'TWICE' } });
};
