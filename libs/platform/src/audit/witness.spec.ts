import { afterEach, describe, expect, it } from '@jest/globals';
import { AppError, newId, toGlobalId } from '#libs/kernel';
import { buildSchema, graphql, type GraphQLSchema } from 'graphql';
import type { Db } from '../database/db.js';
import { NOBODY, runIn, type Scope } from '../database/scope.js';
import { AuditTrail, type AuditEntry } from './audit-trail.js';
import { markPersonal } from './personal.js';
import { Witness } from './witness.js';

const partnership = newId();
const person = newId();

/** A database in which every transaction succeeds at once. */
const committed: AuditEntry[] = [];
const last: (() => Promise<void>)[] = [];
const db = {
  transaction: async (work: () => Promise<unknown>) => {
    last.length = 0;
    const result = await work();
    for (const one of last) await one();
    return result;
  },
  seal: (work: () => Promise<void>) => last.push(work),
} as unknown as Db;

const trail = new AuditTrail(db);
trail.keepIn({ append: async (entries) => void committed.push(...entries) });
const schema = (): GraphQLSchema =>
  buildSchema(`
    type Person { id: ID! name: String email: String }
    type Query { person: Person people: [Person!]! through(partnershipId: ID!, personId: ID!): String }
    input ChangeInput { title: String clientMutationId: String }
    type Payload { ok: Boolean }
    type Mutation { change(input: ChangeInput!): Payload }`);
const inScope = <T>(work: () => Promise<T>): Promise<T> => {
  const scope: Scope = { identity: NOBODY, current: async () => NOBODY, memory: new Map(), queue: Promise.resolve() };
  return runIn(scope, undefined, work);
};
const watched = () => {
  const witness = new Witness(db, trail);
  const watching = schema();
  witness.watch(watching);
  const ask = (source: string, rootValue: object) =>
    inScope(async () => {
      const result = await graphql({ schema: watching, source, rootValue });
      await witness.settle();
      return result;
    });
  return ask;
};

afterEach(() => {
  committed.length = 0;
});

markPersonal('Person.email', 'Query.through');

describe('the witness', () => {
  const somebody = {
    id: toGlobalId('Person', person),
    name: 'Noor',
    email: 'noor@example.org',
    partnershipId: partnership,
  };

  it('writes what was read of marked fields once, however often', async () => {
    await watched()('{ a: people { email } people { name email } }', { people: [somebody, somebody] });
    expect(committed).toEqual([
      {
        kind: 'READ',
        action: 'read',
        result: 'OK',
        partnershipId: partnership,
        fields: ['Person.email'],
        personIds: [person],
      },
    ]);
  });

  it('writes nothing of other fields', async () => {
    await watched()('{ person { id name } }', { person: somebody });
    expect(committed).toEqual([]);
  });

  it('knows partnership and people from arguments too', async () => {
    const source = `{ through(partnershipId: "${toGlobalId('Partnership', partnership)}", personId: "${somebody.id}") }`;
    await watched()(source, { through: 'x' });
    expect(committed).toMatchObject([{ partnershipId: partnership, personIds: [person], fields: ['Query.through'] }]);
  });

  it('writes a change with its fields, and a refusal with its code', async () => {
    const ask = watched();
    const source = 'mutation { change(input: { title: "Geheim", clientMutationId: "x" }) { ok } }';
    await ask(source, { change: () => ({ ok: true }) });
    await ask(source, {
      change: () => {
        throw new AppError('CONFLICT', { kind: 'Conflict', message: 'x' });
      },
    });
    await ask(source, {
      change: () => {
        throw new Error('bug');
      },
    });
    expect(committed.map(({ action, result, fields }) => [action, result, fields])).toEqual([
      ['change', 'OK', ['title']],
      ['change', 'CONFLICT', ['title']],
      ['change', 'INTERNAL', ['title']],
    ]);
    expect(JSON.stringify(committed)).not.toContain('Geheim');
  });

  it('answers a refusal also when it cannot be written', async () => {
    const broken = new AuditTrail(db);
    broken.keepIn({ append: () => Promise.reject(new Error('full')) });
    const watching = schema();
    new Witness(db, broken).watch(watching);
    const rootValue = {
      change: () => {
        throw new AppError('CONFLICT', { kind: 'Conflict', message: 'not now' });
      },
    };
    const source = 'mutation { change(input: {}) { ok } }';
    const { errors } = await inScope(() => graphql({ schema: watching, source, rootValue }));
    expect(errors?.[0]?.message).toBe('not now');
  });

  it('does not start with a mark on nothing', () => {
    markPersonal('Person.shoeSize');
    expect(watched).toThrow('Person.shoeSize is marked as personal but does not exist');
  });
});
