import { addDays } from '#libs/kernel';
import { datedCodes, meet, type Period } from './dated-codes.js';
import type { ReferenceRows } from './layouts.js';
import type { Refuse } from './refuse.js';

/** A NIS code that the database knows. */
export interface KnownCode extends Period {
  municipalityId: string;
  value: string;
}

/** A name that the database knows. */
export interface KnownName {
  id: string;
  municipalityId: string;
  name: string;
  validFrom: string | null;
  validUntil: string | null;
}

/**
 * Which municipality of the database each one of the files is: the one that has one of its NIS codes on the same day.
 * @returns ids by the NIS code of the files; one that is new gets an id from `newId`.
 */
export const matchMunicipalities = (
  rows: ReferenceRows,
  known: readonly KnownCode[],
  newId: () => string,
  refuse: Refuse,
): Map<string, string> => {
  const codes = Map.groupBy(
    datedCodes(rows).filter((code) => code.scheme === 'NIS'),
    (code) => code.nis,
  );
  const byValue = Map.groupBy(known, (code) => code.value);
  const ids = new Map<string, string>();
  const taken = new Set<string>();
  for (const { nis, line } of rows['municipalities.csv']) {
    const candidates = (codes.get(nis) ?? []).flatMap((code) =>
      (byValue.get(code.value) ?? []).filter((other) => meet(code, other)).map((other) => other.municipalityId),
    );
    const found = [...new Set(candidates)];
    if (found.length > 1 || found.some((id) => taken.has(id)))
      refuse('municipalities.csv', line, 'nis', 'IDENTITY_MIXED', nis);
    found.forEach((id) => taken.add(id));
    ids.set(nis, found[0] ?? newId());
  }
  const lost = new Map(
    known.filter((code) => !taken.has(code.municipalityId)).map((code) => [code.municipalityId, code.value]),
  );
  lost.forEach((nis) => refuse('municipalities.csv', null, 'nis', 'VANISHED', nis));
  return ids;
};

/** What happens to the names in the database. */
export interface NameChanges {
  /** Corrected in place: a slip of the pen has no history. */
  corrected: { id: string; name: string }[];
  /** No longer used after this day. */
  closed: { id: string; validUntil: string }[];
  /** Used from then on. */
  opened: { municipalityId: string; name: string; validFrom: string | null }[];
}

/** Compares the names of the files with the last ones of the database; a new name with a date keeps the one before it. */
export const nameChanges = (
  rows: ReferenceRows,
  ids: ReadonlyMap<string, string>,
  known: readonly KnownName[],
  refuse: Refuse,
): NameChanges => {
  const current = new Map(known.filter((name) => name.validUntil === null).map((name) => [name.municipalityId, name]));
  const changes: NameChanges = { corrected: [], closed: [], opened: [] };
  for (const row of rows['municipalities.csv']) {
    const municipalityId = ids.get(row.nis)!;
    const validFrom = row.name_since ?? row.exists_from;
    const before = current.get(municipalityId);
    const { name } = row;
    if (!before) changes.opened.push({ municipalityId, name, validFrom });
    else if (before.name !== name && row.name_since && row.name_since !== before.validFrom) {
      if (before.validFrom && row.name_since < before.validFrom)
        refuse('municipalities.csv', row.line, 'name_since', 'NAME_SINCE', row.name_since);
      changes.closed.push({ id: before.id, validUntil: addDays(row.name_since, -1) });
      changes.opened.push({ municipalityId, name, validFrom });
    } else if (before.name !== name) changes.corrected.push({ id: before.id, name });
  }
  return changes;
};
