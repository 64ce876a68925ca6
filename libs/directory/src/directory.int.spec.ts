import { AccessModule, guardSchema } from '#libs/access';
import { Clock, defineEvents, fromGlobalId, MovableClock, newId, toGlobalId } from '#libs/kernel';
import { LiveModule, publishEventTypes } from '#libs/live';
import { Db, Executor, graphqlModule, NOBODY, PlatformModule, publishErrorCodes, type Config } from '#libs/platform';
import type { INestApplication } from '@nestjs/common';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import type { ExecutionResult } from 'graphql';
import { freshDatabase, type TestDatabase } from '../../../test/support/database.js';
import { DirectoryModule } from './directory.module.js';
import { Municipalities } from './municipalities.js';
import { actorsByCode, municipalitiesByNis, municipalityByNis } from './seeds.js';

let database: TestDatabase;
let app: INestApplication;
const clock = new MovableClock(new Date('2026-11-24T09:00:00Z'));
const somebody = { accountId: newId(), organisationId: null };

beforeAll(async () => {
  database = await freshDatabase();
  publishErrorCodes();
  // An enum of GraphQL needs a value; the events are those of rooms above.
  defineEvents({ SOMETHING_HAPPENED: 'Something happened.' });
  publishEventTypes();
  const config = { databaseUrl: database.apiUrl, databasePool: 2 } as Config;
  const testing = await Test.createTestingModule({
    imports: [PlatformModule.forRoot(config), graphqlModule(guardSchema), LiveModule, AccessModule, DirectoryModule],
  })
    .overrideProvider(Clock)
    .useValue(clock)
    .compile();
  app = testing.createNestApplication(new FastifyAdapter(), { logger: ['error'] });
  await app.init();
});

afterAll(async () => {
  await app.close();
  await database.drop();
});

const ask = (query: string, identity = somebody as typeof NOBODY): Promise<ExecutionResult> => {
  const executor = app.get(Executor);
  return executor.execute(executor.prepare({ query }), identity);
};
const get = async <T>(query: string): Promise<T> => {
  const { data, errors } = await ask(query);
  if (errors) throw new Error(JSON.stringify(errors));
  return data as T;
};
const codeOf = async (query: string, identity?: typeof NOBODY) =>
  (await ask(query, identity)).errors?.[0]?.toJSON().extensions?.code;

/** Statements that a query costs. */
const cost = async (query: string): Promise<number> => {
  let statements = 0;
  const stop = app.get(Db).listen(() => statements++);
  await get(query);
  stop();
  return statements;
};

interface Match {
  municipality: { name: string; nisCode: string };
  matchedOn: string;
  former: string | null;
  since: string | null;
}
const search = async (text: string, first = 5): Promise<Match[]> => {
  const query = `{ searchMunicipalities(text: ${JSON.stringify(text)}, first: ${first})
                   { municipality { name nisCode } matchedOn former since } }`;
  return (await get<{ searchMunicipalities: Match[] }>(query)).searchMunicipalities;
};

