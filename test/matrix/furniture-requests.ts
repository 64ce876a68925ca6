import { fromGlobalId, newId, toGlobalId } from '#libs/kernel';
import { inDays } from './days.js';
import { asCaller, type Run } from './as-caller.js';
import type { House } from './house.js';
import type { MatrixWorld, Things } from './world.js';
import { canary, type RequestKey, type Tenant, type TextClass } from './words.js';

type Settled = Omit<MatrixWorld, 'things'>;
interface Place {
  tenant: Tenant;
  partnershipId: string;
  municipalities: string[];
  /** A task the requests come from. */
  task: string;
}

type Made = { request: { id: string; version: number } };

/** Whom each request is for, and the class of its texts. */
const wanted: Record<RequestKey, { actor: 'fedasil' | 'vdab'; of: TextClass; sent: boolean }> = {
  draft: { actor: 'fedasil', of: 'inside', sent: false },
  fedasil: { actor: 'fedasil', of: 'fedasil', sent: true },
  answered: { actor: 'fedasil', of: 'fedasil', sent: true },
  vdab: { actor: 'vdab', of: 'vdab', sent: true },
};

/** Requests with something in every table: notes of both kinds, an answer with a promise, a wish, a proposed step. */
export const makeRequests = async (
  world: Settled,
  house: House,
  run: Run,
  { tenant, partnershipId, municipalities, task }: Place,
): Promise<Pick<Things, 'requests' | 'requestVersions' | 'escalation' | 'commitment' | 'extension'>> => {
  const requests = {} as Things['requests'];
  const versions = {} as Things['requestVersions'];
  const note = (of: TextClass) => canary(tenant, of);
  for (const [key, { actor, of, sent }] of Object.entries(wanted) as [RequestKey, (typeof wanted)[RequestKey]][]) {
    const text = (what: string) => `${what} ${canary(tenant, of)}`;
    const { request } = await run<Made>(
      'createRequest',
      {
        ...{
          partnershipId,
          title: text('Vraag'),
          text: text('Kan dit'),
          kind: 'SUPPORT',
          supportType: text('coaching'),
        },
        ...{ actorId: toGlobalId('Actor', world.actors[actor]), service: text('dienst'), contactName: text('Jan') },
        ...{ competence: text('bevoegd'), basisKind: 'AGREED', basisNote: text('afspraak'), termDays: 200 },
        ...{ municipalityIds: municipalities, taskIds: [task] },
      },
      'request { id version }',
    );
    requests[key] = request.id;
    versions[key] = request.version;
    if (!sent) continue;
    const answer = await run<Made>('sendRequest', { id: request.id, expectedVersion: 1 }, 'request { id version }');
    versions[key] = answer.request.version;
    await run('addRequestMessage', { requestId: request.id, text: text('bericht') }, 'request { id }');
  }
  for (const requestId of Object.values(requests))
    for (const [audience, of] of [
      ['PARTNERSHIP', 'inside'],
      ['OWN_ORGANISATION', 'own'],
    ] as const)
      await run('addRequestNote', { requestId, audience, text: `nota ${note(of)}` }, 'request { id }');
  const extension = await moreTime(world, house, tenant, requests.answered);
  const recorded = await run<{ request: { version: number; commitments: { id: string }[] } }>(
    'recordRequestAnswer',
    {
      ...{ requestId: requests.answered, expectedVersion: await versionOf(world, requests.answered), choice: 'PARTLY' },
      ...{ text: `antwoord ${note('fedasil')}`, commitment: `belofte ${note('fedasil')}`, commitmentOn: inDays(20) },
      recordedFrom: 'EMAIL',
    },
    'request { version commitments { id } }',
  );
  versions.answered = recorded.request.version;
  const proposed = await run<{ request: { escalations: { id: string }[] } }>(
    'proposeEscalation',
    { requestId: requests.fedasil, reason: `want ${note('inside')}` },
    'request { escalations { id } }',
  );
  // Last, so that no mail goes out.
  for (const key of ['fedasil', 'vdab'] as const) {
    const contactEmail = `${canary(tenant, key)}@example.org`;
    const input = { id: requests[key], expectedVersion: versions[key], contactEmail };
    versions[key] = (await run<Made>('updateRequest', input, 'request { id version }')).request.version;
  }
  await makeGuests(world, tenant, requests);
  await world.owner.rows(
    `insert into requests.sharing_decisions (id, partnership_id, shares, decided_by, decided_on, recorded_by, recorded_at)
     select $1, $2, true, $3, '2026-01-01', sent_by, now() from requests.requests where id = $4`,
    [newId(), fromGlobalId(partnershipId)!.id, `college ${note('inside')}`, fromGlobalId(requests.fedasil)!.id],
  );
  return {
    ...{ requests, requestVersions: versions, extension, commitment: recorded.request.commitments[0]!.id },
    escalation: proposed.request.escalations[0]!.id,
  };
};

