import { document, type Hostile } from './hostile.js';

const nodes = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';
const create = 'mutation ($input: CreateTaskInput!) { createTask(input: $input) { task { id } } }';
const update = 'mutation ($input: UpdateTaskInput!) { updateTask(input: $input) { task { id } } }';
const comment = 'mutation ($input: AddTaskCommentInput!) { addTaskComment(input: $input) { comment { id } } }';
const tasks = 'query ($id: ID!, $after: Cursor) { partnership(id: $id) { tasks(after: $after) { nodes { id } } } }';
const deep = (levels: number): unknown => (levels === 0 ? 'x' : [deep(levels - 1)]);
const base64 = (text: string): string => Buffer.from(text).toString('base64url');
const INVALID = '400 DOCUMENT_INVALID';

const withInput = (
  name: string,
  query: string,
  input: (target: { partnershipId: string; taskId: string }) => object,
  expected: string,
): Hostile => ({
  name,
  expected,
  send: (target) => document(name, query, expected, { input: input(target) }).send(target),
});
const task = (name: string, more: object, expected: string): Hostile =>
  withInput(name, create, ({ partnershipId }) => ({ partnershipId, title: 'x', ...more }), expected);

/** Values that are too many, too deep or of the wrong kind. */
export const variables: Hostile[] = [
  document('60,000 ids', nodes, '400 DOCUMENT_TOO_LARGE values', { ids: Array(60_000).fill('x') }),
  document('101 ids', nodes, '200 INVALID_INPUT TOO_MANY', { ids: Array(101).fill('x') }),
  document('a list in a list, 500 times', nodes, '400 DOCUMENT_TOO_LARGE nesting', { ids: deep(500) }),
  document(
    '20,000 variables nobody asked for',
    nodes,
    '400 DOCUMENT_TOO_LARGE values',
    Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`v${String(index)}`, 1])),
  ),
  document('an object for an id', nodes, INVALID, { ids: [{ $ne: null }] }),
  document('nothing for an id', nodes, INVALID, { ids: [null] }),
  document('a missing variable', nodes, INVALID, {}),
  document('a list for one text', create, INVALID, { input: { partnershipId: ['x'], title: 'x' } }),
  task('a field the input does not have', { archived: true, isAdmin: true }, INVALID),
  task('a field with a name of 100,000 letters', { ['a'.repeat(100_000)]: 1 }, INVALID),
  task('the prototype as a field', { constructor: { prototype: { role: 'MANAGER' } } }, '400'),
  task('a status that does not exist', { status: 'OWNED' }, INVALID),
  task('a status of 100,000 letters', { status: 'A'.repeat(100_000) }, INVALID),
  task('a title of 200,000 letters', { title: 'x'.repeat(200_000) }, '200 INVALID_INPUT TOO_LONG'),
  task('a title of control characters', { title: 'a\u0000b' }, '200 INVALID_INPUT UNPRINTABLE'),
  task('a title of half a character', { title: 'a\uD800b' }, '200 INVALID_INPUT UNPRINTABLE'),
  task('a title of nothing but spaces', { title: ' \u2028 ' }, '200 INVALID_INPUT REQUIRED'),
  task('4,000 steps at once', { checklist: Array(4_000).fill('x') }, '200 TASK_CHECKLIST_FULL'),
  task('a day that does not exist', { dueOn: '2026-02-30' }, INVALID),
  task('a day far away', { dueOn: '+275760-09-13' }, INVALID),
  task('a day that is a number', { dueOn: 20260101 }, INVALID),
  task('a change with a name of 101 letters', { clientMutationId: 'x'.repeat(101) }, '200 INVALID_INPUT TOO_LONG'),
  task(
    'a person that is not in the partnership',
    { assigneeId: base64('Person:0190a6a4-0000-7000-8000-000000000000') },
    '200 TASK_ASSIGNEE_NOT_IN_PARTNERSHIP',
  ),
  withInput(
    'a version beyond 32 bits',
    update,
    ({ taskId }) => ({ id: taskId, expectedVersion: 2_147_483_648 }),
    INVALID,
  ),
  withInput(
    'a version from the future',
    update,
    ({ taskId }) => ({ id: taskId, expectedVersion: 2_147_483_647, title: 'x' }),
    '200 CONFLICT',
  ),
  withInput(
    'a version before the first',
    update,
    ({ taskId }) => ({ id: taskId, expectedVersion: -1, title: 'x' }),
    '200 CONFLICT',
  ),
  withInput(
    'a message of 200,000 letters',
    comment,
    ({ taskId }) => ({ taskId, body: 'x'.repeat(200_000) }),
    '200 INVALID_INPUT TOO_LONG',
  ),
];

const node = (name: string, id: string): Hostile =>
  document(name, 'query ($id: ID!) { node(id: $id) { id } }', '200 null', { id });
const cursor = (name: string, after: string, expected: string): Hostile => ({
  name,
  expected,
  send: (target) => document(name, tasks, expected, { id: target.partnershipId, after }).send(target),
});

/** Ids and cursors that are none: answered as those of things that do not exist. */
export const ids: Hostile[] = [
  node('an empty id', ''),
  node('an id of no kind', 'x'),
  node('an id of 100,000 letters', 'A'.repeat(100_000)),
  node('an id without a number', base64('CoordinationTask:')),
  node('an id with a number that is none', base64('CoordinationTask:1')),
  node('an id with two numbers', base64('CoordinationTask:0190a6a4-0000-7000-8000-000000000000:1')),
  node('an id of a type that is none', base64('Secrets:0190a6a4-0000-7000-8000-000000000000')),
  node('an id of the prototype', base64('__proto__:0190a6a4-0000-7000-8000-000000000000')),
  node('an id of the constructor', base64('constructor:0190a6a4-0000-7000-8000-000000000000')),
  node('an id that is SQL', base64("CoordinationTask:0' or '1'='1")),
  node('SQL itself', "'; drop table coordination.tasks; --"),
  node('a path', '../../../../etc/passwd'),
  node('an id with a zero byte', base64('CoordinationTask:\u0000')),
  node('an id of a plain UUID', '0190a6a4-0000-7000-8000-000000000000'),
  node('an id with a line break', `${base64('CoordinationTask:x')}\n`),
  node(
    'an id padded otherwise',
    `${Buffer.from('Partnership:0190a6a4-0000-7000-8000-000000000000').toString('base64')}==`,
  ),
  {
    name: "a neighbour's partnership",
    expected: '200 null',
    send: (target) => node('', target.foreignId).send(target),
  },
  {
    name: "a neighbour's partnership by its field",
    expected: '200 null',
    send: (target) =>
      document('', 'query ($id: ID!) { partnership(id: $id) { id } }', '', { id: target.foreignId }).send(target),
  },
  {
    name: "a task in a neighbour's partnership",
    expected: '200 NOT_FOUND',
    send: (target) => document('', create, '', { input: { partnershipId: target.foreignId, title: 'x' } }).send(target),
  },
  cursor('a cursor of no kind', 'x', '200 INVALID_INPUT BAD_CURSOR'),
  cursor('a cursor of another list', base64('["a"]'), '200 INVALID_INPUT BAD_CURSOR'),
  cursor('a cursor that is an object', base64('{"length":3}'), '200 INVALID_INPUT BAD_CURSOR'),
  cursor('a cursor of 600 letters', 'x'.repeat(600), INVALID),
];
