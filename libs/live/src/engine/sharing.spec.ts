import { describe, expect, it } from '@jest/globals';
import { buildSchema, getOperationAST, parse } from 'graphql';
import { streamRequest } from './sharing.js';

const schema = buildSchema(`
  directive @viewer on FIELD_DEFINITION
  type Query { a: Int }
  interface Node { id: ID! }
  type Person { name: String email: String }
  type Task implements Node { id: ID! title: String mine: Boolean @viewer person: Person }
  type Event { sequence: Int by: Person subject: Node }
  type Subscription { partnershipEvents(partnershipId: ID!, after: String, types: [String!]): Event other: Int }`);

const documents = new Map<string, ReturnType<typeof parse>>();
const request = (query: string, variableValues: Record<string, unknown> = {}, operationName?: string) => {
  const document = documents.get(query) ?? parse(query);
  documents.set(query, document);
  const operation = getOperationAST(document, operationName)!;
  const args = { schema, document, variableValues, operationName };
  return streamRequest({ args, operation, variables: variableValues, cost: 1 }, (field) => field === 'Person.email');
};
const EVENTS = `subscription ($id: ID!, $after: String) { partnershipEvents(partnershipId: $id, after: $after) { sequence by { name } } }`;

describe('how an operation is shared', () => {
  it('is the same for readers who differ only in their place', () => {
    const [one, two] = [request(EVENTS, { id: 'p', after: 'x' }), request(EVENTS, { after: 'y', id: 'p' })];
    expect(one).toMatchObject({ partnershipId: 'p', after: 'x', types: null, perViewer: false, plain: false });
    expect(one!.key).toBe(two!.key);
    expect(request(EVENTS, { id: 'q', after: 'x' })!.key).not.toBe(one!.key);
    expect(request(EVENTS.replace('name', 'name name2: name'), { id: 'p' })!.key).not.toBe(one!.key);
  });

  it('keeps a cursor that decides something else too', () => {
    const twice = `subscription ($id: ID!, $after: String) { partnershipEvents(partnershipId: $id, after: $after) { sequence @include(if: true) by { name @skip(if: false) } } }`;
    expect(request(twice, { id: 'p', after: 'x' })!.key).toBe(request(twice, { id: 'p', after: 'y' })!.key);
    const reused = `subscription ($x: ID!) { partnershipEvents(partnershipId: $x, after: $x) { sequence } }`;
    expect(request(reused, { x: 'p' })!.key).not.toBe(request(reused, { x: 'q' })!.key);
  });

  it('knows each operation of a document by itself', () => {
    const both = `
      subscription A($id: ID!, $a: String) { partnershipEvents(partnershipId: $id, after: $a) { sequence } }
      subscription B($id: ID!, $b: String) { partnershipEvents(partnershipId: $id, after: $b) { sequence } }`;
    expect(request(both, { id: 'p', a: '1' }, 'A')!.key).toBe(request(both, { id: 'p', a: '2' }, 'A')!.key);
    expect(request(both, { id: 'p', b: '1' }, 'B')!.key).toBe(request(both, { id: 'p', b: '2' }, 'B')!.key);
    expect(request(both, { id: 'p' }, 'A')!.key).not.toBe(request(both, { id: 'p' }, 'B')!.key);
  });

  it.each([
    ['sequence', { plain: true, perViewer: false }],
    ['sequence by { name }', { plain: false, perViewer: false }],
    ['subject { id }', { plain: false, perViewer: false }],
    ['subject { ... on Task { title mine } }', { plain: false, perViewer: true }],
    ['...F', { plain: false, perViewer: true }],
    ['by { email }', { plain: false, perViewer: true }],
  ])('is decided from what it asks for: %s', (selection, expected) => {
    const fragment =
      selection === '...F' ? ' fragment F on Event { subject { ... on Task { person { email } } } }' : '';
    const query = `subscription { partnershipEvents(partnershipId: "p") { ${selection} } }${fragment}`;
    expect(request(query)).toMatchObject(expected);
  });

  it('leaves alone what asks for something else', () => {
    expect(request('{ a }')).toBeUndefined();
    expect(request('subscription { other }')).toBeUndefined();
  });
});
