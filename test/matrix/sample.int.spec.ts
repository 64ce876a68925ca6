import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Kind, OperationTypeNode, parse, print, visit, type DefinitionNode } from 'graphql';
import { globSync, readFileSync } from 'node:fs';
import { Matrix, sentences } from './matrix.js';
import type { CallerKey } from './people.js';
import type { Things } from './world.js';

/**
 * The whole matrix is `npm run test:matrix`; here a few callers ask everything once, with both walls standing: two where
 * the whole of it is run after this.
 */
const some: CallerKey[] = process.env.CI
  ? ['manager', 'fedasil']
  : ['anonymous', 'manager', 'reader', 'fedasil', 'wrongOrganisation', 'withdrawn'];
/** How many steps the paths of the schema are followed. */
const REACH = 2;

/** Each query of the web workspace with the fragments it uses, and something for each of its variables. */
const queriesOfTheWorkspace = ({ partnership, tasks }: Things): [string, Record<string, unknown>][] => {
  const files = globSync('apps/web/src/**/*.graphql').map((file) => readFileSync(file, 'utf8'));
  const { definitions } = parse(files.join('\n'));
  const fragments = new Map(
    definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [])),
  );
  return definitions.flatMap((operation) => {
    if (operation.kind !== Kind.OPERATION_DEFINITION || operation.operation !== OperationTypeNode.QUERY) return [];
    const used = new Set<DefinitionNode>([operation]);
    for (const definition of used)
      visit(definition, { FragmentSpread: ({ name }) => void used.add(fragments.get(name.value)!) });
    const about = operation.name?.value.startsWith('Task') ? tasks.fedasil : partnership;
    const values: Record<string, unknown> = {
      ID: about,
      Int: 1,
      TaskFilter: { statuses: ['TODO'] },
      TaskOrder: 'BOARD',
      RequestFilter: {},
      RequestOrder: 'DUE_DATE',
      RequestKind: 'DOCUMENT',
      TermUnit: 'WORKING',
      ReactionGroup: 'ACTOR',
      // The number of a request, and something to search for.
      String: `${String(new Date().getUTCFullYear())}-001`,
    };
    const variables = (operation.variableDefinitions ?? []).flatMap(({ variable, type }) => {
      const named = type.kind === Kind.NON_NULL_TYPE ? type.type : type;
      const value = named.kind === Kind.NAMED_TYPE ? values[named.name.value] : undefined;
      return value === undefined ? [] : [[variable.name.value, value] as const];
    });
    return [[[...used].map(print).join('\n'), Object.fromEntries(variables)]];
  });
};

let matrix: Matrix;
beforeAll(async () => {
  matrix = await Matrix.open('both', some, REACH);
}, 120_000);
afterAll(() => matrix.close());

describe('a sample of the authorisation matrix', () => {
  it('knows every field, root field, argument and capability', () => {
    expect(matrix.unknown()).toEqual([]);
  });

  it('finds no leak and no refusal too many', async () => {
    expect(matrix.size).toBeGreaterThan(400);
    matrix.house.compare = true;
    expect(sentences(await matrix.run())).toEqual([]);
    expect(matrix.blindSpots(some)).toEqual([]);
    expect(matrix.layers.missing()).toEqual([]);
  }, 120_000);

  it('is answered by plans as by graphql-js, and so is every query of the workspace', async () => {
    const { house, world } = matrix;
    house.compare = true;
    for (const caller of some) {
      const identity = await house.identity(world.tokens[caller]);
      for (const [query, variables] of queriesOfTheWorkspace(world.things.alfa))
        await house.execute(identity, query, variables);
    }
    expect(house.agreed).toBeGreaterThan(300);
    expect(house.differences).toEqual([]);
  }, 120_000);
});
