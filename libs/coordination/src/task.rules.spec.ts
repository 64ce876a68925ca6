import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import './coordination.policy.js';
import { afterCondition, taskConditions, taskOrderings } from './task-filter.js';
import { checkAudience, clean, notNull, numberInReference, rankBetween, reference, waitingOn } from './task.rules.js';

const code = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return undefined;
};

describe('a waiting task', () => {
  it('says on whom it waits', () => {
    expect(code(() => waitingOn('WAITING', { actorId: null, note: null }))).toBe('TASK_WAITING_ON_REQUIRED');
    expect(waitingOn('WAITING', { actorId: null, note: 'de school' })).toEqual({ actorId: null, note: 'de school' });
  });

  it('forgets on whom once it moves on', () => {
    expect(waitingOn('DONE', { actorId: 'a', note: 'b' })).toEqual({ actorId: null, note: null });
  });
});

describe('texts and references', () => {
  it('are cleaned within their bounds', () => {
    expect(clean.title(' Tolk  regelen ')).toBe('Tolk regelen');
    expect(clean.waitingOnNote('  ')).toBeNull();
    expect(code(() => clean.title(''))).toBe('INVALID_INPUT');
    expect(code(() => notNull('title', null))).toBe('INVALID_INPUT');
  });

  it('are read back as people type them', () => {
    expect(reference(231)).toBe('T-0231');
    expect(reference(12345)).toBe('T-12345');
    expect(['T-0231', 't231', ' t-231 '].map(numberInReference)).toEqual([231, 231, 231]);
    expect(['T-0', 'T-', 'taak 1', 'T-99999999999'].map(numberInReference)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('share a task only with actors that are named', () => {
    expect(code(() => checkAudience('INVOLVED_ACTORS', []))).toBe('TASK_AUDIENCE_NEEDS_ACTOR');
    expect(code(() => checkAudience('PARTNERSHIP', []))).toBeUndefined();
  });
});

describe('ranks', () => {
  it('keep any order of moves, byte by byte', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 1_000 }), { minLength: 1, maxLength: 200 }), (places) => {
        const ranks: string[] = [];
        for (const place of places) {
          const at = place % (ranks.length + 1);
          ranks.splice(at, 0, rankBetween(ranks[at - 1], ranks[at]));
        }
        const inBytes = [...ranks].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
        expect(inBytes).toEqual(ranks);
        expect(new Set(ranks).size).toBe(ranks.length);
      }),
    );
  });

  it('bear neighbours that changed places or share one', () => {
    const [a, b] = [rankBetween(undefined, undefined), rankBetween(rankBetween(undefined, undefined), undefined)];
    expect(rankBetween(b, a) > b).toBe(true);
    expect(rankBetween(a, a) > a).toBe(true);
  });
});

describe('filters', () => {
  it('bind every value and write none into the statement', () => {
    const values: unknown[] = [];
    const bind = (value: unknown) => `$${values.push(value)}`;
    const evil = `'; drop table tasks; --`;
    const sql = taskConditions(evil, { text: `${evil} 100%_\\`, policyDomains: [evil], dueFrom: evil }, bind);
    expect(sql).not.toContain('drop table');
    expect(values).toContain('%100\\%\\_\\\\%');
  });

  it('seek in the direction of the order', () => {
    const bind = () => '?';
    expect(afterCondition(taskOrderings.NEWEST, ['x', 'y'], bind)).toMatch(/\) < \(\?::timestamptz , \?::uuid \)/);
    expect(afterCondition(taskOrderings.BOARD, ['x', 'y'], bind)).toContain('?::text collate "C"');
  });
});
