import { describe, expect, it } from '@jest/globals';
import { buildSchema, execute, getOperationAST, getVariableValues, parse, validate, type GraphQLSchema } from 'graphql';
import { executePlanned } from './execute-plan.js';

const sdl = `
  interface Node { id: ID! }
  union Subject = Task | Person
  scalar Shout
  enum Colour { RED GREEN }
  type Task implements Node { id: ID! title: String! late: String! maybe: String colour: Colour shout: Shout
    people: [Person!]! perhaps: [Person] one: Person! other: Person numbers: [Int!] echo(text: String = "no", list: [Int]): String
    method: String error: String promises: [String] secret: Secret secrets: [Secret] node: Node strict: [Secret!] }
  type Person implements Node { id: ID! name: String! boss: Person broken: String! slow: String! }
  type Secret { id: ID! }
  type Query { task: Task tasks: [Task!] strictTask: Task! subject(which: String): Subject subjects: [Subject] node(which: String): Node
    fails: Int! number: Int list: [[Int]] notAList: [Int] }
  type Mutation { add(n: Int!): Int! fail: Int }
  type Subscription { changed: Task }`;

const person = (id: string, more = {}) => ({
  __typename: 'Person',
  id,
  name: `P${id}`,
  slow: async () => 's',
  ...more,
});
const task = {
  ...{
    __typename: 'Task',
    id: 't1',
    title: 'T',
    late: Promise.resolve('later'),
    maybe: null,
    colour: 'RED',
    shout: 'loud',
  },
  people: [person('1'), Promise.resolve(person('2'))],
  perhaps: [
    person('3', { broken: null }),
    null,
    person('4', { broken: new Error('broken') }),
    person('5', { broken: 'ok' }),
  ],
  one: async () => person('6', { boss: person('7', { boss: null }) }),
  other: () => {
    throw new Error('no other');
  },
  numbers: new Set([1, 2, 3]),
  echo: ({ text, list }: { text: string; list?: number[] }) => `${text} ${JSON.stringify(list)}`,
  method: () => 'called',
  error: new Error('as a value'),
  promises: [Promise.resolve('a'), Promise.reject(new Error('b')), 'c'],
  ...{ secret: { id: 'x' }, secrets: [{ id: 'y' }, { id: 'z', open: true }], node: person('8') },
  strict: [{ id: 'z', open: true }, { id: 'y' }],
};
task.promises.forEach((value) => void Promise.resolve(value).catch(() => undefined));

const root = () => {
  let sum = 0;
  return {
    ...{
      task,
      tasks: [task, task],
      strictTask: { ...task, title: null },
      number: 'seven',
      list: [[1, null], null, [2]],
    },
    subject: ({ which }: { which?: string }) =>
      which === 'nothing' ? { id: 'n' } : which === 'wrong' ? { __typename: 'Secret' } : task,
    subjects: async () => [task, person('9'), null],
    node: ({ which }: { which?: string }) => (which === 'person' ? Promise.resolve(person('10')) : task),
    fails: () => Promise.reject(new Error('fails')),
    notAList: 3,
    add: async ({ n }: { n: number }) => {
      const before = sum;
      await new Promise((resolve) => setTimeout(resolve, n === 1 ? 5 : 0));
      sum = before + n;
      return sum;
    },
    fail: () => {
      throw new Error('fail');
    },
    changed: task,
  };
};

const make = (): GraphQLSchema => {
  const schema = buildSchema(sdl);
  const guard = (name: string, check: (value: unknown, context: unknown) => boolean | Promise<boolean>) => {
    const type = schema.getType(name) as unknown as { isTypeOf: typeof check };
    type.isTypeOf = check;
  };
  // As the first wall does: refusals are thrown, and they depend on what the fields share.
  guard('Secret', (value, context) => {
    if (!(value as { open?: boolean }).open && !(context as { open?: boolean }).open) throw new Error('not yours');
    return true;
  });
  guard('Person', async (value) => 'name' in (value as object));
  (schema.getType('Shout') as unknown as { serialize: (value: unknown) => unknown }).serialize = (value) =>
    String(value).toUpperCase();
  return schema;
};

