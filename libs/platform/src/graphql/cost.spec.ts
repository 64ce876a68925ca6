import { describe, expect, it } from '@jest/globals';
import { buildSchema, getIntrospectionQuery, Kind, parse, type OperationDefinitionNode } from 'graphql';
import { globSync, readFileSync } from 'node:fs';
import { limits } from '../limits/limits.js';
import { costOf } from './cost.js';

const toy = buildSchema(`
  interface Node { id: ID! }
  type Query { thing: Thing  things(first: Int, after: ID): Things!  nodes(ids: [ID!]!): [Node]! }
  type Mutation { change(times: Int): Thing! }
  type Subscription { changes: Thing! }
  type Thing implements Node { id: ID!  name: String!  parts: [Thing!]!  things(first: Int): Things! }
  type Things { nodes: [Thing!]!  edges: [Edge!]!  totalCount: Int! }
  type Edge { node: Thing! }`);

const cost = (source: string, variables: Record<string, unknown> = {}, schema = toy, name?: string): number => {
  const document = parse(source);
  const operation = document.definitions.find(
    (definition): definition is OperationDefinitionNode =>
      definition.kind === Kind.OPERATION_DEFINITION && (!name || definition.name?.value === name),
  )!;
  return costOf(schema, document, operation, variables);
};

describe('the cost of an operation', () => {
  it('is about one point for every object', () => {
    expect(cost('{ thing { id } }')).toBe(2);
    expect(cost('{ thing { parts { id } } }')).toBe(Math.ceil(1 + limits.cost.list * 1.1));
    expect(cost('{ a: thing { id } b: thing { id } c: thing { id } }')).toBe(4);
  });

  it('counts a field in a page as often as the page is long, and no page is longer than the longest', () => {
    const page = (first: string) => cost(`{ things(first: ${first}) { nodes { parts { id } } } }`);
    expect(page('10')).toBe(1 + 10 * (1 + 11));
    expect(page('100')).toBe(1 + 100 * 12);
    expect(page('100000000')).toBe(page('100'));
    expect(page('-5')).toBe(1);
    expect(cost('{ things { edges { node { id } } } }')).toBe(Math.ceil(1 + limits.cost.page * 2.1));
    expect(cost('query ($n: Int) { things(first: $n) { nodes { id } } }', { n: 3 })).toBe(Math.ceil(1 + 3 * 1.1));
  });

  it('multiplies level by level, through fragments and interfaces too', () => {
    const walk =
      '{ things(first: 100) { nodes { ...F } } } fragment F on Thing { things(first: 100) { nodes { id } } }';
    expect(cost(walk)).toBe(1 + 100 * (1 + 1 + 110));
    expect(cost('{ nodes(ids: ["a", "b"]) { id ... on Thing { name } } }')).toBe(Math.ceil(2 * 1.2));
    expect(cost('query ($i: [ID!]!) { nodes(ids: $i) { id } }', { i: Array(7).fill('x') })).toBe(Math.ceil(7 * 1.1));
  });

  it('weighs every mutation of a document, wherever it stands', () => {
    const one = cost('mutation { change { id } }');
    expect(one).toBeGreaterThan(limits.cost.mutation);
    expect(cost('mutation { ...F } fragment F on Mutation { a: change { id } b: change { id } }')).toBeGreaterThan(
      2 * limits.cost.mutation,
    );
    expect(cost('subscription { changes { id } }')).toBeGreaterThan(limits.cost.subscription);
  });

  it('lets the whole schema be read, and no walk in circles through it', () => {
    expect(cost(getIntrospectionQuery({ inputValueDeprecation: true }))).toBeLessThan(limits.budget.operation);
    const many = (name: string, inside: string) =>
      Array.from({ length: 7 }, (_, index) => `a${String(index)}: ${name} { ${inside} }`).join(' ');
    const circle = `{ __schema { types { ${many('fields', `type { ${many('fields', 'name')} }`)} } } }`;
    expect(cost(circle)).toBeGreaterThan(limits.budget.operation);
  });

  it('leaves room for every screen of the web workspace, and for many of them a minute', () => {
    const schema = buildSchema(readFileSync('apps/api/schema.graphql', 'utf8'));
    const source = globSync('apps/web/src/**/*.graphql')
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n');
    const names = [...source.matchAll(/^(?:query|mutation|subscription) (\w+)/gm)].map(([, name]) => name!);
    const costs = names.map((name) => [name, cost(source, {}, schema, name)] as const);
    expect(costs.length).toBeGreaterThan(20);
    expect(costs.filter(([, points]) => points > limits.budget.operation / 2)).toEqual([]);
    expect(limits.budget.caller).toBeGreaterThan(60 * Math.max(...costs.map(([, points]) => points)));
  });
});
