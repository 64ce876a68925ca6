/** Answers the rows of a statement: of the ambient Db as well as of an owner's own connection. */
export type Query = <T>(sql: string, parameters: unknown[]) => Promise<T[]>;

const known = async (
  query: Query,
  what: string,
  sql: string,
  keys: readonly string[],
): Promise<Map<string, string>> => {
  const rows = await query<{ key: string; id: string }>(sql, [keys]);
  const ids = new Map(rows.map(({ key, id }) => [key, id]));
  const missing = keys.filter((key) => !ids.has(key));
  if (missing.length > 0) throw new Error(`no ${what} ${missing.join(', ')} in the reference data`);
  return ids;
};

/**
 * Internal ids of municipalities by the NIS code that they have, or had last; for example data and tests.
 * @throws Error when one is not in the reference data.
 */
export const municipalitiesByNis = (query: Query, codes: readonly string[]): Promise<Map<string, string>> =>
  known(
    query,
    'municipality with NIS code',
    `select distinct on (value) value as key, municipality_id as id from directory.municipality_codes
     where scheme = 'NIS' and value = any ($1) order by value, valid_from desc nulls last`,
    codes,
  );

/** As municipalitiesByNis, for one. */
export const municipalityByNis = async (query: Query, nis: string): Promise<string> =>
  (await municipalitiesByNis(query, [nis])).get(nis)!;

/**
 * Internal ids of actors by their code; for example data and tests.
 * @throws Error when one is not in the reference data.
 */
export const actorsByCode = (query: Query, codes: readonly string[]): Promise<Map<string, string>> =>
  known(query, 'actor', `select code as key, id from directory.actors where code = any ($1)`, codes);
