import { localPath } from './sign-in.rules.js';

/** A sign-in that was begun; it travels with the browser, so that any process can finish it. */
export interface Attempt {
  state: string;
  nonce: string;
  /** PKCE: proves to the provider that who comes for the tokens is who began. */
  verifier: string;
  /** Where to go afterwards. */
  path: string;
  /** When it was begun, in milliseconds. */
  at: number;
}

/** How long somebody may take at the provider, in seconds. */
export const ATTEMPT_SECONDS = 10 * 60;

export const packAttempt = (attempt: Attempt): string => Buffer.from(JSON.stringify(attempt)).toString('base64url');

/** The attempt in a cookie; undefined when there is none, it is damaged, or too old. */
export const unpackAttempt = (cookie: string | undefined, now: number): Attempt | undefined => {
  try {
    const { state, nonce, verifier, path, at } = JSON.parse(
      Buffer.from(cookie ?? '', 'base64url').toString(),
    ) as Partial<Record<keyof Attempt, unknown>>;
    const good = [state, nonce, verifier].every((value) => typeof value === 'string' && /^[\w-]{20,200}$/.test(value));
    if (!good || typeof at !== 'number' || now - at > ATTEMPT_SECONDS * 1_000 || at > now + 60_000) return undefined;
    return { state, nonce, verifier, path: localPath(path), at } as Attempt;
  } catch {
    return undefined;
  }
};
