import { kbo, ovo, nis, Refused } from './columns.js';
import { datedCodes, lifeOf, meet, within, type DatedCode } from './dated-codes.js';
import type { ReferenceRows } from './layouts.js';
import type { Refuse } from './refuse.js';

const forms = { NIS: nis, KBO: kbo, OVO: ovo };

/** Pairs of codes of one group that hold on the same day. */
const clashes = (codes: readonly DatedCode[], groupOf: (code: DatedCode) => string): DatedCode[] =>
  [...Map.groupBy(codes, groupOf).values()].flatMap((group) =>
    group.filter((code, index) => group.slice(0, index).some((earlier) => meet(earlier, code))),
  );

/** Codes have their form, belong to one municipality at a time and to a day on which it exists. */
export const codeRules = (rows: ReferenceRows, refuse: Refuse): void => {
  const lives = new Map(rows['municipalities.csv'].map((row) => [row.nis, lifeOf(row)]));
  const codes = datedCodes(rows);
  for (const { file, line, nis: owner, scheme, value, from, until } of codes) {
    const form = forms[scheme](value);
    if (form instanceof Refused) refuse(file, line, 'value', form.code, value);
    const life = lives.get(owner);
    if (!life) refuse(file, line, 'nis', 'UNKNOWN_MUNICIPALITY', owner);
    else if (from && until && until < from) refuse(file, line, 'valid_until', 'ENDS_BEFORE_START', until);
    else if (!within({ from, until }, life)) refuse(file, line, 'valid_from', 'CODE_OUTSIDE', `${from} to ${until}`);
  }
  const taken = new Set([
    ...clashes(codes, (code) => `${code.scheme} ${code.value}`),
    ...clashes(codes, (code) => `${code.scheme} of ${code.nis}`),
  ]);
  taken.forEach(({ file, line, value }) => refuse(file, line, 'value', 'CODE_TAKEN', value));
  const held = new Set(codes.filter((code) => code.until === null).map((code) => `${code.scheme} ${code.nis}`));
  for (const row of rows['municipalities.csv'])
    for (const scheme of row.exists_until ? [] : ['KBO', 'OVO'])
      if (!held.has(`${scheme} ${row.nis}`))
        refuse('municipalities.csv', row.line, 'nis', 'CODE_MISSING', `${scheme} of ${row.nis}`);
};
