import pg from 'pg';

/** A job as the operator sees it: without what it carries. */
export interface JobLine {
  id: string;
  name: string;
  key: string | null;
  runAt: Date;
  dueAt: Date | null;
  attempts: number;
  problem: string | null;
  givenUp: boolean;
}

const MOST = 500;

const asOwner = async <T extends pg.QueryResultRow>(
  ownerUrl: string,
  sql: string,
  values: unknown[],
): Promise<pg.QueryResult<T>> => {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    return await client.query<T>(sql, values);
  } finally {
    await client.end();
  }
};

/** What waits or was given up, as owner of the database: what was given up first, then by moment; 500 at most. */
export const listJobs = async (ownerUrl: string): Promise<JobLine[]> => {
  const { rows } = await asOwner<JobLine>(
    ownerUrl,
    `select id, name, key, run_at as "runAt", due_at as "dueAt", attempts, problem, given_up_at is not null as "givenUp"
     from platform.jobs where cron is null or problem is not null order by given_up_at, run_at, id limit $1`,
    [MOST],
  );
  return rows;
};

/** Lets a job be tried again at a moment, as if for the first time; false when it is not there. */
export const retryJob = async (ownerUrl: string, id: string, moment: Date): Promise<boolean> => {
  const sql = `update platform.jobs set due_at = $2, attempts = 0, claim = null, given_up_at = null where id = $1`;
  return (await asOwner(ownerUrl, sql, [id, moment])).rowCount === 1;
};

/** Forgets a job that was given up; false when there is none. */
export const dropJob = async (ownerUrl: string, id: string): Promise<boolean> => {
  const sql = `delete from platform.jobs where id = $1 and given_up_at is not null and cron is null`;
  return (await asOwner(ownerUrl, sql, [id])).rowCount === 1;
};
