const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** After how long a mail that was refused is tried again, in milliseconds: growing, and at most an hour. */
export const pauseAfter = (attempts: number): number => Math.min(5 * SECOND * 3 ** (attempts - 1), 60 * MINUTE);

/** A mail that could not be sent for so long is given up, in milliseconds. */
export const GIVE_UP_MS = 24 * 60 * MINUTE;

/** When to try again; null when it has been long enough. */
export const nextTry = (createdAt: Date, attempts: number, now: Date): Date | null => {
  const next = new Date(now.getTime() + pauseAfter(attempts));
  return next.getTime() - createdAt.getTime() > GIVE_UP_MS ? null : next;
};

/** The code of a failure: what the server answered, or what the network said; never its text, which may quote a mail. */
export const problemOf = (error: unknown): string => {
  const { responseCode, code } = (error ?? {}) as { responseCode?: unknown; code?: unknown };
  if (typeof responseCode === 'number') return `SMTP_${responseCode}`;
  return typeof code === 'string' && /^[A-Z0-9_]{1,40}$/.test(code) ? code : 'UNKNOWN';
};
