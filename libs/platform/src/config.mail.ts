import { ConfigError, text } from './config.oidc.js';

/** How mails leave the house. */
export interface MailConfig {
  /** Mail server (smtp:// or smtps://), with name and password where it wants them. */
  smtpUrl: string;
  /** From whom mails come. */
  from: string;
  /** How often the outbox is looked at when nobody says that there is something in it, in seconds. */
  lookEverySeconds: number;
}

/**
 * The mail server of the environment; undefined when none is named, and no mail leaves the house.
 * @throws ConfigError
 */
export const readMail = (env: NodeJS.ProcessEnv): MailConfig | undefined => {
  const smtpUrl = text(env, 'SMTP_URL');
  const from = text(env, 'MAIL_FROM');
  if (!smtpUrl) return undefined;
  // The address may hold a password: it is not repeated.
  if (!/^smtps?:$/.test(URL.parse(smtpUrl)?.protocol ?? ''))
    throw new ConfigError('SMTP_URL must be an address such as smtps://user:password@mail.example.');
  if (!from || !/^[^@\s<>]+@[^@\s<>]+$|<[^@\s<>]+@[^@\s<>]+>$/.test(from))
    throw new ConfigError('SMTP_URL is set: set MAIL_FROM too, for example "Samenregie <samenregie@mail.example>".');
  if (!text(env, 'PUBLIC_URL'))
    throw new ConfigError('SMTP_URL is set: set PUBLIC_URL too, the address with which links in mails begin.');
  const lookEverySeconds = Number(text(env, 'MAIL_LOOK_SECONDS') ?? 5);
  if (!Number.isInteger(lookEverySeconds) || lookEverySeconds < 1 || lookEverySeconds > 3_600)
    throw new ConfigError('MAIL_LOOK_SECONDS must be a whole number from 1 to 3600.');
  return { smtpUrl, from, lookEverySeconds };
};
