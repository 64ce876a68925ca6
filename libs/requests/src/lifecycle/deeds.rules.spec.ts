import { describe, expect, it } from '@jest/globals';
import { deedsFor, type DeedFacts } from './deeds.rules.js';
import { requestStatuses } from './request.workflow.js';

const asking = { write: true, note: true, answer: false };
const actor = { write: false, note: false, answer: true };
const facts = (more: Partial<DeedFacts>): DeedFacts => ({
  ...{ status: 'SENT', sent: true, extensionAsked: false, proposed: false, ...more },
});

describe('what can be done with a request', () => {
  it('differs by side and status', () => {
    expect(deedsFor(facts({ status: 'DRAFT', sent: false }), 'ASKING', asking)).toEqual([
      'UPDATE',
      'SEND',
      'JOIN',
      'NOTE',
    ]);
    expect(deedsFor(facts({}), 'ASKING', asking)).toEqual([
      ...['JOIN', 'NOTE', 'MESSAGE', 'REMIND', 'RECORD_ANSWER', 'PROPOSE_ESCALATION'],
    ]);
    expect(deedsFor(facts({}), 'ACTOR', actor)).toEqual(['MESSAGE', 'READ', 'ANSWER', 'ASK_EXTENSION']);
    expect(deedsFor(facts({ status: 'ANSWERED' }), 'ASKING', asking)).toEqual(['JOIN', 'NOTE', 'MESSAGE', 'JUDGE']);
    expect(deedsFor(facts({ extensionAsked: true }), 'ACTOR', actor)).not.toContain('ASK_EXTENSION');
    expect(deedsFor(facts({ proposed: true }), 'ASKING', asking)).not.toContain('PROPOSE_ESCALATION');
  });

  it('is nothing for readers and strangers, and never the deed of the other side', () => {
    for (const status of requestStatuses) {
      expect(deedsFor(facts({ status }), 'ASKING', { write: false, note: false, answer: false })).toEqual([]);
      expect(deedsFor(facts({ status }), 'ACTOR', actor)).not.toContain('JUDGE');
      expect(deedsFor(facts({ status }), 'ASKING', asking)).not.toContain('ANSWER');
    }
  });
});
