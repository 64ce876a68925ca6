// Fills a database with partnerships that look as if people had worked in them, consistent down to counters and log.
import { v7 } from 'uuid';
import { Failure } from '../lib/failure.mjs';
import { withClient } from '../lib/sql.mjs';
import { copy } from './copy.mjs';
import { Rows, TABLES } from './rows.mjs';

export const ROLES = ['MANAGER', 'MEMBER', 'READER'];
/** Tasks of one transaction. */
const BATCH = 20_000;

/** What people, whom several partnerships of one name share, stand in. */
const PEOPLE = ['access.organisations', 'access.accounts', 'access.affiliations'];

/** Organisations of municipalities, with an account for each role; those there already are used again. */
async function findPeople(client, municipalityIds, name) {
  await client.query(
    `insert into access.organisations (id, kind, directory_id, name)
     select gen_random_uuid(), 'MUNICIPALITY', m, 'Gemeente ' || coalesce(
       (select name from directory.municipality_names n where n.municipality_id = m and n.valid_until is null limit 1), m::text)
     from unnest($1::uuid[]) m on conflict do nothing`,
    [municipalityIds],
  );
  const { rows } = await client.query(
    `select id, directory_id as "directoryId", name from access.organisations
     where kind = 'MUNICIPALITY' and directory_id = any ($1)`,
    [municipalityIds],
  );
  const wanted = rows.flatMap(({ id, directoryId, name }) =>
    ROLES.map((role) => ({ id: v7(), role, organisation: id, directoryId, name: `${role} ${name}` })),
  );
  const email = `lower($2 || '.' || w.role || '.' || w.organisation || '@example.org')`;
  const asRows = `jsonb_to_recordset($1::jsonb) as w(id uuid, role text, organisation uuid, name text)`;
  const values = [JSON.stringify(wanted), name.replaceAll(/\W+/g, '')];
  await client.query(
    `insert into access.accounts (id, display_name, email, created_at)
     select w.id, w.name, ${email}, now() from ${asRows} on conflict do nothing`,
    values,
  );
  await client.query(
    `insert into access.affiliations (account_id, organisation_id, valid_from)
     select a.id, w.organisation, '2020-01-01' from ${asRows} join access.accounts a on lower(a.email) = ${email}
     on conflict do nothing`,
    values,
  );
  const { rows: accounts } = await client.query(
    `select a.id, w.role, w.organisation from ${asRows} join access.accounts a on lower(a.email) = ${email}`,
    values,
  );
  const accountOf = new Map(accounts.map(({ id, role, organisation }) => [`${role} ${organisation}`, id]));
  const byTown = Map.groupBy(wanted, ({ directoryId }) => directoryId);
  return new Map(
    [...byTown].map(([town, people]) => [
      town,
      people.map(({ role, organisation }) => ({
        ...{ role, organisation, account: accountOf.get(`${role} ${organisation}`) },
      })),
    ]),
  );
}

/**
 * @param {string} ownerUrl a migrated database with reference data
 * @param {{ partnerships: number, tasks: number, members: number, name?: string, onProgress?: (tasks: number) => void }} options
 * `tasks` and `members` (municipalities, each with three people) are per partnership; those of another name have other people
 * @returns the partnerships that were made, with their people and the ids of their tasks
 */
export const fill = (ownerUrl, { partnerships, tasks, members, name = 'Proefverband', onProgress = () => {} }) =>
  withClient(ownerUrl, async (client) => {
    const ids = async (sql) => (await client.query(sql)).rows.map(({ id }) => id);
    const towns = await ids(
      `select m.id from directory.municipalities m where m.exists_until is null order by m.province, m.id`,
    );
    const actorIds = await ids(`select id from directory.actors order by code`);
    if (towns.length === 0 || actorIds.length === 0)
      throw new Failure(
        'There is no reference data: start once with `npm start`, or run `npm run reference -- import`.',
      );
    if (members > towns.length)
      throw new Failure(`--members ${members} is more than the ${towns.length} municipalities.`);
    const people = await findPeople(client, towns, name);
    const made = [];
    const now = Date.now();
    for (let from = 0; from < partnerships;) {
      const rows = new Rows();
      let added = 0;
      do {
        const municipalityIds = Array.from({ length: members }, (_, i) => towns[(from * members + i) % towns.length]);
        const own = municipalityIds.flatMap((town) => people.get(town));
        const organisationIds = [...new Set(own.map(({ organisation }) => organisation))];
        const number = String(++from).padStart(4, '0');
        const options = { people: own, municipalityIds, organisationIds, actorIds, tasks, now };
        made.push({ ...rows.add({ name: `${name} ${number}`, ...options }), people: own });
        added += tasks;
      } while (from < partnerships && added < BATCH);
      await client.query('begin');
      for (const [table, target] of Object.entries(TABLES)) await copy(client, target, rows.of[table]);
      await client.query('commit');
      onProgress(from * tasks);
    }
    const filled = [...Object.values(TABLES).map((target) => target.split(' ')[0]), ...PEOPLE];
    // As retention and time would leave them: otherwise PostgreSQL does it while something is measured.
    for (const table of filled) await client.query(`vacuum (analyze) ${table}`);
    return made;
  });
