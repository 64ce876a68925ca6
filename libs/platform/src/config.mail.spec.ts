import { describe, expect, it } from '@jest/globals';
import { readMail } from './config.mail.js';

const good = {
  SMTP_URL: 'smtps://user:geheim@mail.example',
  MAIL_FROM: 'Samenregie <samen@mail.example>',
  PUBLIC_URL: 'https://samen.example',
};

describe('the mail server', () => {
  it('is nobody unless it is named', () => {
    expect(readMail({ MAIL_FROM: good.MAIL_FROM })).toBeUndefined();
    expect(readMail(good)).toEqual({ smtpUrl: good.SMTP_URL, from: good.MAIL_FROM, lookEverySeconds: 5 });
    expect(readMail({ ...good, MAIL_FROM: 'samen@mail.example' })?.from).toBe('samen@mail.example');
    expect(readMail({ ...good, MAIL_LOOK_SECONDS: '60' })?.lookEverySeconds).toBe(60);
  });

  it.each([
    [{ SMTP_URL: 'mail.example' }, 'SMTP_URL'],
    [{ SMTP_URL: 'https://user:geheim@mail.example' }, 'SMTP_URL'],
    [{ MAIL_FROM: '' }, 'MAIL_FROM'],
    [{ MAIL_FROM: 'Samenregie' }, 'MAIL_FROM'],
    [{ PUBLIC_URL: '' }, 'PUBLIC_URL'],
    [{ MAIL_LOOK_SECONDS: '0' }, 'MAIL_LOOK_SECONDS'],
    [{ MAIL_LOOK_SECONDS: 'vaak' }, 'MAIL_LOOK_SECONDS'],
  ])('is refused in a sentence that does not give its password away: %j', (change, setting) => {
    let message = '';
    try {
      readMail({ ...good, ...change });
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message).toContain(setting);
    expect(message).not.toContain('geheim');
  });
});
