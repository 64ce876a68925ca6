import { datedCodes } from './dated-codes.js';
import { matchMunicipalities, nameChanges, type KnownCode, type KnownName } from './identity.rules.js';
import type { ReferenceRows, Row } from './layouts.js';
import { readRows } from './read-rows.js';
import { readContents } from './reference.files.js';

const { rows: own } = readRows(readContents());
const nisCodes = datedCodes(own).filter(({ scheme }) => scheme === 'NIS');
const known: KnownCode[] = nisCodes.map(({ nis, value, from, until }) => ({
  municipalityId: `id-${nis}`,
  value,
  from,
  until,
}));

const match = (rows: ReferenceRows, codes = known) => {
  const refusals: string[] = [];
  let made = 0;
  const ids = matchMunicipalities(
    rows,
    codes,
    () => `new-${++made}`,
    (_file, _line, _column, code, value) => refusals.push(`${code} ${String(value)}`),
  );
  return { ids, refusals };
};
const renumbered = (): ReferenceRows => ({
  ...own,
  'municipalities.csv': own['municipalities.csv'].map((row) => (row.nis === '37020' ? { ...row, nis: '37099' } : row)),
  'municipality-codes.csv': [
    ...own['municipality-codes.csv'],
    { nis: '37099', scheme: 'NIS', value: '37020', valid_from: null, valid_until: '2026-12-31', line: 999 },
  ],
});

describe('finding municipalities again', () => {
  it('gives everybody a new id in an empty database', () => {
    const { ids, refusals } = match(own, []);
    expect(new Set(ids.values()).size).toBe(327);
    expect(refusals).toEqual([]);
  });

  it('finds each by its NIS code', () => {
    const { ids, refusals } = match(own);
    expect([...ids].every(([nis, id]) => id === `id-${nis}`)).toBe(true);
    expect(refusals).toEqual([]);
  });

  it('keeps the id of a municipality whose NIS code changes', () => {
    const { ids, refusals } = match(renumbered());
    expect(ids.get('37099')).toBe('id-37020');
    expect(refusals).toEqual([]);
  });

  it('does not take the holder of a code in other days for the same', () => {
    const rows: ReferenceRows = {
      ...own,
      'municipalities.csv': own['municipalities.csv'].map((row) =>
        row.nis === '37020' ? { ...row, exists_from: '2030-01-01' } : row,
      ),
    };
    const ended = known.map((code) => (code.value === '37020' ? { ...code, until: '2029-12-31' } : code));
    expect(match(rows, ended).ids.get('37020')).toBe('new-1');
  });

  it('refuses to leave one out', () => {
    const rows = { ...own, 'municipalities.csv': own['municipalities.csv'].filter((row) => row.nis !== '37020') };
    expect(match(rows).refusals).toEqual(['VANISHED 37020']);
  });

  it('refuses codes that belong to two', () => {
    const rows = renumbered();
    rows['municipality-codes.csv'].push({
      nis: '37099',
      scheme: 'NIS',
      value: '37010',
      valid_from: null,
      valid_until: null,
      line: 1_000,
    });
    expect(match(rows).refusals).toContain('IDENTITY_MIXED 37099');
  });
});

describe('names', () => {
  const change = (difference: Partial<Row<'municipalities.csv'>>, names: KnownName[]) => {
    const rows = {
      ...own,
      'municipalities.csv': own['municipalities.csv']
        .filter(({ nis }) => nis === '37020')
        .map((row) => ({ ...row, ...difference })),
    };
    const refusals: string[] = [];
    const changes = nameChanges(rows, new Map([['37020', 'a']]), names, (_file, _line, _column, code) =>
      refusals.push(code),
    );
    return { ...changes, refusals };
  };
  const before: KnownName = {
    id: 'n',
    municipalityId: 'a',
    name: 'Ardooie',
    validFrom: '2000-01-01',
    validUntil: null,
  };

  it('stay when nothing changed', () => {
    expect(change({}, [before])).toEqual({ corrected: [], closed: [], opened: [], refusals: [] });
  });

  it('are corrected in place without a date', () => {
    expect(change({ name: 'Ardoye' }, [before]).corrected).toEqual([{ id: 'n', name: 'Ardoye' }]);
  });

  it('are kept when the new one has a date', () => {
    const { closed, opened } = change({ name: 'Ardoye', name_since: '2027-01-01' }, [before]);
    expect(closed).toEqual([{ id: 'n', validUntil: '2026-12-31' }]);
    expect(opened).toEqual([{ municipalityId: 'a', name: 'Ardoye', validFrom: '2027-01-01' }]);
  });

  it('cannot begin before the one they replace', () => {
    expect(change({ name: 'Ardoye', name_since: '1999-01-01' }, [before]).refusals).toEqual(['NAME_SINCE']);
  });
});
