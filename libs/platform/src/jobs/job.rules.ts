import { AppError } from '#libs/kernel';
import { Cron } from 'croner';

/** So often a job is tried before it is given up: with growing pauses, most of a working day. */
export const MOST_ATTEMPTS = 12;

const PROBLEM = /^[A-Z0-9_]{1,50}$/;

/** The next moment of a cron pattern (minute, hour, day, month, weekday) in Belgian time, after another moment. */
export const nextTurn = (pattern: string, after: Date): Date => {
  const next = new Cron(pattern, { timezone: 'Europe/Brussels' }).nextRun(after);
  if (!next) throw new Error(`the pattern "${pattern}" never comes`);
  return next;
};

/** A job whose work lasts too long. */
export class JobTooSlow extends Error {}

/** The code of a failure, never its text, which may quote data. */
export const problemOf = (error: unknown): string => {
  if (error instanceof AppError) return error.code;
  if (error instanceof JobTooSlow) return 'TOO_SLOW';
  const { code, driverError } = (error ?? {}) as { code?: unknown; driverError?: { code?: unknown } };
  if (typeof driverError?.code === 'string' && PROBLEM.test(driverError.code)) return `SQLSTATE_${driverError.code}`;
  return typeof code === 'string' && PROBLEM.test(code) ? code : 'BUG';
};
