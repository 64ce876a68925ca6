import { createHash, randomBytes } from 'node:crypto';

/** What a token is stored as. */
export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** A token of 256 bits for a link. */
export const newToken = (): { token: string; tokenHash: Buffer } => {
  const token = randomBytes(32).toString('base64url');
  return { token, tokenHash: hashOf(token) };
};

/** Whether the text could be a token. */
export const isToken = (text: string): boolean => /^[\w-]{43}$/.test(text);

/** The page on which an invitation is accepted. What stands behind # is sent to no server and written in no log. */
export const linkTo = (site: string, token: string): string => `${site}/uitnodiging#${token}`;
