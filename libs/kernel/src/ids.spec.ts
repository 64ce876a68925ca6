import { describe, expect, it } from '@jest/globals';
import { fromGlobalId, newId, toGlobalId } from './ids.js';

describe('global ids', () => {
  it('give back what went in', () => {
    const id = newId();
    expect(fromGlobalId(toGlobalId('CoordinationTask', id))).toEqual({ type: 'CoordinationTask', id });
  });

  it.each(['', 'x', '!!', 'Q29vcmQ', Buffer.from('Task:not-a-uuid').toString('base64url'), 'A'.repeat(500)])(
    'are nothing when they are not ours: %j',
    (text) => {
      expect(fromGlobalId(text)).toBeUndefined();
    },
  );

  it('have one spelling only', () => {
    const padded = Buffer.from(`Task:${newId()}`).toString('base64');
    expect(fromGlobalId(padded.endsWith('=') ? padded : `${padded}=`)).toBeUndefined();
  });

  it('sort by age', () => {
    const ids = Array.from({ length: 50 }, newId);
    expect([...ids].sort()).toEqual(ids);
  });
});
