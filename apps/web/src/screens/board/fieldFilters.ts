import type { CustomFieldFilter } from '../../gql/graphql.js';

/** What is asked of one field of the partnership's own. */
export type FieldFilter = Omit<CustomFieldFilter, 'empty'> & { empty?: true };

/** As many as a partnership has fields. */
const most = 20;
/** What a saved view can hold beside its other settings, encoded once more. */
const longest = 3_500;

const parts = (text: string, separator: string): string[] => text.split(separator).filter(Boolean);

/**
 * Filters on own fields as they stand in the address: `veld:is:keuze:keuze,veld:van:10,veld:tot:20,veld:heeft:woord,veld:leeg`,
 * each part encoded. What cannot be read is left out.
 */
export function readFieldFilters(raw: unknown): FieldFilter[] {
  const filters = new Map<string, FieldFilter>();
  for (const entry of typeof raw === 'string' ? parts(raw, ',') : []) {
    const [fieldId, kind, ...values] = decoded(entry);
    if (!fieldId || !kind || !/^[\w-]+$/.test(fieldId)) continue;
    const filter = filters.get(fieldId) ?? { fieldId };
    const [value] = values;
    if (kind === 'is' && value) filter.anyOf = values;
    else if (kind === 'heeft' && value) filter.contains = value;
    else if (kind === 'van' && value) filter.from = value;
    else if (kind === 'tot' && value) filter.until = value;
    else if (kind === 'leeg') filter.empty = true;
    else continue;
    filters.set(fieldId, filter);
  }
  return [...filters.values()].slice(0, most);
}

function decoded(entry: string): string[] {
  try {
    return entry.split(':').map(decodeURIComponent);
  } catch {
    return [];
  }
}

export function writeFieldFilters(filters: readonly FieldFilter[]): string | undefined {
  const entries = filters.flatMap(({ fieldId, anyOf, contains, from, until, empty }) =>
    [
      ...(anyOf?.length ? [['is', ...anyOf]] : []),
      ...(contains ? [['heeft', contains]] : []),
      ...(from ? [['van', from]] : []),
      ...(until ? [['tot', until]] : []),
      ...(empty ? [['leeg']] : []),
    ].map((words) => [fieldId, ...words].map(encodeURIComponent).join(':')),
  );
  let text = '';
  for (const entry of entries) {
    const next = text ? `${text},${entry}` : entry;
    if (encodeURIComponent(next).length <= longest) text = next;
  }
  return text || undefined;
}