/** Somebody without an account for each actor, with a link, a session and a draft that nobody else may read. */
const makeGuests = async (world: Settled, tenant: Tenant, requests: Things['requests']): Promise<void> => {
  for (const key of ['fedasil', 'vdab'] as const) {
    const id = newId();
    await world.owner.rows(
      `insert into requests.guests (id, partnership_id, request_id, email, name, language, created_at)
       select $1, partnership_id, id, contact_email, $2, 'FR', now() from requests.requests where id = $3`,
      [id, `gast ${canary(tenant, key)}`, fromGlobalId(requests[key])!.id],
    );
    for (const [table, columns] of [
      ['guest_links', 'sent_at'],
      ['guest_sessions', 'created_at'],
    ])
      await world.owner.rows(
        `insert into requests.${table} (token_hash, partnership_id, guest_id, ${columns}, expires_at)
         select sha256($2::bytea), partnership_id, id, now(), now() + interval '1 day' from requests.guests where id = $1`,
        [id, Buffer.from(guestSecret(tenant, key, table!))],
      );
    await world.owner.rows(
      `insert into requests.guest_drafts (guest_id, partnership_id, content, saved_at)
       select id, partnership_id, jsonb_build_object('text', $2::text), now() from requests.guests where id = $1`,
      [id, `ontwerp ${canary(tenant, key)}`],
    );
  }
};

/** A file on every request, message, answer and note, with the word of whom it is for in its name. */
export const attachToRequests = async (
  world: Settled,
  tenant: Tenant,
  partnershipId: string,
  sender: string,
): Promise<void> => {
  const partnership = fromGlobalId(partnershipId)!.id;
  const owners = await world.owner.rows<{
    id: string;
    type: string;
    actor: string;
    sent: boolean;
    audience: string | null;
  }>(
    `select o.id, o.type, a.code as actor, r.sent_at is not null as sent, o.audience
     from requests.requests r join directory.actors a on a.id = r.actor_id
     join lateral (
       select r.id, 'Request' as type, null as audience
       union all select e.id, 'RequestEntry', null from requests.entries e where e.request_id = r.id and e.kind = 'MESSAGE'
       union all select w.id, 'RequestAnswer', null from requests.answers w where w.request_id = r.id
       union all select n.id, 'RequestNote', n.audience from requests.notes n where n.request_id = r.id) o on true
     where r.partnership_id = $1`,
    [partnership],
  );
  for (const { id, type, actor, sent, audience } of owners) {
    const shared = actor === 'VDAB' ? 'vdab' : 'fedasil';
    const of = audience === 'OWN_ORGANISATION' ? 'own' : audience || !sent ? 'inside' : shared;
    await world.owner.rows(
      `with file as (
         insert into files.attachments (id, partnership_id, owner_type, owner_id, name, size, received, media_type, status,
                                        created_at, created_by)
         values ($1, $2, $3, $4, $5, 5, 5, 'application/pdf', 'READY', now(), $6) returning *)
       insert into files.parts (partnership_id, attachment_id, start, size, key) select partnership_id, id, 0, 5, id from file`,
      [newId(), partnership, type, id, `${canary(tenant, of)}.pdf`, sender],
    );
  }
};

/** What stands for the secret in a link, or in the cookie of a session, of a guest. */
export const guestSecret = (tenant: Tenant, key: 'fedasil' | 'vdab', table: string): string =>
  `${tenant} ${key} ${table}`;

const versionOf = async (world: Settled, request: string): Promise<number> => {
  const [row] = await world.owner.rows<{ version: number }>(`select version from requests.requests where id = $1`, [
    fromGlobalId(request)!.id,
  ]);
  return row!.version;
};

/** More time, asked and read by staff of the actor; in gamma, where it has none, as if it had. */
const moreTime = async (world: Settled, house: House, tenant: Tenant, requestId: string): Promise<string> => {
  const reason = `want ${canary(tenant, 'fedasil')}`;
  if (tenant !== 'gamma') {
    const run = await asCaller(world, house, 'fedasil');
    await run('markRequestRead', { requestId }, 'request { id }');
    const { request } = await run<{ request: { extensions: { id: string }[] } }>(
      'askRequestExtension',
      { requestId, untilOn: inDays(500), reason },
      'request { extensions { id } }',
    );
    return request.extensions[0]!.id;
  }
  const id = newId();
  await world.owner.rows(
    `insert into requests.extensions (id, partnership_id, request_id, until_on, reason, state, by_law, asked_by, asked_at)
     select $1, partnership_id, id, $2, $3, 'ASKED', false, sent_by, now() from requests.requests where id = $4`,
    [id, inDays(500), reason, fromGlobalId(requestId)!.id],
  );
  return toGlobalId('RequestExtension', id);
};
