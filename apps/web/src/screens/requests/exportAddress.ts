import { filterOf, orders, type RequestSearch } from './search.js';

/** The list that is shown, as a file: the same filters in the address of the API. Without a partnership what is asked of us. */
export function exportAddress(
  partnershipId: string | undefined,
  search: RequestSearch,
  format: 'csv' | 'xlsx',
  lang: string,
): string {
  const parameters = new URLSearchParams({ format, lang, orderBy: orders[search.sorteer ?? 'termijn'] });
  if (partnershipId) parameters.set('partnershipId', partnershipId);
  for (const [name, value] of Object.entries(filterOf(search))) if (value !== null) parameters.set(name, String(value));
  return `/requests/export?${parameters.toString()}`;
}
