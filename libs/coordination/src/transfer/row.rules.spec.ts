import { describe, expect, it } from '@jest/globals';
import writeExcel from 'write-excel-file/node';
import { readSheet } from './file.rules.js';
import { readDay, readRow, type Names } from './row.rules.js';
import { folded, guessFields, type ImportField } from './words.js';

const names: Names = {
  municipalities: new Map([
    [folded('Lo-Reninge'), 'lo'],
    [folded('Vleteren'), 'vl'],
  ]),
  people: new Map([[folded('An Claeys'), 'an']]),
  actors: new Map([['fedasil', 'fe']]),
};
const mapping: ImportField[] = [
  'TITLE',
  'STATUS',
  'DUE_ON',
  'PRIORITY',
  'MUNICIPALITIES',
  'ASSIGNEE',
  'WAITING_ON',
  'ACTORS',
];

describe('a row of a file', () => {
  it('is read as people write it, in any of the four languages', () => {
    const { task, problems } = readRow(
      [
        'Tolk regelen',
        'en attente d’un autre',
        '11/12/2026',
        'dringend',
        'lo reninge; Vleteren',
        'AN  CLAEYS',
        'de school',
        'Fedasil',
      ],
      mapping,
      names,
    );
    expect(problems).toEqual([]);
    expect(task).toEqual({
      ...{ title: 'Tolk regelen', description: '', status: 'WAITING', waitingOnNote: 'de school', dueOn: '2026-12-11' },
      ...{ priority: 'URGENT', municipalityIds: ['lo', 'vl'], assigneeId: 'an', actorIds: ['fe'] },
    });
  });

  it('tells everything that is wrong with it at once', () => {
    const { problems } = readRow(
      ['', 'misschien', '31/02/2026', 'zeer', 'Gent, Vleteren', 'Niemand', '', ''],
      mapping,
      names,
    );
    expect(problems.map(({ field, code, value }) => [field, code, value])).toEqual([
      ['TITLE', 'REQUIRED', ''],
      ['STATUS', 'NOT_A_STATUS', 'misschien'],
      ['DUE_ON', 'NOT_A_DATE', '31/02/2026'],
      ['PRIORITY', 'NOT_A_PRIORITY', 'zeer'],
      ['ASSIGNEE', 'UNKNOWN', 'Niemand'],
      ['MUNICIPALITIES', 'UNKNOWN', 'Gent'],
    ]);
  });

  it.each([
    ['2026-12-11', '2026-12-11'],
    ['1-2-26', '2026-02-01'],
    ['29.02.2028', '2028-02-29'],
    ['29/02/2027', undefined],
    ['12/31/2026', undefined],
    ['morgen', undefined],
  ])('reads %s as %s', (text, day) => expect(readDay(text)).toBe(day));

  it('guesses what columns hold, each field once', () => {
    expect(guessFields(['Taak', 'Einddatum', 'Gemeente', 'Titel', 'Kleur', 'Échéance'])).toEqual([
      ...['TITLE', 'DUE_ON', 'MUNICIPALITIES', '', '', ''],
    ]);
  });
});

describe('a file', () => {
  const read = (text: string) => readSheet(Buffer.from(text));

  it('is read with the separator it has, with quotes and without a formula mark', async () => {
    expect(await read(`\uFEFFTitel;Tegen\r\n"a;""b""\nc";'=1+1\r\n;\r\n`)).toEqual({
      columns: ['Titel', 'Tegen'],
      rows: [['a;"b"\nc', '=1+1']],
    });
    expect((await read('Titel,Wie\nEen,An\n')).rows).toEqual([['Een', 'An']]);
    expect((await readSheet(Buffer.from('Titel;Wie\nCaf\xe9;An', 'latin1'))).rows).toEqual([['Café', 'An']]);
  });

  it('may be a spreadsheet, with its days as days', async () => {
    const bytes = await writeExcel([
      [{ value: 'Titel' }, { value: 'Tegen' }, { value: 'Aantal' }],
      [{ value: 'Zomer' }, { value: new Date('2026-07-01T00:00:00Z'), type: Date, format: 'dd/mm/yyyy' }, { value: 3 }],
      [{ value: 'Winter' }, { value: new Date('2026-12-01T00:00:00Z'), type: Date, format: 'dd/mm/yyyy' }, null],
    ]).toBuffer();
    expect(await readSheet(bytes)).toEqual({
      columns: ['Titel', 'Tegen', 'Aantal'],
      rows: [
        ['Zomer', '2026-07-01', '3'],
        ['Winter', '2026-12-01', ''],
      ],
    });
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['only a head', Buffer.from('Titel;Wie\n')],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1])],
    ['a broken spreadsheet', Buffer.from([0x50, 0x4b, 3, 4, 1, 2, 3])],
  ])('is refused when it is %s', async (_what, bytes) => {
    await expect(readSheet(bytes)).rejects.toMatchObject({ code: 'TASK_FILE_UNREADABLE' });
  });

  it('is refused when it is too long, too wide or unpacks to too much', async () => {
    const lines = (count: number) => `Titel\n${'x\n'.repeat(count)}`;
    expect((await read(lines(5_000))).rows).toHaveLength(5_000);
    await expect(read(lines(5_001))).rejects.toMatchObject({ code: 'TASK_FILE_TOO_LARGE', args: { limit: 5_000 } });
    await expect(read(`${'a;'.repeat(50)}a\n1`)).rejects.toMatchObject({ args: { limit: 50 } });
    const bytes = await writeExcel([[{ value: 'Titel' }], [{ value: 'x' }]]).toBuffer();
    // The directory says that its first part unpacks to four gigabytes.
    const at = bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    bytes.writeUInt32LE(0xffffffff, at + 24);
    await expect(readSheet(bytes)).rejects.toMatchObject({ code: 'TASK_FILE_TOO_LARGE' });
  });
});
