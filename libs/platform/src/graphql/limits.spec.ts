import { describe, expect, it } from '@jest/globals';
import { checkVariables, documentLimits, parseWithinLimits } from './limits.js';

const refusal = (source: string) => {
  try {
    parseWithinLimits(source);
  } catch (error) {
    const { code, args } = error as { code: string; args: Record<string, unknown> };
    return [code, args.limit];
  }
  return undefined;
};
const nested = (depth: number) => `${'{ a '.repeat(depth)}${'}'.repeat(depth)}`;

describe('documents within limits', () => {
  it('pass up to the limit and not beyond', () => {
    expect(refusal(nested(documentLimits.depth))).toBeUndefined();
    expect(refusal(nested(documentLimits.depth + 1))).toEqual(['DOCUMENT_TOO_LARGE', 'depth']);
    const aliases = (count: number) => `{ ${Array.from({ length: count }, (_, index) => `a${index}: a`).join(' ')} }`;
    expect(refusal(aliases(documentLimits.aliases))).toBeUndefined();
    expect(refusal(aliases(documentLimits.aliases + 1))).toEqual(['DOCUMENT_TOO_LARGE', 'aliases']);
    expect(refusal(`{ ${'a '.repeat(documentLimits.fields + 1)} }`)).toEqual(['DOCUMENT_TOO_LARGE', 'fields']);
  });

  it('are measured before the parser could choke on them', () => {
    expect(refusal('{'.repeat(100_000))).toEqual(['DOCUMENT_TOO_LARGE', 'brackets']);
    expect(refusal(`{ ${'a '.repeat(100_000)} }`)).toEqual(['DOCUMENT_TOO_LARGE', 'tokens']);
  });

  it('count what fragments spread out to', () => {
    const bomb = Array.from(
      { length: 12 },
      (_, index) => `fragment F${index} on T { ${`...F${index + 1} `.repeat(4)} }`,
    );
    expect(refusal(`{ ...F0 } ${bomb.join(' ')} fragment F12 on T { a }`)).toEqual(['DOCUMENT_TOO_LARGE', 'fields']);
    const empty = bomb.join(' ').replaceAll('...F12', '...F0');
    expect(refusal(`{ ...F0 } ${empty}`)).toEqual(['DOCUMENT_TOO_LARGE', 'fields']);
    expect(refusal('{ ...A } fragment A on T { b { ...A } }')).toBeUndefined();
  });

  it('bound the fragments that nothing uses too', () => {
    expect(refusal(`{ a } fragment F on T { ${'a '.repeat(documentLimits.fields + 1)} }`)).toEqual([
      'DOCUMENT_TOO_LARGE',
      'fields',
    ]);
  });

  it('are refused when they cannot be read', () => {
    expect(refusal('{ a ')?.[0]).toBe('DOCUMENT_INVALID');
  });
});

describe('variables within limits', () => {
  const limitOf = (variables: Record<string, unknown>) => {
    try {
      checkVariables(variables);
    } catch (error) {
      return (error as { args: { limit: string } }).args.limit;
    }
    return undefined;
  };
  const deep = (levels: number): unknown => (levels === 0 ? 1 : [deep(levels - 1)]);

  it('nest so deep and hold so many values, and no more', () => {
    expect(limitOf({ input: { title: 'a', steps: ['b', 'c'] } })).toBeUndefined();
    expect(limitOf({ a: deep(9) })).toBeUndefined();
    expect(limitOf({ a: deep(10) })).toBe('nesting');
    expect(limitOf({ ids: Array(4_000).fill('x') })).toBeUndefined();
    expect(limitOf({ ids: Array(5_000).fill('x') })).toBe('values');
  });
});
