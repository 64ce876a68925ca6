import { describe, expect, it } from '@jest/globals';
import { EVERYBODY } from '#libs/access';
import { checkEnds } from './link.rules.js';

const task = (id: string, partnershipId = 'here', keptBy = EVERYBODY) => ({ id, partnershipId, keptBy });

describe('a link between two tasks', () => {
  it('stays within a partnership, also for who works in two', () => {
    expect(() => checkEnds(task('a'), task('b', 'there'), 'neededId')).toThrow(
      expect.objectContaining({ code: 'TASK_LINK_ELSEWHERE', field: 'neededId' }),
    );
  });

  it('lets what stays inside lean on what all see, and on its own, and nothing else', () => {
    const inside = task('b', 'here', 'ours');
    expect(() => checkEnds(inside, task('a'), 'x')).not.toThrow();
    expect(() => checkEnds(inside, task('c', 'here', 'ours'), 'x')).not.toThrow();
    for (const other of [task('a'), task('a', 'here', 'theirs')])
      expect(() => checkEnds(other, inside, 'x')).toThrow(expect.objectContaining({ code: 'TASK_LINK_NOT_SEEN' }));
  });
});
