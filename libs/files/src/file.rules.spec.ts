import { describe, expect, it } from '@jest/globals';
import { cleanName, dispositionOf, mediaTypeOf, metadataOf, spanOf } from './file.rules.js';

const text = (value: string) => Buffer.from(value);

describe('a name', () => {
  it('loses its path and what could control anything, and keeps its ending', () => {
    expect(cleanName('C:\\temp\\..\\verslag.pdf')).toBe('verslag.pdf');
    expect(cleanName('../../etc/passwd')).toBe('passwd');
    expect(cleanName('rekening\u202Efdp.exe')).toBe('rekening fdp.exe');
    expect(cleanName('  a\r\nb\u0000c .PDF ')).toBe('a b c .pdf');
    expect(cleanName('...')).toBe('bestand');
    expect([...cleanName(`${'é'.repeat(400)}.pdf`)]).toHaveLength(184);
  });

  it('is told to browsers in both spellings', () => {
    expect(dispositionOf('Één "plan" 50%.pdf')).toBe(
      `attachment; filename="Een _plan_ 50_.pdf"; filename*=UTF-8''%C3%89%C3%A9n%20%22plan%22%2050%25.pdf`,
    );
  });
});

describe('what a file is', () => {
  it('must be what its name says', () => {
    expect(mediaTypeOf('a.PDF', text('%PDF-'), 'pdf')).toBe('application/pdf');
    expect(mediaTypeOf('a.jpeg', text('x'), 'jpg')).toBe('image/jpeg');
    expect(mediaTypeOf('a.csv', text('naam;vraag\r\nÉén;x'), undefined)).toBe('text/csv; charset=utf-8');
    const wrong: [string, Buffer, string | undefined][] = [
      ['a.pdf', text('MZ'), 'exe'],
      ['a.pdf', text('<script>'), undefined],
      ['a.txt', text('x'), 'zip'],
      ['a.txt', Buffer.from([77, 90, 0, 1]), undefined],
      ['a.svg', text('<svg/>'), undefined],
      ['a.html', text('<p>'), undefined],
      ['constructor', text('x'), undefined],
    ];
    for (const [name, head, inside] of wrong)
      expect(() => mediaTypeOf(name, head, inside)).toThrow(expect.objectContaining({ code: 'FILE_TYPE_NOT_ALLOWED' }));
  });
});

it('a range is one span, the whole, or nothing that is there', () => {
  expect(spanOf('bytes=0-3', 10)).toEqual({ from: 0, to: 3 });
  expect(spanOf('bytes=4-', 10)).toEqual({ from: 4, to: 9 });
  expect(spanOf('bytes=-3', 10)).toEqual({ from: 7, to: 9 });
  expect(spanOf('bytes=-30', 10)).toEqual({ from: 0, to: 9 });
  expect(spanOf('bytes=8-99', 10)).toEqual({ from: 8, to: 9 });
  for (const outside of ['bytes=10-', 'bytes=5-3', 'bytes=-0']) expect(spanOf(outside, 10)).toBeNull();
  for (const whole of [undefined, 'bytes=0-1,3-4', 'items=0-1', 'bytes=-']) expect(spanOf(whole, 10)).toBeUndefined();
});

it('metadata are read as tus writes them', () => {
  const pair = (value: string) => Buffer.from(value).toString('base64');
  expect(metadataOf(`filename ${pair('één.pdf')},owner ${pair('x')}, empty`)).toEqual({
    filename: 'één.pdf',
    owner: 'x',
    empty: '',
  });
  expect(metadataOf(undefined)).toEqual({});
});
