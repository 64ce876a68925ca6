// The partnership that is measured: five municipalities, three roles, and as many signed-in sessions as there are subscribers.
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { withClient } from '../lib/sql.mjs';

const NIS = ['37020', '37002', '37010', '37011', '37017'];
const ROLES = ['MANAGER', 'MEMBER', 'READER'];

/** @returns what the contestants need to know: ids, tokens of sessions spread evenly over organisations and roles. */
export function buildWorld(ownerUrl, sessions) {
  return withClient(ownerUrl, async (client) => {
    const one = async (sql, values) => (await client.query(sql, values)).rows[0];
    const partnershipId = randomUUID();
    await client.query(`insert into live.streams (id, created_at) values ($1, now())`, [partnershipId]);
    const municipalities = [];
    for (const nis of NIS) {
      const { id } = await one(
        `select municipality_id as id from directory.municipality_codes where scheme = 'NIS' and value = $1 order by valid_from desc limit 1`,
        [nis],
      );
      municipalities.push(id);
    }
    await client.query(
      `insert into partnerships.partnerships (id, name, legal_form_code, status, managing_municipality_id, version, created_at, updated_at)
       values ($1, 'Meting', 'INTERLOCAL_ASSOCIATION', 'EXPLORATION', $2, 1, now(), now())`,
      [partnershipId, municipalities[0]],
    );
    const accounts = [];
    for (const municipality of municipalities) {
      const organisation = randomUUID();
      await client.query(
        `insert into access.organisations (id, kind, directory_id, name) values ($1, 'MUNICIPALITY', $2, $3)`,
        [organisation, municipality, `Gemeente ${municipality}`],
      );
      await client.query(
        `insert into access.participations (id, partnership_id, organisation_id, valid_from) values ($1, $2, $3, '2020-01-01')`,
        [randomUUID(), partnershipId, organisation],
      );
      for (const role of ROLES) {
        const account = randomUUID();
        await client.query(
          `insert into access.accounts (id, display_name, email, created_at) values ($1, $2, $3, now())`,
          [account, `Lezer ${role}`, `${account}@example.org`],
        );
        await client.query(
          `insert into access.affiliations (account_id, organisation_id, valid_from) values ($1, $2, '2020-01-01')`,
          [account, organisation],
        );
        await client.query(
          `insert into access.mandates (id, partnership_id, account_id, organisation_id, role, valid_from)
           values ($1, $2, $3, $4, $5, '2020-01-01')`,
          [randomUUID(), partnershipId, account, organisation, role],
        );
        accounts.push({ account, organisation, role });
      }
    }
    const { id: actor } = await one(`select id from directory.actors where code = 'FEDASIL'`);
    const tokens = Array.from({ length: sessions }, () => randomBytes(32).toString('base64url'));
    const rows = tokens.map((token, index) => {
      const { account, organisation } = accounts[index % accounts.length];
      return { id: randomUUID(), hash: createHash('sha256').update(token).digest('hex'), account, organisation };
    });
    await client.query(
      `insert into access.sessions (id, token_hash, account_id, organisation_id, kind, created_at, last_used_at, expires_at)
       select id, decode(hash, 'hex'), account, organisation, 'BEARER', now(), now(), now() + interval '12 hours'
       from jsonb_to_recordset($1::jsonb) as s (id uuid, hash text, account uuid, organisation uuid)`,
      [JSON.stringify(rows)],
    );
    return { partnershipId, actor, municipalities, tokens };
  });
}

/** The global id of the API for an object. */
export const globalId = (type, id) => Buffer.from(`${type}:${id}`).toString('base64url');