const both = async (source: string, variables: Record<string, unknown> = {}, context: object = {}) => {
  const schema = make();
  const document = parse(source);
  expect(validate(schema, document)).toEqual([]);
  const operation = getOperationAST(document)!;
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
  const plain = await execute({
    schema,
    document,
    variableValues: variables,
    contextValue: { ...context },
    rootValue: root(),
  });
  const planned = await executePlanned({
    ...{ schema, document, operation, variables: coerced!, contextValue: { ...context }, rootValue: root() },
  });
  const sent = (result: unknown) => {
    const { data, errors = [] } = JSON.parse(JSON.stringify(result)) as {
      data: unknown;
      errors?: { path?: unknown[] }[];
    };
    // A type that does not fit is described in other words, which nobody outside is told.
    const inOurWords = (error: object) =>
      JSON.stringify(error).replace(/(Abstract|Runtime Object) type .*?","loc/, 'unfit","loc');
    return { data, errors: errors.map(inOurWords).sort() };
  };
  expect(sent(planned)).toEqual(sent(plain));
  // Also the order of keys.
  expect(JSON.stringify(planned.data)).toBe(JSON.stringify(plain.data));
  return planned;
};

describe('an operation along its plan answers as the reference executor does', () => {
  it.each([
    `{ task { id title late maybe colour shout method echo again: echo(text: "x", list: [1, 2]) numbers } }`,
    `{ task { people { id name slow } perhaps { id } one { id boss { id boss { id } } } other { id } error promises } }`,
    `{ tasks { perhaps { id broken } } }`,
    `{ tasks { people { broken } } number }`,
    `{ strictTask { id title } number }`,
    `{ fails number }`,
    `{ number list notAList __typename t: __typename }`,
    `{ a: task { id } b: task { id title } task { ...F } } fragment F on Task { id people { name } people { id } ...G } fragment G on Node { id __typename }`,
    `{ task { id ... { title } ... on Node { id } ... on Task { late } } }`,
    `{ subject { __typename ... on Task { title one { name } } ... on Person { name } } subjects { __typename ... on Node { id } } }`,
    `{ subject(which: "nothing") { __typename } node(which: "person") { id ... on Person { name boss { id } } } }`,
    `{ subject(which: "wrong") { __typename } node { id } }`,
    `{ task { secret { id } secrets { id } strict { id } } }`,
    `{ task { node { id __typename ... on Person { slow } } } }`,
    `{ __schema { queryType { name fields { name args { name defaultValue } } } } __type(name: "Colour") { enumValues { name } } }`,
    `{ __proto__: number toString: number task { constructor: title __proto__: id } }`,
    `mutation { a: add(n: 1) b: add(n: 2) fail c: add(n: 3) }`,
    `subscription { changed { id people { id } } }`,
  ])('%s', async (source) => {
    await both(source);
  });

  it('with what the fields share', async () => {
    const { data } = await both(`{ task { secret { id } secrets { id } } }`, {}, { open: true });
    expect(data).toMatchObject({ task: { secret: { id: 'x' } } });
  });

  it('for each value of what its conditions look at, also one plan after the other', async () => {
    const source = `query ($a: Boolean!, $b: Boolean = true, $t: String) { task { id @skip(if: $a) title @include(if: $b)
      ...F @include(if: $a) ... @skip(if: $b) { maybe } echo(text: $t) } } fragment F on Task { colour @skip(if: true) late }`;
    for (const a of [true, false])
      for (const b of [{ b: true }, { b: false }, {}]) await both(source, { a, ...b, t: 'hi' });
    const schema = make();
    const document = parse(source);
    const operation = getOperationAST(document)!;
    const without = { a: true, b: null };
    expect(await executePlanned({ schema, document, operation, variables: without, contextValue: {} })).toMatchObject({
      data: null,
      errors: [{ message: expect.stringContaining('must not be null') }],
    });
    const ask = (a: boolean) =>
      executePlanned({ schema, document, operation, variables: { a, b: true }, contextValue: {}, rootValue: root() });
    expect(Object.keys((await ask(true)).data!.task as object)).toEqual(['title', 'late', 'echo']);
    expect(Object.keys((await ask(false)).data!.task as object)).toEqual(['id', 'title', 'echo']);
    expect(Object.keys((await ask(true)).data!.task as object)).toEqual(['title', 'late', 'echo']);
  });
});
