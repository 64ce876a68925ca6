import 'reflect-metadata';
import { runProgram } from './operator.js';
import { migrateDatabase } from './owner.js';

await runProgram(async () => {
  const done = await migrateDatabase();
  process.stdout.write(done.length > 0 ? `${done.map((name) => `migrated ${name}`).join('\n')}\n` : 'up to date\n');
});
