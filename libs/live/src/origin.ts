import pg from 'pg';

/**
 * Gives every log a new epoch when this database is not the one it was written in: restored from a dump (another database) or
 * from a base backup and its log (another timeline). Works as the owner.
 * @returns whether a new history began.
 */
export const renewEpochs = async (ownerUrl: string): Promise<boolean> => {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'samenregie origin' });
  await client.connect();
  try {
    await client.query('begin');
    await client.query('lock table live.origins');
    const { rows } = await client.query<{ origin: string; known: boolean; first: boolean }>(`
      with here as (
        select d.oid || ' ' || left(pg_walfile_name(pg_current_wal_lsn()), 8) as origin
        from pg_database d where d.datname = current_database())
      select origin, exists (select from live.origins o where o.origin = here.origin) as known,
             not exists (select from live.origins) as first
      from here`);
    const [{ origin, known, first } = { origin: '', known: true, first: true }] = rows;
    const another = !known && !first;
    if (another) {
      await client.query(`update live.streams set epoch = gen_random_uuid()`);
      await client.query(`update live.personal_streams set epoch = gen_random_uuid()`);
      await client.query(`delete from live.origins`);
    }
    if (!known) await client.query(`insert into live.origins (origin) values ($1)`, [origin]);
    await client.query('commit');
    return another;
  } finally {
    await client.end();
  }
};
