import 'reflect-metadata';
import { readConfig } from '#libs/platform';
import { runProgram } from './operator.js';
import { startApi } from './start-api.js';

const SHUTDOWN_MS = 10_000;

await runProgram(async () => {
  const config = readConfig();
  const app = await startApi(config);
  const stop = (): void => {
    // Whatever hangs must not keep the process.
    setTimeout(() => process.exit(1), SHUTDOWN_MS).unref();
    void app.close().then(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  // The launcher holds our standard input: when it goes, however it goes, we go.
  if (process.env.LAUNCHER_PIPE === '1') process.stdin.on('end', stop).on('error', stop).resume();
  process.stdout.write(`${JSON.stringify({ event: 'listening', address: await app.getUrl() })}\n`);
});
