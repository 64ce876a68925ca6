// Who is measured: partnerships of five municipalities with three roles each, and sessions spread evenly over them.
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { withClient } from '../lib/sql.mjs';

/** The global id of the API for an object. */
export const globalId = (type, id) => Buffer.from(`${type}:${id}`).toString('base64url');

/** Signs people in; answers their tokens, in their order. */
export const signIn = (ownerUrl, people) =>
  withClient(ownerUrl, async (client) => {
    const tokens = people.map(() => randomBytes(32).toString('base64url'));
    const rows = people.map(({ account, organisation }, index) => ({
      ...{ id: randomUUID(), account, organisation },
      hash: createHash('sha256').update(tokens[index]).digest('hex'),
    }));
    await client.query(
      `insert into access.sessions (id, token_hash, account_id, organisation_id, kind, created_at, last_used_at, expires_at)
       select id, decode(hash, 'hex'), account, organisation, 'BEARER', now(), now(), now() + interval '12 hours'
       from jsonb_to_recordset($1::jsonb) as s (id uuid, hash text, account uuid, organisation uuid)`,
      [JSON.stringify(rows)],
    );
    return tokens;
  });

/**
 * Readers of some partnerships and somebody who writes in each of them.
 * @param {string} ownerUrl
 * @param {{ id: string, taskIds: string[], people: object[] }[]} partnerships as `fill` answers them
 * @param {number} readers in all, spread evenly
 */
export async function audienceOf(ownerUrl, partnerships, readers) {
  const seats = Array.from({ length: readers }, (_, index) => {
    const partnership = partnerships[index % partnerships.length];
    return { stream: partnership.id, person: partnership.people[Math.floor(index / partnerships.length) % partnership.people.length] }; // prettier-ignore
  });
  const writers = partnerships.map(({ people }) => people.find(({ role }) => role === 'MANAGER'));
  const tokens = await signIn(ownerUrl, [...seats.map(({ person }) => person), ...writers]);
  return {
    seats: seats.map(({ stream }, index) => ({ stream, token: tokens[index] })),
    streams: partnerships.map(({ id, taskIds }, index) => ({
      id,
      taskIds: taskIds.slice(0, 2),
      token: tokens[readers + index],
    })),
  };
}

/** What the load client's writers need to know: where the logs stand, and the versions of the tasks they change. */
export const standing = (ownerUrl, streams) =>
  withClient(ownerUrl, async (client) => {
    const { rows: heads } = await client.query(
      `select id, last_sequence::int as head from live.streams where id = any ($1)`,
      [streams.map(({ id }) => id)],
    );
    const { rows: tasks } = await client.query(`select id, version from coordination.tasks where id = any ($1)`, [
      streams.flatMap(({ taskIds }) => taskIds),
    ]);
    const headOf = new Map(heads.map(({ id, head }) => [id, head]));
    const versionOf = new Map(tasks.map(({ id, version }) => [id, version]));
    return streams.map(({ id, taskIds, token }) => ({
      ...{ id, token, head: headOf.get(id) },
      lanes: taskIds.map((task) => ({ task: globalId('CoordinationTask', task), version: versionOf.get(task) })),
    }));
  });
