import { fromGlobalId, toGlobalId } from '#libs/kernel';
import { startApi, type ApiOptions, type ApiProcess } from './servers.js';
import { Client } from './client.js';
import { freshDatabase, type TestDatabase } from './database.js';
import { World } from './world.js';

/** A running API with one partnership of three municipalities, people of every kind, and somebody outside it. */
export interface Stage {
  api: ApiProcess;
  database: TestDatabase;
  world: World;
  partnershipId: string;
  /** Global ids. */
  municipalities: Record<'ardooie' | 'pittem' | 'wielsbeke' | 'mesen' | 'ronse', string>;
  actors: Record<'fedasil' | 'vdab', string>;
  people: Record<Persona, { accountId: string; organisationId: string }>;
  as(persona: Persona): Promise<Client>;
  /** The same database behind another API process. */
  another(options?: Partial<ApiOptions>): Promise<ApiProcess>;
  close(): Promise<void>;
}

export const personas = [
  'manager',
  'officer',
  'member',
  'reader',
  'coordinator',
  'fedasil',
  'vdab',
  'outsider',
] as const;
export type Persona = (typeof personas)[number];

const CREATE = `mutation ($input: CreatePartnershipInput!) { createPartnership(input: $input) { partnership { id } } }`;

/**
 * Sets a stage on a database of its own, or on a given, empty one, for tests that need the server under it too; `begin` starts
 * the API another way than as a process.
 */
export const setStage = async (
  { database: given, ...options }: Partial<ApiOptions> & { database?: TestDatabase } = {},
  begin: (options: ApiOptions) => Promise<ApiProcess> = startApi,
): Promise<Stage> => {
  const database = given ?? (await freshDatabase());
  const world = await World.open(database.ownerUrl);
  const nis = { ardooie: '37020', pittem: '37011', wielsbeke: '37017', mesen: '33016', ronse: '45041' };
  const internal = {} as Record<keyof typeof nis, string>;
  for (const [name, code] of Object.entries(nis)) internal[name as keyof typeof nis] = await world.municipality(code);
  const actorIds = { fedasil: await world.actor('FEDASIL'), vdab: await world.actor('VDAB') };
  const homes = {
    manager: await world.organisation('MUNICIPALITY', 'Wielsbeke', internal.wielsbeke),
    member: await world.organisation('MUNICIPALITY', 'Pittem', internal.pittem),
    coordinator: await world.organisation('REGION', 'Midwest', null),
    fedasil: await world.organisation('ACTOR', 'Fedasil', actorIds.fedasil),
    vdab: await world.organisation('ACTOR', 'VDAB', actorIds.vdab),
    outsider: await world.organisation('MUNICIPALITY', 'Ronse', internal.ronse),
  };
  const homeOf: Record<Persona, string> = { ...homes, officer: homes.manager, reader: homes.member };
  const people = {} as Stage['people'];
  for (const persona of personas)
    people[persona] = { accountId: await world.person(persona, homeOf[persona]), organisationId: homeOf[persona] };
  const start = (more: Partial<ApiOptions> = {}) => begin({ databaseUrl: database.apiUrl, ...options, ...more });
  const api = await start();
  const toIds = (type: string, ids: Record<string, string>) =>
    Object.fromEntries(Object.entries(ids).map(([name, id]) => [name, toGlobalId(type, id)]));
  const municipalities = toIds('Municipality', internal) as Stage['municipalities'];
  const found = async (persona: Persona, name: string, managing: string, members: string[]) => {
    const client = await Client.as(api.url, persona);
    const input = {
      name,
      legalFormCode: 'INTERLOCAL_ASSOCIATION',
      managingMunicipalityId: managing,
      memberMunicipalityIds: members,
    };
    const { createPartnership } = await client.get<{ createPartnership: { partnership: { id: string } } }>(CREATE, {
      input,
    });
    return createPartnership.partnership.id;
  };
  const { ardooie, pittem, wielsbeke, mesen, ronse } = municipalities;
  const partnershipId = await found('manager', 'Samen Midwest', wielsbeke, [ardooie, pittem, wielsbeke]);
  await found('outsider', 'Elders', ronse, [ronse, mesen]);
  const roles = {
    officer: 'OFFICER',
    member: 'MEMBER',
    reader: 'READER',
    coordinator: 'COORDINATOR',
    fedasil: 'ANSWERER',
    vdab: 'ANSWERER',
  };
  for (const [persona, role] of Object.entries(roles)) {
    const { accountId, organisationId } = people[persona as Persona];
    await world.mandate(fromGlobalId(partnershipId)!.id, accountId, organisationId, role);
  }
  const others: ApiProcess[] = [];
  const clients: Client[] = [];
  return {
    api,
    database,
    world,
    partnershipId,
    municipalities,
    actors: toIds('Actor', actorIds) as Stage['actors'],
    people,
    as: async (persona) => {
      const client = await Client.as(api.url, persona);
      clients.push(client);
      return client;
    },
    another: async (more) => {
      const process = await start(more);
      others.push(process);
      return process;
    },
    close: async () => {
      await Promise.all(clients.map((client) => client.close()));
      await Promise.all([api, ...others].map((process) => process.stop()));
      await world.close();
      await database.drop();
    },
  };
};
