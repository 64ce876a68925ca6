import { describe, expect, it } from '@jest/globals';
import { conflict } from './conflict.js';
import { defineErrors, errorCatalogue } from './errors.js';
import { defineEvents } from './events.js';
import { decodeCursor, encodeCursor, pageSize, toConnection } from './pagination.js';
import { defineWorkflow } from './workflow.js';

describe('catalogues', () => {
  it('refuse a code or an event that is declared twice', () => {
    expect(() => defineErrors({ NOT_FOUND: { kind: 'NotFound', message: 'again' } })).toThrow('declared twice');
    defineEvents({ SPEC_HAPPENED: 'Once.' });
    expect(() => defineEvents({ SPEC_HAPPENED: 'Twice.' })).toThrow('declared twice');
    expect(errorCatalogue().has('CONFLICT')).toBe(true);
  });

  it('make errors that carry what a client needs', () => {
    expect(conflict({ version: 3, changedBy: 'Tom', changedAt: '2026-11-23T09:00:00+01:00' })).toMatchObject({
      code: 'CONFLICT',
      kind: 'Conflict',
      args: { currentVersion: 3, changedBy: 'Tom', changedAt: '2026-11-23T08:00:00.000Z' },
    });
  });
});

describe('workflows', () => {
  const statuses = ['A', 'B', 'C'] as const;

  it('say which step follows', () => {
    const flow = defineWorkflow<'A' | 'B' | 'C'>('A', statuses, [
      { from: 'A', to: 'B' },
      { from: 'B', to: 'C', reasonRequired: true },
    ]);
    expect(flow.next('A')).toEqual(['B']);
    expect(flow.step('A', 'C')).toBeUndefined();
    expect(flow.step('B', 'C')?.reasonRequired).toBe(true);
  });

  it('are refused when a status cannot be reached or a step is listed twice', () => {
    expect(() => defineWorkflow<'A' | 'B' | 'C'>('A', statuses, [{ from: 'A', to: 'B' }])).toThrow('cannot reach C');
    expect(() =>
      defineWorkflow<'A' | 'B'>(
        'A',
        ['A', 'B'],
        [
          { from: 'A', to: 'B' },
          { from: 'A', to: 'B' },
        ],
      ),
    ).toThrow('twice');
  });
});

describe('pages', () => {
  it('have a bounded size', () => {
    expect(pageSize({})).toBe(50);
    expect(pageSize({ first: 0 })).toBe(0);
    expect(() => pageSize({ first: 101 })).toThrow();
    expect(() => pageSize({ first: -1 })).toThrow();
  });

  it('tell whether there is more', () => {
    const keys = (row: number) => [row];
    expect(toConnection([1, 2, 3], 2, 9, keys)).toMatchObject({
      nodes: [1, 2],
      pageInfo: { hasNextPage: true, hasPreviousPage: false, endCursor: encodeCursor([2]) },
    });
    expect(toConnection([], 2, 0, keys, 'x').pageInfo).toEqual({
      hasNextPage: false,
      hasPreviousPage: true,
      startCursor: null,
      endCursor: null,
    });
  });

  it('take back only their own cursors', () => {
    expect(decodeCursor(encodeCursor(['a', 1, null]), 3)).toEqual(['a', 1, null]);
    for (const cursor of ['', '{}', encodeCursor(['a']), Buffer.from('[{},1,2]').toString('base64url')])
      expect(() => decodeCursor(cursor, 3)).toThrow();
  });
});
