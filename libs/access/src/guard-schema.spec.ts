import { afterEach, describe, expect, it } from '@jest/globals';
import { NOBODY, runIn, type Identity } from '#libs/platform';
import { buildSchema, graphql, type GraphQLSchema } from 'graphql';
import { callerFor, type Caller, type CurrentMandate } from './caller.js';
import { guardSchema } from './guard-schema.js';
import { rights, type FieldRule, type TypeRule } from './policy.js';

const SDL = `
  type Query { things: [Thing]! board: Board }
  type Board { name: String }
  type Thing { partnershipId: String name: String }`;

const original = {
  fields: new Map(rights.fields),
  types: new Map(rights.types),
  capabilities: new Map(rights.capabilities),
  scopes: new Map(rights.scopes),
};

/** Only these rules hold. */
const declare = (fields: Record<string, FieldRule>, types: Record<string, TypeRule>) => {
  rights.fields = new Map(Object.entries(fields));
  rights.types = new Map(Object.entries(types));
};
afterEach(() => {
  Object.assign(rights, original);
});

const mandate = { partnershipId: 'here', role: 'READER' } as CurrentMandate;
const reader = callerFor({ accountId: 'an', organisationId: 'town', mandates: [mandate] } as unknown as Caller);

const things = [
  { partnershipId: 'here', name: 'ours' },
  { partnershipId: 'elsewhere', name: 'theirs' },
];

const ask = (schema: GraphQLSchema, source: string, identity: Identity) => {
  const scope = { identity, current: async () => identity, memory: new Map(), queue: Promise.resolve() };
  return runIn(scope, undefined, () =>
    graphql({ schema, source, rootValue: { things, board: { name: 'board' } }, contextValue: {} }),
  );
};

describe('the guard of the schema', () => {
  const fields = { 'Query.things': 'signedIn', 'Query.board': 'signedIn' } as const;

  it('refuses to start with a root field or an object type without a rule, or a rule for neither', () => {
    declare({ 'Query.board': 'signedIn' }, { Board: 'signedIn', Thing: 'signedIn' });
    expect(() => guardSchema(buildSchema(SDL))).toThrow('Query.things has no rule');
    declare(fields, { Board: 'signedIn' });
    expect(() => guardSchema(buildSchema(SDL))).toThrow('Thing has no rule');
    declare({ ...fields, 'Query.gone': 'public' }, { Board: 'signedIn', Thing: 'signedIn', Lost: 'public' });
    expect(() => guardSchema(buildSchema(SDL))).toThrow('Query.gone, Lost');
  });

  it('lets an object leave only when its rule lets it through, and refuses it as something that does not exist', async () => {
    const rule = ({ partnershipId }: { partnershipId: string }, caller: Caller) =>
      caller.mandates.some((held) => held.partnershipId === partnershipId);
    declare(fields, { Board: 'within', Thing: rule });
    const { data, errors } = await ask(guardSchema(buildSchema(SDL)), '{ things { name } }', reader);
    expect(data).toEqual({ things: [{ name: 'ours' }, null] });
    expect(errors?.map(({ path, originalError }) => [path, (originalError as { code?: string }).code])).toEqual([
      [['things', 1], 'NOT_FOUND'],
    ]);
  });

  it('asks nobody to sign in for what is public, and everybody for the rest', async () => {
    declare({ 'Query.board': 'public', 'Query.things': 'signedIn' }, { Board: 'public', Thing: 'signedIn' });
    const schema = guardSchema(buildSchema(SDL));
    expect((await ask(schema, '{ board { name } }', NOBODY)).data).toEqual({ board: { name: 'board' } });
    const { errors } = await ask(schema, '{ things { name } }', NOBODY);
    expect((errors?.[0]?.originalError as { code?: string }).code).toBe('UNAUTHENTICATED');
  });

  describe('with a service client', () => {
    const sdl = `type Query { board: Board people: Board } type Mutation { write: Board found: Board } type Board { name: String }`;
    const names = ['Query.board', 'Query.people', 'Mutation.write', 'Mutation.found'];
    const guarded = (opens = ['Mutation.write']) => {
      declare(Object.fromEntries(names.map((name) => [name, name === 'Query.people' ? 'person' : 'signedIn'])), {
        Board: 'within',
      });
      rights.capabilities = new Map([['board.write', ['MEMBER']]]);
      rights.scopes = new Map([['board.write', { description: 'Write.', opens }]]);
      return guardSchema(buildSchema(sdl));
    };
    const client = (scopes: string[]) =>
      callerFor({ ...reader, kind: 'SERVICE', sessionKind: 'SERVICE', scopes, mandates: [mandate] });
    const root = { board: {}, people: {}, write: {}, found: {} };
    const codes = async (identity: Identity) => {
      const schema = guarded();
      const scope = { identity, current: async () => identity, memory: new Map(), queue: Promise.resolve() };
      const answers = names.map((name) => {
        const [type = '', field] = name.split('.');
        return runIn(scope, undefined, () =>
          graphql({ schema, source: `${type.toLowerCase()} { ${field} { name } }`, rootValue: root, contextValue: {} }),
        );
      });
      return (await Promise.all(answers)).map(
        ({ errors }) => (errors?.[0]?.originalError as { code?: string } | undefined)?.code ?? 'ok',
      );
    };

    it('opens mutations by scope only, and what is for people to people only', async () => {
      expect(await codes(client(['read', 'board.write']))).toEqual(['ok', 'FORBIDDEN', 'ok', 'FORBIDDEN']);
      expect(await codes(client(['read']))).toEqual(['ok', 'FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN']);
      expect(await codes(callerFor({ ...reader, kind: 'PERSON' }))).toEqual(['ok', 'ok', 'ok', 'ok']);
    });

    it('gives one that may not read no organisation and no mandate', () => {
      expect(client(['read'])).toMatchObject({ organisationId: 'town', mandates: [mandate], automated: true });
      expect(client(['board.write'])).toMatchObject({
        organisationId: null,
        mandates: [],
        settings: { 'app.inside': '' },
      });
    });

    it('refuses to start with a scope that is no capability or opens no mutation', () => {
      expect(() => guarded(['Query.board'])).toThrow('the scope board.write');
      expect(() => guarded(['Mutation.gone'])).toThrow('the scope board.write');
    });
  });
});
