import { createECDH } from 'node:crypto';
import { ConfigError, text } from './config.oidc.js';

/** How messages reach browsers that are closed (RFC 8292). */
export interface PushConfig {
  publicKey: string;
  privateKey: string;
  /** Whom a push service writes to when something is wrong: mailto: or https:. */
  subject: string;
  /** Origins of push services in one's own network, which would be refused as private addresses. */
  ownOrigins: readonly string[];
}

const publicKeyOf = (privateKey: string): string | undefined => {
  try {
    const pair = createECDH('prime256v1');
    pair.setPrivateKey(Buffer.from(privateKey, 'base64url'));
    return pair.getPublicKey('base64url');
  } catch {
    return undefined;
  }
};

/**
 * The pair of keys of the environment; undefined without one, and nothing is sent to devices.
 * @throws ConfigError
 */
export const readPush = (env: NodeJS.ProcessEnv): PushConfig | undefined => {
  const [publicKey, privateKey] = [text(env, 'VAPID_PUBLIC_KEY'), text(env, 'VAPID_PRIVATE_KEY')];
  const subject = text(env, 'VAPID_SUBJECT');
  if (!publicKey && !privateKey) return undefined;
  if (!publicKey || !privateKey || !subject)
    throw new ConfigError('Set VAPID_PUBLIC_KEY, VAPID_PRIVATE_KEY and VAPID_SUBJECT together, or none of them.');
  if (publicKeyOf(privateKey) !== publicKey)
    throw new ConfigError(
      'VAPID_PUBLIC_KEY and VAPID_PRIVATE_KEY are no pair: make one with "npx web-push generate-vapid-keys".',
    );
  if (!/^mailto:[^@\s]+@[^@\s]+$|^https:\/\/\S+$/.test(subject))
    throw new ConfigError('VAPID_SUBJECT must be an address such as mailto:beheer@samenregie.example.');
  const ownOrigins = (text(env, 'PUSH_OWN_ORIGINS') ?? '').split(/[\s,]+/).filter(Boolean);
  for (const origin of ownOrigins)
    if (URL.parse(origin)?.origin !== origin)
      throw new ConfigError('PUSH_OWN_ORIGINS must hold origins such as https://push.example, with commas between.');
  return { publicKey, privateKey, subject, ownOrigins };
};
