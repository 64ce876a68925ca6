import { describe, expect, it } from '@jest/globals';
import { isEnded, isLate, nextFor, requestStatuses, requestTransitions, stepFor } from './request.workflow.js';

describe('the steps of a request', () => {
  it('are judged, withdrawn, escalated and closed by the asking side only, and none is the clock’s', () => {
    for (const step of requestTransitions) {
      expect(step.sides).not.toContain('SYSTEM');
      if (['ACCEPTED', 'NOT_SUFFICIENT', 'WITHDRAWN', 'ESCALATED', 'CLOSED'].includes(step.to))
        expect(step.sides).toEqual(['ASKING']);
    }
  });

  it('end when closed or withdrawn, and nowhere else', () => {
    expect(requestStatuses.filter(isEnded).sort()).toEqual(['CLOSED', 'WITHDRAWN']);
  });

  it('let every request that was sent be withdrawn and closed', () => {
    for (const from of requestStatuses.filter((status) => !isEnded(status) && status !== 'DRAFT')) {
      expect(stepFor(from, 'WITHDRAWN', 'ASKING', 'STATUS')?.reasonRequired).toBe(true);
      expect(stepFor(from, 'CLOSED', 'ASKING', 'STATUS')?.reasonRequired ?? false).toBe(from !== 'ACCEPTED');
    }
  });

  it('are offered by side', () => {
    expect(nextFor('SENT', 'ACTOR')).toEqual(['RECEIVED', 'IN_PROGRESS']);
    expect(nextFor('SENT', 'ASKING')).toEqual(['RECEIVED', 'CLOSED', 'WITHDRAWN']);
    expect(nextFor('DRAFT', 'ACTOR')).toEqual([]);
    expect(nextFor('ANSWERED', 'ACTOR')).toEqual([]);
  });
});

describe('late', () => {
  it('is a request whose answer is awaited, from the day after its last day on', () => {
    expect(isLate({ status: 'SENT', dueOn: '2026-11-06' }, '2026-11-06')).toBe(false);
    expect(isLate({ status: 'SENT', dueOn: '2026-11-06' }, '2026-11-07')).toBe(true);
    expect(isLate({ status: 'ESCALATED', dueOn: '2026-11-06' }, '2026-11-07')).toBe(true);
    expect(isLate({ status: 'ANSWERED', dueOn: '2026-11-06' }, '2026-12-07')).toBe(false);
    expect(isLate({ status: 'DRAFT', dueOn: null }, '2026-12-07')).toBe(false);
  });
});
