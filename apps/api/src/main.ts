import 'reflect-metadata';
import { readConfig } from '#libs/platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { runProgram } from './operator.js';
import { startApi } from './start-api.js';

const SHUTDOWN_MS = 5_000;

let app: NestFastifyApplication | undefined;

const stop = (): void => {
  // Whatever hangs must not keep the process.
  setTimeout(() => process.exit(1), SHUTDOWN_MS).unref();
  void Promise.resolve(app?.close()).then(() => process.exit(0));
};

await runProgram(async () => {
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  app = await startApi(readConfig());
  process.stdout.write(`${JSON.stringify({ event: 'listening', address: await app.getUrl() })}\n`);
}, stop);