describe('searching municipalities', () => {
  it.each([
    [
      'Galmaarden',
      {
        municipality: { name: 'Pajottegem', nisCode: '23106' },
        matchedOn: 'FORMER_NAME',
        former: 'Galmaarden',
        since: '2025-01-01',
      },
    ],
    [
      '37007',
      {
        municipality: { name: 'Tielt', nisCode: '37022' },
        matchedOn: 'FORMER_CODE',
        former: '37007',
        since: '2025-01-01',
      },
    ],
    [
      '37012',
      {
        municipality: { name: 'Wingene', nisCode: '37021' },
        matchedOn: 'FORMER_CODE',
        former: '37012',
        since: '2025-01-01',
      },
    ],
    [
      'puurs',
      {
        municipality: { name: 'Puurs-Sint-Amands', nisCode: '12041' },
        matchedOn: 'FORMER_NAME',
        former: 'Puurs',
        since: '2019-01-01',
      },
    ],
    [
      'Borsbeek',
      {
        municipality: { name: 'Antwerpen', nisCode: '11002' },
        matchedOn: 'FORMER_NAME',
        former: 'Borsbeek',
        since: '2025-01-01',
      },
    ],
    ['Tielt', { municipality: { name: 'Tielt', nisCode: '37022' }, matchedOn: 'NAME', former: null, since: null }],
    [
      '0216.772.234',
      { municipality: { name: 'Tessenderlo-Ham', nisCode: '71071' }, matchedOn: 'CODE', former: null, since: null },
    ],
    ['OVO002249', { municipality: { name: 'Tielt', nisCode: '37022' }, matchedOn: 'CODE', former: null, since: null }],
  ])('finds %s', async (text, expected) => {
    expect((await search(text))[0]).toEqual(expected);
  });

  it.each([
    ['Galmarden', 'Pajottegem'],
    ['Aroodie', 'Ardooie'],
    ['weilsbeke', 'Wielsbeke'],
    ['MEULEBÈKE', 'Tielt'],
    ['st niklaas', 'Sint-Niklaas'],
    ['heist op den', 'Heist-op-den-Berg'],
    ['Pinte', 'Nazareth-De Pinte'],
  ])('forgives %s', async (text, name) => {
    expect((await search(text))[0]?.municipality.name).toBe(name);
  });

  it('puts the whole before the beginning before the likeness, each municipality once', async () => {
    const names = (await search('Ham', 10)).map((match) => match.municipality.name);
    expect(names.slice(0, 2)).toEqual(['Tessenderlo-Ham', 'Hamme']);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(['', '   ', '%', '_', "'; drop table x", '🙂', 'מלון', 'x'.repeat(100), '℀'.repeat(100)])(
    'finds nothing in %j',
    async (text) => {
      expect(await search(text)).toEqual([]);
    },
  );

  it('refuses what is no search', async () => {
    expect(await codeOf(`{ searchMunicipalities(text: "${'x'.repeat(101)}") { former } }`)).toBe('INVALID_INPUT');
    expect(await codeOf(`{ searchMunicipalities(text: "a\\u0000b") { former } }`)).toBe('INVALID_INPUT');
    expect(await codeOf(`{ searchMunicipalities(text: "a", first: 51) { former } }`)).toBe('INVALID_INPUT');
  });

  it('shows a municipality as it was on the day', async () => {
    clock.set('2024-06-01T09:00:00Z');
    const [match] = await search('Galmaarden');
    clock.set('2026-11-24T09:00:00Z');
    expect(match).toMatchObject({ municipality: { name: 'Galmaarden' }, matchedOn: 'NAME', former: null });
  });
});

const everything = `name nisCode kboNumber ovoNumber province arrondissement primaryCareZone policeZone languageFacilities
  population populationYear areaKm2 active centre { longitude latitude } referenceRegion { code name }
  neighbours { name } codes { scheme value validFrom validUntil }
  predecessors { predecessor { name active } successor { nisCode } validFrom identityContinues }
  successors { successor { name province } validFrom identityContinues }`;

interface Page {
  totalCount: number;
  nodes: { name: string }[];
  pageInfo: { hasNextPage: boolean; endCursor: string };
}

describe('municipalities', () => {
  const idOf = (nis: string) =>
    app.get(Db).run(somebody, () => municipalityByNis((sql, parameters) => app.get(Db).query(sql, parameters), nis));

  it('are told with all they have', async () => {
    const id = toGlobalId('Municipality', await idOf('37022'));
    const { municipality } = await get<{ municipality: object }>(`{ municipality(id: "${id}") { ${everything} } }`);
    expect(municipality).toMatchObject({
      ...{
        name: 'Tielt',
        nisCode: '37022',
        kboNumber: '0207438458',
        ovoNumber: 'OVO002249',
        province: 'WEST_VLAANDEREN',
      },
      ...{ arrondissement: 'Tielt', languageFacilities: false, population: 31_973, populationYear: 2026, active: true },
      referenceRegion: { code: 'REFREG10', name: 'Midwest' },
      predecessors: [
        {
          predecessor: { name: 'Meulebeke', active: false },
          successor: { nisCode: '37022' },
          identityContinues: false,
        },
        { predecessor: { name: 'Tielt', active: false }, validFrom: '2025-01-01', identityContinues: true },
      ],
      successors: [],
    });
  });

  it('that ended keep their codes and lead to their successor', async () => {
    const id = toGlobalId('Municipality', await idOf('11056'));
    const { node } = await get<{ node: object }>(`{ node(id: "${id}") { ... on Municipality { ${everything} } } }`);
    expect(node).toMatchObject({
      ...{
        name: 'Zwijndrecht',
        nisCode: '11056',
        province: 'ANTWERPEN',
        active: false,
        population: null,
        neighbours: [],
      },
      codes: [{ scheme: 'NIS', value: '11056', validFrom: null, validUntil: '2024-12-31' }],
      successors: [
        { successor: { name: 'Beveren-Kruibeke-Zwijndrecht', province: 'OOST_VLAANDEREN' }, identityContinues: false },
      ],
    });
  });

  it('are paged by name', async () => {
    const names: string[] = [];
    let after = '';
    do {
      const { municipalities } = await get<{ municipalities: Page }>(
        `{ municipalities(first: 100 ${after && `, after: "${after}"`}) { totalCount nodes { name } pageInfo { hasNextPage endCursor } } }`,
      );
      expect(municipalities.totalCount).toBe(285);
      names.push(...municipalities.nodes.map(({ name }) => name));
      after = municipalities.pageInfo.hasNextPage ? municipalities.pageInfo.endCursor : '';
    } while (after);
    expect(new Set(names).size).toBe(285);
    expect(names.slice(0, 3)).toEqual(['Aalst', 'Aalter', 'Aarschot']);
    const region = await get<{ municipalities: { totalCount: number } }>(
      `{ municipalities(referenceRegionCode: "REFREG10") { totalCount } }`,
    );
    expect(region.municipalities.totalCount).toBe(15);
  });

  it('cost at most one statement for each thing that is asked, however many there are', async () => {
    const page = (first: number) => `{ municipalities(first: ${first}) { totalCount nodes { ${everything} } } }`;
    // The page, the count, region, borders, codes, successions from both sides, and the municipalities at their other ends:
    // these go out together when the answers before them came together.
    for (const first of [5, 100]) expect(await cost(page(first))).toBeLessThanOrEqual(10);
  });

  it('that are unknown are null', async () => {
    const unknown = toGlobalId('Municipality', newId());
    const actor = toGlobalId('Actor', newId());
    expect(
      await get(
        `{ a: municipality(id: "${unknown}") { id } b: municipality(id: "x") { id } c: node(id: "${actor}") { id } }`,
      ),
    ).toEqual({ a: null, b: null, c: null });
  });

  it('can be referred to only while they exist', async () => {
    const db = app.get(Db);
    const [tielt, meulebeke] = [await idOf('37022'), await idOf('37007')];
    const refuse = (ids: string[]) =>
      db.run(somebody, () => app.get(Municipalities).exist(ids, 'memberMunicipalityIds'));
    await expect(refuse([tielt])).resolves.toBeUndefined();
    await expect(refuse([tielt, meulebeke])).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      args: { reason: 'NO_LONGER_EXISTS' },
    });
    await expect(refuse([newId()])).rejects.toMatchObject({ code: 'NOT_FOUND', field: 'memberMunicipalityIds' });
  });
});

