import { describe, expect, it } from '@jest/globals';
import { GIVE_UP_MS, nextTry, pauseAfter, problemOf } from './mail.rules.js';

const created = new Date('2026-03-01T08:00:00Z');

describe('a mail that is refused', () => {
  it('is tried again after longer and longer, at most an hour', () => {
    const pauses = Array.from({ length: 40 }, (_, index) => pauseAfter(index + 1));
    expect(pauses[0]).toBe(5_000);
    expect(pauses.every((pause, index) => index === 0 || pause >= pauses[index - 1]!)).toBe(true);
    expect(pauses.at(-1)).toBe(60 * 60 * 1_000);
  });

  it('is given up after a day, having been tried more than twenty times', () => {
    let now = created;
    let attempts = 0;
    for (let next: Date | null = created; next; next = nextTry(created, attempts, now)) {
      now = next;
      attempts += 1;
    }
    expect(attempts).toBeGreaterThan(20);
    expect(attempts).toBeLessThan(60);
    expect(now.getTime() - created.getTime()).toBeLessThanOrEqual(GIVE_UP_MS);
  });

  it('says why with a code, never with words that may quote it', () => {
    expect(problemOf(Object.assign(new Error('550 no an@x.be'), { responseCode: 550, code: 'EENVELOPE' }))).toBe(
      'SMTP_550',
    );
    expect(problemOf(Object.assign(new Error('x'), { code: 'ECONNREFUSED' }))).toBe('ECONNREFUSED');
    expect(problemOf(Object.assign(new Error('x'), { code: 'an@x.be' }))).toBe('UNKNOWN');
    expect(problemOf(undefined)).toBe('UNKNOWN');
  });
});
