import { describe, expect, it } from '@jest/globals';
import { resolveConflict, type Editable } from './conflict.js';

const base: Editable = {
  title: 'Tolk regelen',
  description: '',
  dueOn: null,
  recurrence: null,
  priority: 'NORMAL',
  policyDomain: null,
  objectives: ['ACCESSIBILITY', 'COHESION'],
  municipalityIds: ['a', 'b'],
  assigneeId: null,
  actorIds: [],
  labelIds: [],
  customValues: [],
  audience: 'PARTNERSHIP',
  archived: false,
};

describe('when somebody was first', () => {
  it('in another field that the partnership added, mine is made on top; in the same one it is asked', () => {
    const values = (a: string, b: string) => ({
      ...base,
      customValues: [
        { fieldId: 'a', value: a },
        { fieldId: 'b', value: b },
      ],
    });
    const mine = { customValues: [{ fieldId: 'a', value: '2' }] };
    expect(resolveConflict(values('1', '1'), mine, values('1', '9'))).toEqual({ kind: 'apply' });
    expect(resolveConflict(values('1', '1'), mine, values('3', '1'))).toEqual({
      kind: 'ask',
      fields: ['customValues'],
    });
    expect(resolveConflict(values('1', '1'), mine, values('2', '9'))).toEqual({ kind: 'done' });
  });

  it('my change is made on top when they changed something else', () => {
    expect(resolveConflict(base, { title: 'Mijn titel' }, { ...base, dueOn: '2026-12-11' })).toEqual({ kind: 'apply' });
  });

  it('nothing is left to do when the task is what I wanted, whatever the order of a list', () => {
    const now: Editable = { ...base, title: 'Zelfde', municipalityIds: ['b', 'a', 'c'] };
    expect(resolveConflict(base, { title: 'Zelfde', municipalityIds: ['a', 'c', 'b'] }, now)).toEqual({ kind: 'done' });
  });

  it('I am asked about the fields that we both changed, and only those', () => {
    const now: Editable = { ...base, title: 'Hun titel', priority: 'HIGH' };
    expect(resolveConflict(base, { title: 'Mijn titel', dueOn: '2026-12-01', priority: 'HIGH' }, now)).toEqual({
      kind: 'ask',
      fields: ['title'],
    });
  });
});
