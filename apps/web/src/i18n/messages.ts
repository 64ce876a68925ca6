import { useCallback } from 'react';
import { useIntl } from 'react-intl';
import type nl from './nl.json';

/** Every sentence has an id in nl.json; the other catalogues have the same keys. */
export type MessageId = keyof typeof nl;

export type MessageValues = Record<string, string | number | boolean | Date | null | undefined>;

/** Translates by id; a wrong id is a type error. */
export type Translate = (id: MessageId, values?: MessageValues) => string;

export function useT(): Translate {
  const intl = useIntl();
  return useCallback((id, values) => intl.formatMessage({ id }, values), [intl]);
}
