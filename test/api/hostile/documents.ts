import { ask, document, type Hostile } from './hostile.js';

const many = (count: number, each: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => each(index)).join(' ');
const nested = (levels: number, open: string, leaf: string): string =>
  `${open.repeat(levels)} ${leaf} ${'}'.repeat(levels)}`;

/** The circle partnership, tasks, partnership, thirty levels along. */
const circle = `{ partnership(id: "x") { ${nested(15, 'tasks { nodes { partnership { ', 'id').replaceAll('}', '} } }')} } }`;
/** The same through fragments, none of which is deep. */
const circleOfFragments = `{ partnership(id: "x") { ...F0 } }
  ${many(30, (index) => `fragment F${String(index)} on Partnership { tasks { nodes { partnership { ...F${String(index + 1)} } } } }`)}
  fragment F30 on Partnership { id }`;
const introspection = (levels: number): string =>
  `{ __schema { types { ${nested(levels, 'fields { type { ', 'name').replaceAll('}', '} }')} } } }`;
const wideIntrospection = `{ __schema { types { ${many(6, (a) => `a${String(a)}: fields { type { ${many(7, (b) => `b${String(b)}: fields { name }`)} } }`)} } } }`;
const pages = `{ partnerships(first: 100) { nodes { tasks(first: 100) { nodes { comments(first: 100) { nodes { id } } } } } } }`;

const INVALID = '400 DOCUMENT_INVALID';
const LARGE = '400 DOCUMENT_TOO_LARGE';

