import { describe, expect, it } from '@jest/globals';
import { apart, differing, fieldNames, restorable, valuesOf, type BulkTask } from './bulk.rules.js';

const task = (fields: Partial<BulkTask>): BulkTask =>
  ({
    ...{
      status: 'BUSY',
      rank: 'b',
      waitingOnActorId: null,
      waitingOnNote: null,
      completedAt: null,
      dueOn: '2026-12-01',
    },
    ...{ priority: 'NORMAL', assigneeId: null, archivedAt: null, municipalityIds: ['a', 'b'] },
    ...fields,
  }) as BulkTask;

describe('a change of many tasks', () => {
  it('leaves out what is so already, whatever the order of a list', () => {
    expect(differing(task({}), { dueOn: '2026-12-01', priority: 'HIGH', municipalityIds: ['b', 'a'] })).toEqual({
      priority: 'HIGH',
    });
  });

  it('is undone field by field, as far as nobody changed it since', () => {
    const item = {
      taskId: 't',
      before: { status: 'TODO', rank: 'a', dueOn: null, assigneeId: null } as const,
      after: { status: 'BUSY', rank: 'b', dueOn: '2026-12-01', assigneeId: 'an' } as const,
    };
    expect(restorable(task({ assigneeId: 'an' }), item)).toEqual({
      status: 'TODO',
      rank: 'a',
      dueOn: null,
      assigneeId: null,
    });
    // Moved within its column since: that is no reason to stay there.
    expect(restorable(task({ assigneeId: 'an', rank: 'c' }), item)).toMatchObject({ status: 'TODO', rank: 'a' });
    expect(restorable(task({ assigneeId: 'tom', status: 'DONE', dueOn: '2026-12-01' }), item)).toEqual({ dueOn: null });
    expect(restorable(task({ assigneeId: 'tom', status: 'DONE', dueOn: null }), item)).toEqual({});
  });

  it('holds own fields each by itself', () => {
    const before = task({ '=phase': 'idea' });
    const wanted = { '=phase': 'runs', '=amount': '12.5', '=note': null };
    const after = differing(before, wanted);
    expect(after).toEqual({ '=phase': 'runs', '=amount': '12.5' });
    expect(apart({ ...after, priority: 'HIGH' })).toEqual({
      own: new Map([
        ['phase', 'runs'],
        ['amount', '12.5'],
      ]),
      others: { priority: 'HIGH' },
    });
    const item = { taskId: 't', before: valuesOf(before, ['=phase', '=amount']), after };
    expect(item.before).toEqual({ '=phase': 'idea', '=amount': null });
    const now = task({ '=phase': 'runs', '=amount': '13' });
    expect(restorable(now, item, ['phase', 'amount', 'other'])).toEqual({ '=phase': 'idea' });
    // Into a field that was taken out of use nothing is put back.
    expect(restorable(now, item, ['amount'])).toEqual({});
    expect(fieldNames(['=phase', '=amount', 'priority'])).toEqual(['customValues', 'priority']);
  });

  it('says what changed in words of the schema', () => {
    expect(fieldNames(['status', 'waitingOnNote', 'waitingOnActorId', 'completedAt', 'archivedAt'])).toEqual([
      ...['status', 'waitingOn', 'archived'],
    ]);
  });
});
