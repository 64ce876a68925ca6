// An API process, as built, in which the room of a test does something when a job is due: it writes down which, and when.
import 'reflect-metadata';
import { Db, Jobs, readConfig } from '#libs/platform';
import { startApi } from '../../dist/apps/api/src/start-api.js';

process.stdin.on('end', () => process.exit(1)).resume();
const app = await startApi(readConfig());
const db = app.get(Db);
app.get(Jobs).handle('soak.tick', async ({ key, runAt }) => {
  await db.query(`insert into public.fired (key, pid, due, at) values ($1, $2, $3, clock_timestamp())`, [
    ...[key, process.pid, runAt],
  ]);
});
process.once('SIGTERM', () => void app.close().then(() => process.exit(0)));
process.stdout.write('ready\n');