/** Documents that ask too much, or make no sense. */
export const documents: Hostile[] = [
  document('a walk of 30 levels around a circle of the schema', circle, `${LARGE} depth`),
  document('the same walk through fragments', circleOfFragments, `${LARGE} depth`),
  document('one level too deep', nested(13, '{ a ', ''), `${LARGE} depth`),
  document('the whole introspection in circles', introspection(5), `${LARGE} depth`),
  document('introspection three levels in a circle', introspection(3), INVALID),
  document('introspection, wide', wideIntrospection, '400 COST_TOO_HIGH'),
  document('pages of pages of pages', pages, '400 COST_TOO_HIGH'),
  document(
    'pages whose size is a variable',
    pages.replace('{ partnerships(first: 100)', 'query ($n: Int = 100) { partnerships(first: $n)'),
    '400 COST_TOO_HIGH',
    {},
  ),
  document(
    'a hundred nodes with everything in them',
    'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Partnership { tasks(first: 100) { nodes { actors { id } } } } } }',
    '400 COST_TOO_HIGH',
    { ids: Array(100).fill('x') },
  ),
  document('a page of a million', '{ partnerships(first: 1000000) { nodes { id } } }', '200 INVALID_INPUT PAGE_SIZE'),
  document(
    'a page of less than nothing',
    '{ partnerships(first: -1) { nodes { id } } }',
    '200 INVALID_INPUT PAGE_SIZE',
  ),
  document('a page beyond whole numbers', '{ partnerships(first: 99999999999999999999) { nodes { id } } }', INVALID),
  document('a page of half an item', '{ partnerships(first: 1.5) { nodes { id } } }', INVALID),
  document('51 aliases', `{ ${many(51, (index) => `a${String(index)}: viewer { demo }`)} }`, `${LARGE} aliases`),
  document(
    'aliases multiplied by fragments',
    `{ ${many(9, () => '...F')} } fragment F on Query { ${many(6, (index) => `a${String(index)}: viewer { demo }`)} }`,
    `${LARGE} aliases`,
  ),
  document(
    '51 mutations at once',
    `mutation { ${many(51, (index) => `a${String(index)}: addTaskComment(input: { taskId: "x", body: "x" }) { comment { id } }`)} }`,
    `${LARGE} aliases`,
  ),
  document('the same field 600 times', `{ ${'__typename '.repeat(600)} }`, `${LARGE} fields`),
  document('3,000 words', `{ ${'a '.repeat(3_000)} }`, `${LARGE} tokens`),
  document('100,000 opening brackets', '{'.repeat(100_000), `${LARGE} brackets`),
  document('100,000 opening lists', `{ nodes(ids: ${'['.repeat(100_000)}`, `${LARGE} brackets`),
  document('a list in a list, 190 times', `{ nodes(ids: ${'['.repeat(190)}${']'.repeat(190)}) { id } }`, INVALID),
  document(
    'an object in an object, 180 times',
    `mutation { createTask(input: ${'{ input: '.repeat(180)}1${' }'.repeat(180)}) { task { id } } }`,
    INVALID,
  ),
  document(
    'a bomb of fragments',
    `{ ...F0 } ${many(12, (index) => `fragment F${String(index)} on Query { ${`...F${String(index + 1)} `.repeat(4)} }`)} fragment F12 on Query { __typename }`,
    `${LARGE} fields`,
  ),
  document(
    'a bomb of fragments that nothing uses',
    `{ __typename } ${many(12, (index) => `fragment F${String(index)} on Query { ${`...F${String(index + 1)} `.repeat(4)} }`)} fragment F12 on Query { __typename }`,
    `${LARGE} fields`,
  ),
  document('a fragment within itself', '{ ...F } fragment F on Query { ...F }', INVALID),
  document(
    'two fragments within each other',
    '{ ...F } fragment F on Query { viewer { demo } ...G } fragment G on Query { ...F }',
    INVALID,
  ),
  document(
    'a fragment that leads back through fields',
    '{ partnership(id: "x") { ...F } } fragment F on Partnership { tasks { nodes { partnership { ...F } } } }',
    INVALID,
  ),
  document(
    '150 fields of one name that contradict each other',
    `{ ${many(150, (index) => `partnership(id: "${String(index)}") { id }`)} }`,
    INVALID,
  ),
  document(
    'fields that have to be compared pair by pair',
    `{ ${many(15, () => `viewer { ${many(15, () => 'person { id name }')} }`)} partnership(id: "a") { id } partnership(id: "b") { id } }`,
    `${LARGE} fields`,
  ),
  document(
    'contradictions that only fragments show',
    `{ partnership(id: "x") { ${many(40, (index) => `...F${String(index)}`)} } } ${many(40, (index) => `fragment F${String(index)} on Partnership { tasks(first: ${String(index)}) { nodes { id } } }`)}`,
    INVALID,
  ),
  document('200 directives on one field', `{ __typename ${'@skip(if: false) '.repeat(200)} }`, INVALID),
  document('900 unknown directives', `{ __typename ${'@a '.repeat(900)} }`, INVALID),
  document('answers in parts', '{ viewer { demo ... @defer { person { id } } } }', INVALID),
  document(
    'a hundred operations and no name',
    many(100, (index) => `query Q${String(index)} { __typename }`),
    INVALID,
  ),
  document(
    'a hundred operations of one name',
    many(100, () => 'query Q { __typename }'),
    INVALID,
  ),
  document('a variable declared 300 times', `query (${many(300, () => '$a: ID')}) { node(id: $a) { id } }`, INVALID),
  document('a type of its own', 'type Query { secrets: String } { secrets }', INVALID),
  document('an extension of the schema', '{ __typename } extend type Query { secrets: String }', INVALID),
  document('a field that does not exist, with a name of 200,000 letters', `{ ${'a'.repeat(200_000)} }`, INVALID),
  document(
    'a subscription without a socket',
    'subscription { presence(partnershipId: "x") { people { id } } }',
    INVALID,
  ),
  document(
    'two subscriptions in one',
    'subscription { a: presence(partnershipId: "x") { people { id } } b: presence(partnershipId: "x") { people { id } } }',
    INVALID,
  ),
  document('nothing', '', INVALID),
  document('nothing but a remark of 200,000 letters', `#${'x'.repeat(200_000)}`, INVALID),
  document('a text without an end', '{ node(id: "x', INVALID),
  document('a block of text without an end', `{ node(id: """${'x'.repeat(100_000)}`, INVALID),
  document('half a character', String.raw`{ node(id: "\uD800") { id } }`, INVALID),
  document('a control character between words', '{ \u0000 __typename }', INVALID),
  document('letters from right to left as a name', '{ \u202Eviewer { demo } }', INVALID),
  {
    name: 'an operation that is not there',
    expected: INVALID,
    send: ({ url, token }) => ask(url, { query: 'query A { __typename }', operationName: 'B' }, token),
  },
];
