import 'reflect-metadata';
import { readConfig } from '#libs/platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { runProgram } from './operator.js';
import { startApi } from './start-api.js';

/** Long enough for thousands of connections to be sent away one by one, and for the last answer. */
const SHUTDOWN_MS = 28_000;
/** The same when whoever started us is gone, and the database with it. */
const ORPHANED_MS = 5_000;

let app: NestFastifyApplication | undefined;
let closing: Promise<void> | undefined;

const stop = (patienceMs: number): void => {
  if (closing) return;
  // Whatever hangs must not keep the process.
  setTimeout(() => process.exit(1), patienceMs).unref();
  closing = Promise.resolve(app?.close()).then(() => process.exit(0));
};

// A launcher that stops us lets go of us in the same moment: its signal, which grants more time, is to be heard first.
const orphaned = (): void => void setTimeout(() => stop(ORPHANED_MS), 100);

await runProgram(async () => {
  process.once('SIGTERM', () => stop(SHUTDOWN_MS));
  process.once('SIGINT', () => stop(SHUTDOWN_MS));
  app = await startApi(readConfig());
  process.stdout.write(`${JSON.stringify({ event: 'listening', address: await app.getUrl() })}\n`);
}, orphaned);
