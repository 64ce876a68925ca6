import { ConfigError, text } from './config.oidc.js';

/** How mails leave the house. */
export interface MailConfig {
  /** Mail server (smtp:// or smtps://), with name and password where it wants them. */
  smtpUrl: string;
  /** From whom mails come. */
  from: string;
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
  return { smtpUrl, from };
};
