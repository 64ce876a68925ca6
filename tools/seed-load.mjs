// `npm run seed:load -- --partnerships 200 --tasks 100 --members 5`: fills a database for measuring; never the real one.
import { parseArgs } from 'node:util';
import { build } from './build.mjs';
import { apiScript, runNode } from './lib/child.mjs';
import { Failure, report } from './lib/failure.mjs';
import { openDatabase } from './lib/open-database.mjs';
import { assertNode, readSettings } from './lib/settings.mjs';
import { fill } from './seed-load/fill.mjs';

const whole = (name, text, least, most) => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most)
    throw new Failure(`--${name} ${text} is not a whole number from ${least} to ${most}.`);
  return value;
};

function readOptions() {
  const option = (value) => ({ type: 'string', default: value });
  let values;
  try {
    ({ values } = parseArgs({ options: { partnerships: option('200'), tasks: option('100'), members: option('5') } }));
  } catch (error) {
    throw new Failure(`${error.message}: give --partnerships, --tasks and --members, each a number.`);
  }
  return {
    partnerships: whole('partnerships', values.partnerships, 1, 100_000),
    tasks: whole('tasks', values.tasks, 0, 100_000),
    members: whole('members', values.members, 1, 300),
  };
}

async function seedLoad() {
  assertNode();
  const options = readOptions();
  const settings = readSettings();
  if (process.env.NODE_ENV === 'production')
    throw new Failure('NODE_ENV is production: invented partnerships do not belong between real ones.');
  await build(['api']);
  const database = await openDatabase(settings, { onStep: (step) => console.error(`  ${step}`), shared: true });
  try {
    const env = { ...process.env, DATABASE_URL: database.apiUrl, DATABASE_OWNER_URL: database.ownerUrl };
    await runNode(apiScript('migrate'), { env }, 'The database could not be migrated');
    await runNode(apiScript('reference'), { args: ['import'], env }, 'The reference data could not be imported');
    const began = performance.now();
    const total = options.partnerships * options.tasks;
    const onProgress = (tasks) => {
      const seconds = (performance.now() - began) / 1_000;
      console.error(`  ${tasks} of ${total} tasks, ${seconds.toFixed(0)} s`);
    };
    await fill(database.ownerUrl, { ...options, onProgress });
    console.log(
      `${options.partnerships} partnerships with ${total} tasks in ${((performance.now() - began) / 1_000).toFixed(1)} s`,
    );
  } finally {
    await database.close();
  }
}

await seedLoad().catch(report);
