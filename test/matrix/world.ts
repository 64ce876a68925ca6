import { fromGlobalId, newId, toGlobalId } from '#libs/kernel';
import { createHash, randomBytes } from 'node:crypto';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { World } from '../support/world.js';
import {
  callers,
  organisations,
  people,
  type CallerKey,
  type Organisation,
  type PersonFacts,
  type PersonKey,
} from './people.js';
import { personCanary, tenants, type CommentKey, type RequestKey, type TaskKey, type Tenant } from './words.js';
import { foundPartnership, furnishPartnership } from './furniture.js';
import { furnishNotifications } from './furniture-notifications.js';
import type { House } from './house.js';

/** What there is in one partnership, by name; ids are global. */
export interface Things {
  partnership: string;
  version: number;
  member: string;
  managing: string;
  municipalities: string[];
  /** A municipality that takes part in no partnership. */
  stranger: string;
  officer: string;
  officerVersion: number;
  tasks: Record<TaskKey, string>;
  taskVersions: Record<TaskKey, number>;
  requests: Record<RequestKey, string>;
  requestVersions: Record<RequestKey, number>;
  /** A proposed step of the ladder, a promise, and a wish for more time. */
  escalation: string;
  commitment: string;
  extension: string;
  /** A file on the task `both`. */
  attachment: string;
  /** What its first manager saved for himself, changed and began to import. */
  view: string;
  bulkChange: string;
  taskImport: string;
  /** A step and a comment of a task that is shared with actors. */
  item: string;
  label: string;
  template: string;
  field: string;
  /** A comment on the task `both` for each audience. */
  comments: Record<CommentKey, string>;
  /** A mandate somebody else than the manager holds, an open invitation, a connected system with its key. */
  mandate: string;
  invitation: string;
  client: string;
  clientVersion: number;
  key: string;
  /** Somebody who can be given a task. */
  person: string;
  epoch: string;
}

/** The world of the matrix: three partnerships that look the same, and everybody who may ask. */
export interface MatrixWorld {
  database: TestDatabase;
  owner: World;
  accounts: Record<PersonKey, string>;
  organisations: Record<Organisation, string>;
  tokens: Partial<Record<CallerKey, string>>;
  actors: { fedasil: string; vdab: string };
  things: Record<Tenant, Things>;
  /** Internal ids of the municipalities: by organisation, and some that have none. */
  places: string[];
  /** One that came from a merger. */
  merged: string;
  /** A session of a manager, by its global id: nobody else's to end. */
  session: string;
  close(): Promise<void>;
}

const YESTERDAY = `(now() at time zone 'Europe/Brussels')::date - 1`;
const TOMORROW = `(now() at time zone 'Europe/Brussels')::date + 1`;

/** A database with organisations and people, before there is any partnership. */
export const settle = async (): Promise<Omit<MatrixWorld, 'things'>> => {
  const database = await freshDatabase();
  const owner = await World.open(database.ownerUrl);
  // Thousands of statements, each asked a few times: working out a plan for every set of values is half of the work.
  await owner.rows(`alter database ${database.name} set plan_cache_mode = force_generic_plan`);
  const places = (
    await owner.rows<{ id: string }>(
      `select municipality_id as id from directory.municipality_codes c join directory.municipalities m on m.id = municipality_id
       where scheme = 'NIS' and exists_until is null order by value limit 9`,
    )
  ).map(({ id }) => id);
  const [merger] = await owner.rows<{ id: string }>(`select successor_id as id from directory.successions limit 1`);
  const actors = { fedasil: await owner.actor('FEDASIL'), vdab: await owner.actor('VDAB') };
  const ids = {} as Record<Organisation, string>;
  let place = 0;
  for (const [name, kind] of Object.entries(organisations) as [Organisation, 'MUNICIPALITY' | 'ACTOR' | 'REGION'][]) {
    const behind =
      name in actors ? actors[name as keyof typeof actors] : kind === 'MUNICIPALITY' ? places[place++]! : null;
    ids[name] = await owner.organisation(kind, `Organisatie ${name}`, behind);
  }
  const accounts = {} as MatrixWorld['accounts'];
  for (const [key, facts] of Object.entries(people) as [PersonKey, PersonFacts][]) {
    if (facts.connectedTo) continue;
    const id = (accounts[key] = newId());
    await owner.rows(
      `insert into access.accounts (id, display_name, email, persona, created_at) values ($1, $2, $3, $4, now())`,
      [id, `Jan ${personCanary(key, 'name')}`, `${personCanary(key, 'mail')}@example.org`, key],
    );
    for (const organisation of facts.works)
      await owner.rows(
        `insert into access.affiliations (account_id, organisation_id, job_title, valid_from, valid_until)
         values ($1, $2, $3, '2020-01-01', ${facts.dismissed ? YESTERDAY : 'null'})`,
        [id, ids[organisation], `medewerker ${personCanary(key, 'name')}`],
      );
  }
  const world = { database, owner, accounts, organisations: ids, actors, places, merged: merger!.id, session: '' };
  return { ...world, tokens: {}, close: () => owner.close().then(() => database.drop()) };
};

