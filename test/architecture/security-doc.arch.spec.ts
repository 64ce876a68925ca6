import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';

const rows = readFileSync('docs/SECURITY.md', 'utf8')
  .split('\n')
  .filter((line) => /^\| \d+\.\d/.test(line));
const filesIn = (row: string): string[] =>
  [...row.matchAll(/`([\w./-]+\.spec\.(?:ts|mjs)|test\/matrix)`/g)].map(([, file]) =>
    file!.includes('/') ? file! : `test/api/${file!}`,
  );

describe('docs/SECURITY.md', () => {
  it('has a proof or a reason in every row', () => {
    expect(rows.length).toBeGreaterThan(90);
    expect(rows.filter((row) => filesIn(row).length === 0 && !row.includes('reason:'))).toEqual([]);
  });

  it('names proofs that exist, but for what is being built', () => {
    const finished = rows.filter((row) => !row.includes('Building'));
    expect(finished.flatMap(filesIn).filter((file) => !existsSync(file))).toEqual([]);
  });

  it('has one row for a requirement', () => {
    const numbers = rows.map((row) => row.split('|')[1]!.trim());
    expect(numbers.filter((number, index) => numbers.indexOf(number) !== index)).toEqual([]);
  });
});
