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
  // Whatever hangs must not keep the process.
  setTimeout(() => process.exit(1), patienceMs).unref();
  closing ??= Promise.resolve(app?.close()).then(() => process.exit(0));
};

await runProgram(
  async () => {
    process.once('SIGTERM', () => stop(SHUTDOWN_MS));
    process.once('SIGINT', () => stop(SHUTDOWN_MS));
    app = await startApi(readConfig());
    process.stdout.write(`${JSON.stringify({ event: 'listening', address: await app.getUrl() })}\n`);
  },
  () => stop(ORPHANED_MS),
);