/** Mandates as they stand in the database, besides those of founders. */
export const giveMandates = async (
  world: Omit<MatrixWorld, 'things'>,
  partnerships: Record<Tenant, string>,
): Promise<void> => {
  const { owner } = world;
  for (const [key, facts] of Object.entries(people) as [PersonKey, PersonFacts][])
    for (const { tenant, organisation, role, state } of facts.mandates ?? []) {
      const place = [partnerships[tenant], world.organisations[organisation]];
      await owner.rows(
        `insert into access.participations (id, partnership_id, organisation_id, valid_from, valid_until)
         values ($1, $2, $3, '2020-01-01', ${organisation === 'departed' ? YESTERDAY : 'null'}) on conflict do nothing`,
        [newId(), ...place],
      );
      await owner.rows(
        `insert into access.mandates (id, partnership_id, organisation_id, account_id, role, valid_from, valid_until, withdrawn_at, decided_by)
         values ($1, $2, $3, $4, $5, ${state === 'future' ? TOMORROW : `'2020-01-01'`},
                 ${state === 'expired' ? YESTERDAY : 'null'}, null, $6)`,
        [newId(), ...place, world.accounts[key], role, `besluit ${personCanary(key, 'decision')}`],
      );
    }
};

const signIn = async (
  world: Pick<MatrixWorld, 'owner' | 'accounts' | 'organisations'>,
  systems = false,
): Promise<MatrixWorld['tokens']> => {
  const tokens: MatrixWorld['tokens'] = { garbageToken: 'x'.repeat(43) };
  for (const [key, facts] of Object.entries(callers)) {
    if (!facts || 'scopes' in facts !== systems) continue;
    const token = randomBytes(32).toString('base64url');
    const state = 'state' in facts ? facts.state : undefined;
    await world.owner.rows(
      `insert into access.sessions (id, token_hash, account_id, organisation_id, kind, scopes, created_at, last_used_at, expires_at, user_agent)
       values ($1, $2, $3, $4, $8, $9, now() - interval '2 hours', now() + $5::interval, now() + $6::interval, $7)`,
      [
        newId(),
        createHash('sha256').update(token).digest(),
        world.accounts[facts.person],
        facts.organisation && world.organisations[facts.organisation],
        // As if used later than now: noting each use would be a write that no question asked for.
        state === 'idle' ? '-31 minutes' : '9 minutes',
        state === 'expired' ? '-1 minute' : '10 hours',
        `browser ${personCanary(facts.person, 'secret')}`,
        'scopes' in facts ? 'SERVICE' : 'BEARER',
        'scopes' in facts ? facts.scopes : null,
      ],
    );
    tokens[key as CallerKey] = token;
  }
  return tokens;
};

/** Everything the three partnerships hold, made through the API by their managers. */
export const furnish = async (settled: Omit<MatrixWorld, 'things'>, house: House): Promise<MatrixWorld> => {
  settled.tokens = await signIn(settled);
  const founded = {} as Record<Tenant, string>;
  for (const tenant of tenants) founded[tenant] = await foundPartnership(settled, house, tenant);
  await giveMandates(
    settled,
    Object.fromEntries(tenants.map((tenant) => [tenant, fromGlobalId(founded[tenant])!.id])) as Record<Tenant, string>,
  );
  const things = {} as Record<Tenant, Things>;
  for (const tenant of tenants) things[tenant] = await furnishPartnership(settled, house, tenant, founded[tenant]);
  Object.assign(settled.tokens, await signIn(settled, true));
  const [session] = await settled.owner.rows<{ id: string }>(
    `select id from access.sessions where account_id = $1 and kind = 'BEARER' and expires_at > now() limit 1`,
    [settled.accounts.managerBeta],
  );
  settled.session = toGlobalId('Session', session!.id);
  await furnishNotifications(settled, house);
  return { ...settled, things };
};
