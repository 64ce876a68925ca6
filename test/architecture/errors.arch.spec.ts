import { expect, it } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';

it('every error code of docs/errors.md has a test that expects it', () => {
  const codes = [...readFileSync('docs/errors.md', 'utf8').matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, code]) => code!);
  const specs = globSync('{libs,apps,test}/**/*.spec.{ts,tsx}').map((file) => readFileSync(file, 'utf8'));
  expect(codes.length).toBeGreaterThan(15);
  expect(codes.filter((code) => !specs.some((text) => text.includes(code)))).toEqual([]);
});
