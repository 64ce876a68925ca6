import { describe, expect, it } from '@jest/globals';
import writeExcel from 'write-excel-file/node';
import { readSheet } from './file.rules.js';
import type { CustomFieldRow } from '../fields/fields.store.js';
import { readRecurrence, recurrenceWords } from './recurrence.words.js';
import { readDay } from './row.day.js';
import { readRow, type Names } from './row.rules.js';
import { folded, guessFields, languages, ownTarget, type ImportField } from './words.js';

const own = (id: string, name: string, type: CustomFieldRow['type'], choices: string[] = []): CustomFieldRow => ({
  ...{ id, name, type, choices, partnershipId: 'p', version: 1 },
});
const names: Names = {
  municipalities: new Map([
    [folded('Lo-Reninge'), 'lo'],
    [folded('Vleteren'), 'vl'],
  ]),
  people: new Map([[folded('An Claeys'), 'an']]),
  actors: new Map([['fedasil', 'fe']]),
  own: [
    own('nr', 'Dossiernummer', 'TEXT'),
    own('euro', 'Bedrag', 'NUMBER'),
    own('day', 'Zitting', 'DATE'),
    own('phase', 'Fase', 'CHOICE', ['Idee', 'idee', 'Loopt']),
    own('who', 'Trekker', 'PERSON'),
    own('ok', 'Akkoord', 'YES_NO'),
  ],
};
const ownColumns = names.own.map(({ id }) => ownTarget(id));
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
      ...{ recurrence: null, customValues: [] },
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

  it('fills fields of the partnership’s own as their type says, and refuses what does not fit, cell by cell', () => {
    const read = (...cells: string[]) => readRow(['Taak', ...cells], ['TITLE', ...ownColumns], names);
    const right = read('2026/17', '-12,50', '1/12/2026', 'LOOPT', 'an claeys', 'oui');
    expect(right.problems).toEqual([]);
    expect(right.task.customValues).toEqual([
      { fieldId: 'nr', value: '2026/17' },
      { fieldId: 'euro', value: '-12.5' },
      { fieldId: 'day', value: '2026-12-01' },
      { fieldId: 'phase', value: 'Loopt' },
      { fieldId: 'who', value: 'an' },
      { fieldId: 'ok', value: 'YES' },
    ]);
    expect(read('', '', '', 'idee', '', 'Nee').task.customValues).toEqual([
      { fieldId: 'phase', value: 'idee' },
      { fieldId: 'ok', value: 'NO' },
    ]);
    expect(read('', '', '', '', '', 'true').task.customValues).toEqual([{ fieldId: 'ok', value: 'YES' }]);
    expect(read('', '', '', '', '', 'constructor').problems).toMatchObject([{ code: 'NOT_YES_OR_NO' }]);
    const wrong = read('x'.repeat(501), 'veel', '31/02/2026', 'misschien', 'Niemand', 'soms');
    expect(wrong.problems.map(({ field, code }) => [field, code])).toEqual([
      ...[
        ['=nr', 'TOO_LONG'],
        ['=euro', 'NOT_A_NUMBER'],
        ['=day', 'NOT_A_DATE'],
        ['=phase', 'NOT_A_CHOICE'],
      ],
      ...[
        ['=who', 'UNKNOWN'],
        ['=ok', 'NOT_YES_OR_NO'],
      ],
    ]);
    // What stands in the column of a field that is gone would be lost.
    const gone = readRow(['Taak', 'x'], ['TITLE', ownTarget('gone')], names);
    expect(gone.problems).toEqual([{ field: '=gone', code: 'REFUSED', value: 'x' }]);
  });

  it.each([
    ['wekelijks', 'FREQ=WEEKLY'],
    ['Elke 2 weken', 'FREQ=WEEKLY;INTERVAL=2'],
    ['om de drie maanden', 'FREQ=MONTHLY;INTERVAL=3'],
    ['per kwartaal, tot en met 31/12/2027', 'FREQ=MONTHLY;INTERVAL=3;UNTIL=20271231'],
    ['Every other week', 'FREQ=WEEKLY;INTERVAL=2'],
    ['half-yearly', 'FREQ=MONTHLY;INTERVAL=6'],
    ['yearly until 2030-01-31', 'FREQ=YEARLY;UNTIL=20300131'],
    ['toutes les 3 semaines jusqu’au 1.2.2027', 'FREQ=WEEKLY;INTERVAL=3;UNTIL=20270201'],
    ['jährlich', 'FREQ=YEARLY'],
    ['RRULE:FREQ=MONTHLY;INTERVAL=2', 'FREQ=MONTHLY;INTERVAL=2'],
    ['nee', null],
    ['', null],
    // Every week, or every other one: nobody knows.
    ['om de week', undefined],
    ['dagelijks', undefined],
    ['elke 99 weken', undefined],
    ['jaarlijks tot ooit', undefined],
    ['FREQ=WEEKLY;BYDAY=MO', undefined],
  ])('reads how a task repeats: %s', (text, rule) => {
    if (rule === undefined) expect(() => readRecurrence(text)).toThrow(/repeats by/);
    else expect(readRecurrence(text)).toBe(rule);
  });

  it('repeats from its due day on, as words of our own files say it too', () => {
    const problemsOf = (due: string, text: string) =>
      readRow(['Taak', due, text], ['TITLE', 'DUE_ON', 'RECURRENCE'], names).problems.map(({ code }) => code);
    expect(problemsOf('1/12/2026', 'maandelijks')).toEqual([]);
    expect(problemsOf('', 'maandelijks')).toEqual(['NEEDS_DUE']);
    expect(problemsOf('', 'nooit')).toEqual([]);
    expect(problemsOf('ooit', 'maandelijks')).toEqual(['NOT_A_DATE']);
    expect(problemsOf('1/12/2026', 'soms')).toEqual(['NOT_A_RECURRENCE']);
    expect(problemsOf('1/12/2026', 'elk jaar tot en met 1/11/2026')).toEqual(['ENDS_BEFORE_START']);
    for (const language of languages)
      for (const freq of ['WEEKLY', 'MONTHLY', 'YEARLY'])
        for (const rest of ['', ';INTERVAL=2', ';INTERVAL=12;UNTIL=20271231', ';UNTIL=20280229']) {
          const rule = `FREQ=${freq}${rest}`;
          expect([recurrenceWords(rule, language), readRecurrence(recurrenceWords(rule, language))]).toEqual([
            ...[expect.any(String), rule],
          ]);
        }
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
    // A field of one's own comes before other words for ours, and after our own heads.
    const fields = [
      { id: 'a', name: 'Datum' },
      { id: 'b', name: 'Status' },
    ];
    expect(guessFields(['Status', 'status', 'DATUM', 'Deadline', 'Herhaling', ''], fields)).toEqual([
      ...['STATUS', '=b', '=a', 'DUE_ON', 'RECURRENCE', ''],
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
      [{ value: 'Som' }, null, { value: 0.1 + 0.2 }],
    ]).toBuffer();
    expect(await readSheet(bytes)).toEqual({
      columns: ['Titel', 'Tegen', 'Aantal'],
      rows: [
        ['Zomer', '2026-07-01', '3'],
        ['Winter', '2026-12-01', ''],
        ['Som', '', '0.3'],
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
