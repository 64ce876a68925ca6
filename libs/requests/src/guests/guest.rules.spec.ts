import { describe, expect, it } from '@jest/globals';
import { AppError } from '#libs/kernel';
import { codeMail } from './code-mail.js';
import {
  areColleagues,
  bodyOf,
  dayIn,
  isTimeByLaw,
  maskEmail,
  readAnswer,
  readDraft,
  type TimeFacts,
} from './guest.rules.js';
import { codeHash, isSecret, newCode, newSecret } from './guest-token.js';

const codeOf = (work: () => unknown): string | undefined => {
  try {
    work();
    return undefined;
  } catch (error) {
    return (
      (error as AppError).code + ((error as AppError).args.reason ? ` ${String((error as AppError).args.reason)}` : '')
    );
  }
};

describe('what somebody without an account sends', () => {
  it('is an object of texts, days that exist and choices there are', () => {
    for (const body of [null, undefined, 'x', 1, [], [{}]])
      expect(codeOf(() => bodyOf(body))).toBe('INVALID_INPUT NOT_AN_OBJECT');
    expect(codeOf(() => readDraft({ text: 1 }))).toBe('INVALID_INPUT NOT_A_TEXT');
    expect(codeOf(() => readDraft({ choice: 'PERHAPS' }))).toBe('INVALID_INPUT UNKNOWN_VALUE');
    for (const day of ['2026-02-30', '2026-2-3', 'morgen', '2026-11-06T10:00', '0000-00-00'])
      expect(codeOf(() => dayIn({ day }, 'day'))).toBe('INVALID_INPUT NOT_A_DATE');
    expect(readDraft({})).toEqual({ choice: null, text: '', commitmentOn: null, forwardNote: '' });
  });

  it('is an answer with words where they are needed, and a promise only where something is promised', () => {
    const today = '2026-11-12';
    expect(codeOf(() => readAnswer({}, today))).toBe('INVALID_INPUT REQUIRED');
    expect(codeOf(() => readAnswer({ choice: 'CANNOT' }, today))).toBe('REQUEST_ANSWER_TEXT_REQUIRED');
    expect(codeOf(() => readAnswer({ choice: 'CAN', commitmentOn: '2026-11-11' }, today))).toBe(
      'REQUEST_COMMITMENT_PAST',
    );
    const all = { text: 'Nee.', commitmentOn: '2026-11-20', forwardNote: 'VDAB' };
    expect(readAnswer({ ...all, choice: 'CANNOT' }, today)).toMatchObject({ commitmentOn: null, forwardNote: '' });
    expect(readAnswer({ ...all, choice: 'NOT_OURS' }, today)).toMatchObject({ forwardNote: 'VDAB' });
    expect(readAnswer({ ...all, choice: 'PARTLY' }, today)).toMatchObject({ commitmentOn: '2026-11-20' });
  });
});

it('colleagues have addresses of one domain, or one below it', () => {
  expect(areColleagues('k.maes@fedasil.be', 's@FEDASIL.be')).toBe(true);
  expect(areColleagues('k.maes@fedasil.be', 's@noord.fedasil.be')).toBe(true);
  for (const other of ['s@gmail.com', 's@evilfedasil.be', 's@fedasil.be.evil.com', 's@be'])
    expect(areColleagues('k.maes@fedasil.be', other)).toBe(other === 's@be');
});

it('an address is told as far as its owner needs', () => {
  expect(maskEmail('k.maes@fedasil.be')).toBe('k•••••@fedasil.be');
  expect(maskEmail('k@x.be')).toBe('k••@x.be');
});

it('secrets are long, codes have eight digits, and a code without its link tells nothing', () => {
  const [one, other] = [newSecret(), newSecret()];
  expect(isSecret(one)).toBe(true);
  for (const text of ['', one.slice(1), `${one}x`, `${one.slice(1)}!`]) expect(isSecret(text)).toBe(false);
  for (let index = 0; index < 200; index++) expect(newCode()).toMatch(/^\d{8}$/);
  expect(codeHash(one, '12345678')).not.toEqual(codeHash(other, '12345678'));
  const mail = codeMail({ language: 'FR', name: '<b>K.', reference: '2026-001' }, '01234567');
  expect(mail.text).toContain('0123 4567');
  expect(mail.html).toContain('&lt;b&gt;K.');
});

it('the law gives more time once, in time, and no longer than it says', () => {
  const facts: TimeFacts = {
    ...{
      level: 0,
      dueOn: '2026-11-27',
      sentAt: '2026-11-07T09:00:00Z',
      receivedOn: null,
      holidays: [],
      extensions: [],
    },
    law: { startRule: 'RECEIPT', extendedDays: 40, unit: 'CALENDAR' },
  };
  const ask = (more: Partial<TimeFacts>, until = '2026-12-17', today = '2026-11-20') =>
    isTimeByLaw({ ...facts, ...more }, until, today);
  expect(ask({})).toBe(true);
  expect(ask({}, '2026-12-18')).toBe(false);
  expect(ask({ receivedOn: '2026-11-08' }, '2026-12-18')).toBe(true);
  expect(ask({}, '2026-12-17', '2026-11-28')).toBe(false);
  expect(ask({ level: 1 })).toBe(false);
  expect(ask({ extensions: [{ byLaw: true }] })).toBe(false);
  expect(ask({ law: null })).toBe(false);
});
