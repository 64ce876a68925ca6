import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { csvLine } from './csv.js';

describe('a line of CSV', () => {
  it('quotes what needs it', () => {
    expect(csvLine(['a', 'b;c', 'd"e', 'f\ng', null, 12])).toBe('a;"b;c";"d""e";"f\ng";;12\r\n');
  });

  it.each(['=1+1', '+32', '-2', '@SUM(A1)', '\t=1', ' =1', '\r=1', '|cmd', '%0'])('is no formula: %j', (text) => {
    expect(csvLine([text])).toContain(`'${text}`);
  });

  it('leaves numbers as they are', () => {
    expect(csvLine([-2])).toBe('-2\r\n');
    expect(csvLine([-2.5, '-2,5'], ',')).toBe("-2,5;'-2,5\r\n");
  });

  it('gives every text back, one cell each', () => {
    const plain = fc.string().filter((text) => !/^\s*[=+\-@|%]|^[\t\r\n]/.test(text));
    fc.assert(
      fc.property(fc.array(plain, { minLength: 1 }), (texts) => {
        const cells: string[] = [];
        const pattern = /("(?:[^"]|"")*"|[^;"\r\n]*)(;|\r\n)/gy;
        for (const [, text = ''] of csvLine(texts).matchAll(pattern))
          cells.push(text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text);
        expect(cells).toEqual(texts);
      }),
    );
  });
});
