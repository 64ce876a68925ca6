import { readRows, type FileContents } from './read-rows.js';
import { readContents } from './reference.files.js';

const own = readContents();
const withFile = (file: keyof FileContents, content: string | Buffer | null) =>
  readRows({ ...own, [file]: typeof content === 'string' ? Buffer.from(content) : content });
const regions = (content: string | Buffer | null) => withFile('reference-regions.csv', content);

describe('reading the files', () => {
  it('knows the line of every row', () => {
    const { rows, refusals } = regions('code,name\nREFREG01,"Regio ""A"""\n\nREFREG02,Rivierenland\n');
    expect(refusals).toEqual([]);
    expect(rows['reference-regions.csv']).toEqual([
      { code: 'REFREG01', name: 'Regio "A"', line: 2 },
      { code: 'REFREG02', name: 'Rivierenland', line: 4 },
    ]);
  });

  it('accepts a byte order mark, Windows line ends and columns in another order', () => {
    const { rows, refusals } = regions('\uFEFFname,code\r\nKempen,REFREG03\r\n');
    expect(refusals).toEqual([]);
    expect(rows['reference-regions.csv']).toEqual([{ code: 'REFREG03', name: 'Kempen', line: 2 }]);
  });

  it.each([
    ['a missing file', null, 'FILE_MISSING', null, null],
    ['an empty file', '', 'COLUMN_MISSING', 1, 'code'],
    ['other text than UTF-8', Buffer.from('code,name\nREFREG01,Bruxell\u00e9s\n', 'latin1'), 'ENCODING', null, null],
    ['an open quote', 'code,name\nREFREG01,"Kempen\n', 'FILE_UNREADABLE', 2, null],
    ['a missing column', 'code\nREFREG01\n', 'COLUMN_MISSING', 1, 'name'],
    ['an unknown column', 'code,name,colour\n', 'COLUMN_UNKNOWN', 1, 'colour'],
    ['a column twice', 'code,name,name\n', 'COLUMN_UNKNOWN', 1, 'name'],
    ['a short row', 'code,name\nREFREG01\n', 'COLUMN_COUNT', 2, null],
    ['a bad cell', 'code,name\nREFREG01,Kempen\nR2,Waasland\n', 'UNKNOWN_VALUE', 3, 'code'],
  ])('refuses %s', (_, content, code, line, column) => {
    expect(regions(content).refusals[0]).toMatchObject({ file: 'reference-regions.csv', code, line, column });
  });

  it('reports every bad cell of a row', () => {
    const { refusals } = withFile('population.csv', 'nis,year,population\n3700,twenty,-1\n');
    expect(refusals.map(({ column, code, value }) => [column, code, value])).toEqual([
      ['nis', 'NIS_FORMAT', '3700'],
      ['year', 'NUMBER', 'twenty'],
      ['population', 'NUMBER', '-1'],
    ]);
  });
});
