/** More texts than this are not prepared: each costs memory on every connection, here and in PostgreSQL. */
const KEPT = 400;

/** Longer texts are put together for one request, as a rule. */
const LONGEST = 20_000;

const names = new Map<string, string>();

/** The name under which connections keep a statement ready; undefined for texts beyond what is kept. */
export const statementName = (sql: string): string | undefined => {
  const known = names.get(sql);
  if (known) return known;
  if (names.size >= KEPT || sql.length > LONGEST) return undefined;
  const name = `s${names.size + 1}`;
  names.set(sql, name);
  return name;
};