describe('regions and actors', () => {
  it('are complete', async () => {
    const { referenceRegions, actors } = await get<{
      referenceRegions: { code: string }[];
      actors: { totalCount: number; nodes: object[] };
    }>(
      `{ referenceRegions { id code name } actors { totalCount nodes { id code name nameEn governmentLevel policyDomain kind municipalitiesNeed source } } }`,
    );
    expect(referenceRegions.map(({ code }) => code)).toEqual(
      Array.from({ length: 15 }, (_, i) => `REFREG${String(i + 1).padStart(2, '0')}`),
    );
    expect(actors.totalCount).toBe(57);
    expect(actors.nodes).toHaveLength(57);
  });

  it('can be narrowed down', async () => {
    const list = async (args: string) =>
      (await get<{ actors: { nodes: { code: string }[] } }>(`{ actors(${args}) { nodes { code } } }`)).actors.nodes.map(
        ({ code }) => code,
      );
    expect(await list('search: "opvang asiel"')).toEqual(['FEDASIL']);
    expect(await list('search: "vdab"')).toEqual(['VDAB']);
    expect(await list('search: "%"')).toHaveLength(57);
    expect(await list('governmentLevel: FEDERAL')).toHaveLength(11);
    expect((await list('governmentLevel: FEDERAL, policyDomain: ASYLUM_PROCEDURE')).sort()).toEqual(['CGVS', 'RVV']);
  });

  it('are found for example data', async () => {
    const db = app.get(Db);
    const query = <T>(sql: string, parameters: unknown[]) => db.query<T>(sql, parameters);
    await db.run(somebody, async () => {
      expect([...(await actorsByCode(query, ['FEDASIL', 'VDAB'])).keys()].sort()).toEqual(['FEDASIL', 'VDAB']);
      await expect(municipalitiesByNis(query, ['37022', '99999'])).rejects.toThrow('99999');
    });
    const { node } = await get<{ node: { id: string } }>(
      `{ node(id: "${toGlobalId('Actor', (await db.run(somebody, () => actorsByCode(query, ['VDAB']))).get('VDAB')!)}") { id } }`,
    );
    expect(fromGlobalId(node.id)?.type).toBe('Actor');
  });
});

describe('the walls', () => {
  it('nobody sees anything', async () => {
    for (const field of [
      'referenceRegions { id }',
      'actors { totalCount }',
      'municipalities { totalCount }',
      'municipality(id: "x") { id }',
    ])
      expect(await codeOf(`{ ${field} }`, NOBODY)).toBe('UNAUTHENTICATED');
    const db = app.get(Db);
    const count = `select count(*)::int as count from directory.`;
    for (const table of [
      'municipalities',
      'municipality_names',
      'municipality_codes',
      'reference_regions',
      'actors',
      'successions',
    ])
      expect(await db.run(NOBODY, () => db.query(count + table))).toEqual([{ count: 0 }]);
  });

  it('the API changes nothing, whoever asks', async () => {
    const db = app.get(Db);
    for (const sql of [
      `delete from directory.actors`,
      `update directory.municipalities set province = 'LIMBURG'`,
      `insert into directory.reference_regions values (gen_random_uuid(), 'REFREG98', 'x')`,
      `select * from directory.imports`,
    ])
      await expect(db.run(somebody, () => db.transaction(() => db.query(sql)))).rejects.toThrow('permission denied');
  });
});
