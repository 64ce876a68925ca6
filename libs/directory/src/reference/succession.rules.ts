import { addDays } from '#libs/kernel';
import type { ReferenceRows } from './layouts.js';
import type { Refuse } from './refuse.js';

/** Who follows whom fits the days on which they exist and, where known, their KBO numbers. */
export const successionRules = (rows: ReferenceRows, refuse: Refuse): void => {
  const file = 'successions.csv';
  const byNis = new Map(rows['municipalities.csv'].map((row) => [row.nis, row]));
  const numbers = Map.groupBy(
    rows['municipality-codes.csv'].filter((code) => code.scheme === 'KBO'),
    (code) => code.nis,
  );
  const kboOn = (nis: string, date: string) =>
    numbers
      .get(nis)
      ?.find(({ valid_from: from, valid_until: until }) => (from ?? '') <= date && (!until || date <= until))?.value;
  const goesOn = new Set<string>();
  for (const { line, predecessor, successor, valid_from: start, identity_continues: continues } of rows[file]) {
    const [before, after] = [byNis.get(predecessor), byNis.get(successor)];
    if (!before) refuse(file, line, 'predecessor', 'UNKNOWN_MUNICIPALITY', predecessor);
    if (!after) refuse(file, line, 'successor', 'UNKNOWN_MUNICIPALITY', successor);
    if (!before || !after) continue;
    const eve = addDays(start, -1);
    if (before.exists_until !== eve) refuse(file, line, 'valid_from', 'SUCCESSION_END', start);
    if ((after.exists_from && after.exists_from > start) || (after.exists_until && after.exists_until < start))
      refuse(file, line, 'valid_from', 'SUCCESSION_START', start);
    if (continues)
      for (const side of [`from ${predecessor}`, `to ${successor}`]) {
        if (goesOn.has(side)) refuse(file, line, 'identity_continues', 'IDENTITY_TWICE', side);
        goesOn.add(side);
      }
    const [old, current] = [kboOn(predecessor, eve), kboOn(successor, start)];
    if (old && current && (old === current) !== continues)
      refuse(file, line, 'identity_continues', 'IDENTITY_CODES', `${old} and ${current}`);
  }
  const followed = new Set(rows[file].map((row) => row.predecessor));
  for (const row of rows['municipalities.csv'])
    if (row.exists_until && !followed.has(row.nis))
      refuse('municipalities.csv', row.line, 'exists_until', 'SUCCESSOR_MISSING', row.nis);
};
