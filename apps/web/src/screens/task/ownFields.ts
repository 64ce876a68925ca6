import { useCallback } from 'react';
import { useWorkspace } from '../../app/workspaceContext.js';
import { type CustomFieldFragment, CustomFieldsDocument, type CustomFieldType } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { useFormat } from '../../i18n/useFormat.js';
import { useLiveQuery } from '../../live/useLiveQuery.js';
import type { Option } from '../../ui/PickField.js';

export const fieldTypes = [
  ...(['TEXT', 'NUMBER', 'DATE', 'CHOICE', 'PERSON', 'YES_NO'] as const),
] satisfies readonly CustomFieldType[];

/** Always the same list, so that what depends on it stays the same. */
const noFields: readonly CustomFieldFragment[] = [];

/** Fields of the open partnership, in the order in which they were made. */
export function useCustomFields(): readonly CustomFieldFragment[] {
  const { partnership, isAnswerer } = useWorkspace();
  const [{ data }] = useLiveQuery(
    { query: CustomFieldsDocument, variables: { id: partnership.id }, pause: isAnswerer },
    ({ type }) => type === 'CUSTOM_FIELDS_CHANGED',
  );
  return data?.partnership?.customFields ?? noFields;
}

/** What one picks from for a field; null for a field one writes in. */
export function useFieldOptions(): (field: CustomFieldFragment) => Option[] | null {
  const t = useT();
  const { partnership } = useWorkspace();
  return useCallback(
    ({ type, choices }) => {
      if (type === 'CHOICE') return choices.map((choice) => ({ id: choice, name: choice }));
      if (type === 'PERSON') return partnership.people.map(({ id, displayName }) => ({ id, name: displayName }));
      if (type === 'YES_NO') return (['YES', 'NO'] as const).map((id) => ({ id, name: t(`yesNo.${id}`) }));
      return null;
    },
    [partnership.people, t],
  );
}

/** As people here write numbers. */
export const withComma = (value: string): string => value.replace('.', ',');

/** A value as people read it. */
export function useOwnValueText(): (field: CustomFieldFragment, value: string) => string {
  const format = useFormat();
  const optionsOf = useFieldOptions();
  return useCallback(
    (field, value) => {
      const option = optionsOf(field)?.find(({ id }) => id === value);
      if (option) return option.name;
      if (field.type === 'PERSON') return '?';
      if (field.type === 'DATE') return format.longDate(value);
      return field.type === 'NUMBER' ? withComma(value) : value;
    },
    [format, optionsOf],
  );
}

/** Whether something is in a field for numbers that the server will not take for one. */
export const isWrongNumber = ({ type }: CustomFieldFragment, value: string | null | undefined): boolean =>
  type === 'NUMBER' && Boolean(value) && !/^[+-]?\d{1,12}([.,]\d{1,4})?$/.test(value!.trim());
