import 'reflect-metadata';
import { isUuid } from '#libs/kernel';
import { ConfigError, dropJob, listJobs, retryJob } from '#libs/platform';
import { runProgram } from './operator.js';

const usage =
  'Say what to do: jobs list, jobs retry with the id of a job, or jobs drop with the id of one that was given up.';

/** `jobs list | retry <id> | drop <id>`: what waits and what was given up, as the owner (DATABASE_OWNER_URL). */
await runProgram(async () => {
  const [command, id, ...rest] = process.argv.slice(2);
  const ownerUrl = process.env.DATABASE_OWNER_URL?.trim();
  if (rest.length > 0 || !(command === 'list' ? !id : (command === 'retry' || command === 'drop') && isUuid(id)))
    throw new ConfigError(usage);
  if (!ownerUrl) throw new ConfigError('DATABASE_OWNER_URL is not set: only the owner of the database sees every job.');
  if (command !== 'list') {
    const done = command === 'retry' ? await retryJob(ownerUrl, id!, new Date()) : await dropJob(ownerUrl, id!);
    if (!done) throw new ConfigError(`There is no such job to ${command}: ${id}.`);
    return;
  }
  for (const { id: job, name, key, runAt, dueAt, attempts, problem, givenUp } of await listJobs(ownerUrl)) {
    const standing = givenUp ? 'given up' : `next ${dueAt?.toISOString() ?? ''}`;
    const columns = [
      job,
      name,
      key ?? '-',
      `for ${runAt.toISOString()}`,
      standing,
      `attempts ${attempts}`,
      problem ?? '-',
    ];
    process.stdout.write(`${columns.join('\t')}\n`);
  }
});
