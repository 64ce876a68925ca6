import { describe, expect, it } from '@jest/globals';
import { readRuleFiles } from '../reference/rule-files.js';
import { checkApproval, isOtherVoice, needsApproval, nextStep } from './ladder.rules.js';

const { rows } = readRuleFiles();

describe('the ladder', () => {
  it('goes to the next step there is, in whatever order it comes', () => {
    const steps = [{ level: 3 }, { level: 0 }, { level: 1 }];
    expect([0, 1, 3].map((level) => nextStep(steps, level)?.level)).toEqual([1, 3, undefined]);
    expect(nextStep([], 0)).toBeUndefined();
  });

  it('asks for an approval from level 2 on, and sooner where the data say so', () => {
    expect([0, 1, 2, 5].map((level) => needsApproval({ level, needsApproval: false }))).toEqual([
      false,
      false,
      true,
      true,
    ]);
    expect(needsApproval({ level: 1, needsApproval: true })).toBe(true);
  });

  it('of every actor and level begins at the service and rises without a gap', () => {
    const ladders = Map.groupBy(
      rows['escalation-ladders.csv'],
      (row) => `${String(row.actor)} ${String(row.government_level)}`,
    );
    expect(ladders.size).toBeGreaterThan(6);
    for (const steps of ladders.values())
      expect(steps.map(({ level }) => level)).toEqual(steps.map((_step, index) => index));
  });
});

describe('a second voice', () => {
  const lead = { accountId: 'an', municipalityId: 'wielsbeke' };
  it.each([
    ['is another person of another municipality', { accountId: 'tom', municipalityId: 'pittem' }, true],
    ['is no colleague', { accountId: 'tom', municipalityId: 'wielsbeke' }, false],
    ['is not the same person with another hat', { accountId: 'an', municipalityId: 'pittem' }, false],
    ['is nobody outside the municipalities', { accountId: 'tom', municipalityId: null }, false],
  ])('%s', (_name, approver, expected) => {
    expect(isOtherVoice(lead, approver)).toBe(expected);
    if (expected) expect(() => checkApproval(lead, approver)).not.toThrow();
    else expect(() => checkApproval(lead, approver)).toThrow('Somebody else');
  });
});
