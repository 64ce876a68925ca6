import { createHash, randomBytes, randomInt } from 'node:crypto';

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

/** A secret of 256 bits for a link or a session. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** What a secret is stored as. */
export const hashOf = sha256;

/** Whether the text could be such a secret. */
export const isSecret = (text: string): boolean => /^[\w-]{43}$/.test(text);

/** A code that is mailed and typed over. */
export const newCode = (): string => String(randomInt(0, 100_000_000)).padStart(8, '0');

/**
 * What a code is stored as. There are few codes, so that a hash of one alone tells it; the secret of the link, which the
 * database does not have, keeps it.
 */
export const codeHash = (link: string, code: string): Buffer => sha256(`${link}:${code}`);

/** The page on which a request is answered. What stands behind # is sent to no server and written in no log. */
export const answerLink = (site: string, secret: string): string => `${site}/antwoord#${secret}`;
