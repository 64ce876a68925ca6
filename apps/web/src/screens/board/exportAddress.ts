import type { BoardSearch } from './search.js';
import { filterOf, orders } from './search.js';

/** The list that is shown, as a file: the same filters in the address of the API. */
export function exportAddress(
  partnershipId: string,
  search: BoardSearch,
  format: 'csv' | 'xlsx',
  lang: string,
): string {
  const parameters = new URLSearchParams({ partnershipId, format, lang });
  const { customFields, ...plain } = filterOf(search);
  for (const [name, value] of Object.entries(plain)) if (value !== null) parameters.set(name, String(value));
  if (customFields) parameters.set('customFields', JSON.stringify(customFields));
  if (search.orde) parameters.set('orderBy', orders[search.orde]);
  return `/tasks/export?${parameters.toString()}`;
}
