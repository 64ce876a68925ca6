import { ConfigError, MigrationError } from '#libs/platform';
import type { Socket } from 'node:net';

const text = (error: unknown, key: 'code' | 'message'): string =>
  (error as Partial<Record<'code' | 'message', string>> | null)?.[key] ?? '';

const database = (url: string | undefined): string => {
  const target = url ? URL.parse(url) : null;
  return target ? `${target.hostname}:${target.port || '5432'}${target.pathname}` : 'the address given';
};

/** The one sentence for the operator about something that stops a start; undefined for a bug. */
export const sentenceFor = (error: unknown, env: NodeJS.ProcessEnv = process.env): string | undefined => {
  if (error instanceof ConfigError || error instanceof MigrationError) return text(error, 'message');
  const code = text(error, 'code');
  const place = database(env.DATABASE_URL);
  if (code === 'EADDRINUSE')
    return `Port ${env.PORT ?? 3000} is taken: stop the other program, or choose another port with PORT=3001 npm start.`;
  if (code === 'EACCES')
    return `Port ${env.PORT ?? 3000} may not be used by this user: choose one above 1024 with PORT.`;
  if (code === 'EADDRNOTAVAIL') return `HOST ${env.HOST} is not an address of this machine: use 127.0.0.1 or 0.0.0.0.`;
  if (['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'ETIMEDOUT', 'ECONNRESET'].includes(code))
    return `The database at ${place} cannot be reached: check that it runs and that DATABASE_URL is right.`;
  if (text(error, 'message').includes('timeout exceeded when trying to connect'))
    return `The database at ${place} does not answer: check that it runs and that DATABASE_URL is right.`;
  if (['28P01', '28000'].includes(code))
    return `The database at ${place} refuses the sign-in: check the user and password in DATABASE_URL.`;
  if (code === '3D000') return `The database at ${place} does not exist: create it, or correct DATABASE_URL.`;
  if (code === '42501') return `The owner of the database at ${place} lacks a right: ${text(error, 'message')}.`;
  return undefined;
};

/** Calls back when the launcher, which holds our standard input, is gone, however it went. */
const whenLauncherGoes = (gone: () => void): void => {
  if (process.env.LAUNCHER_PIPE !== '1') return;
  process.stdin.on('end', gone).on('error', gone).resume();
  // Listening alone is no reason to stay.
  (process.stdin as Partial<Socket>).unref?.();
};

/** Runs a program: ends it with a sentence on the error stream and a code other than 0 when it fails. */
export const runProgram = async (
  main: () => Promise<void>,
  launcherGone: () => void = () => process.exit(1),
): Promise<void> => {
  whenLauncherGoes(launcherGone);
  try {
    await main();
  } catch (error) {
    const sentence = sentenceFor(error);
    process.stderr.write(sentence ? `${sentence}\n` : `${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  }
};
