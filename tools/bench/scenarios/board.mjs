// Q1 and Q2: the board, read by several clients at once; CPU of the server and of PostgreSQL together.
import { fill } from '../../seed-load/fill.mjs';
import { boardDocument } from '../documents.mjs';
import { cpuMicroseconds, cpuOfFamily } from '../measure.mjs';
import { globalId, signIn } from '../world.mjs';
import { ms, times } from './common.mjs';

/** How the API under test offers the last three comments: what serves them without the whole conversation, if it does. */
async function commentsField(port, token) {
  const answer = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: `{ __type(name: "CoordinationTask") { fields { name args { name } } } }` }),
  });
  const { fields } = (await answer.json()).data.__type;
  const inside = 'body author { displayName }';
  const own = fields.find(({ name }) => /^(last|latest|recent|newest)Comments$/.test(name));
  if (own) return `${own.name}${own.args.length > 0 ? `(${own.args[0].name}: 3)` : ''} { ${inside} }`;
  const { args } = fields.find(({ name }) => name === 'comments');
  return `comments(${args.some(({ name }) => name === 'last') ? 'last' : 'first'}: 3) { nodes { ${inside} } }`;
}

async function measure(bench, name, { jobs, person, tasks, clients, count, warmUp }) {
  const { load, contestants, postgresPid } = bench;
  bench.say(`  boards of ${tasks} tasks: ${name}`);
  const settings = { 'app.account_id': person.account, 'app.organisation_id': person.organisation };
  const contestant = await contestants.start(name, { settings });
  try {
    const [port] = contestant.ports;
    const document = contestant.isFloor ? '' : boardDocument(await commentsField(port, jobs[0].token));
    const read = (times) =>
      load.call('boards', { port, clients, count: times, jobs, floor: contestant.isFloor, document });
    await read(warmUp);
    const cpu = () => cpuMicroseconds(contestant.pids) + (postgresPid ? cpuOfFamily(postgresPid) : 0);
    const [before, own] = [cpu(), cpuMicroseconds(contestant.pids)];
    const result = await read(count);
    const server = (cpuMicroseconds(contestant.pids) - own) / count;
    return { ...result, cpu: (cpu() - before) / count, server };
  } finally {
    await contestant.stop();
  }
}

async function compare(bench, { boards, person, tasks, ...how }) {
  const [token] = await signIn(bench.ownerUrl, [person]);
  const jobs = boards.map(({ id }) => ({ stream: id, id: globalId('Partnership', id), token, tasks }));
  const floor = await measure(bench, 'board floor', { jobs, person, tasks, ...how });
  const shared = await measure(bench, 'shared', { jobs, person, tasks, ...how });
  return { floor, shared, ratio: shared.cpu / floor.cpu };
}

/** The boards of one manager: the floor has the rights of one person. */
function boardsOf({ world }) {
  const person = world[0].people.find(({ role }) => role === 'MANAGER');
  const boards = world.filter(({ people }) => people.some(({ account }) => account === person.account));
  return { person, boards };
}

const said = ({ floor, shared, ratio }) =>
  `${times(ratio)} (${(shared.cpu / 1_000).toFixed(2)} ms, of it ${(shared.server / 1_000).toFixed(2)} in the server; floor ` +
  `${(floor.cpu / 1_000).toFixed(2)} ms; ${shared.perSecond.toFixed(0)} per second, floor ${floor.perSecond.toFixed(0)}; p99 ${ms(shared.p99)})`;

export async function Q1(bench) {
  const { tasks, more, perPartnership, ...how } = bench.scale.Q1;
  const whose = boardsOf(bench);
  const counted = (partnerships) => (partnerships * perPartnership).toLocaleString('en');
  const small = await compare(bench, { ...whose, tasks, ...how });
  const name = (partnerships) => `board of ${tasks}, ${counted(partnerships)} tasks in all: total CPU, × floor`;
  bench.report('Q1', name(bench.world.length), { figure: said(small), value: small.ratio }, { atMost: 2.5 });
  bench.say(`  filling up to ${counted(bench.world.length + more)} tasks`);
  await fill(bench.ownerUrl, { partnerships: more, tasks: perPartnership, members: 5, name: 'Groei' });
  const large = await compare(bench, { ...whose, tasks, ...how });
  bench.report('Q1', name(bench.world.length + more), { figure: said(large), value: large.ratio }, { atMost: 2.5 });
  const growth = large.shared.cpu / small.shared.cpu;
  bench.report('Q1', 'ten times the tasks, × the smaller', { figure: times(growth), value: growth }, { atMost: 1.2 });
}

export async function Q2(bench) {
  const { tasks, inAll, ...how } = bench.scale.Q2;
  const [board] = await fill(bench.ownerUrl, { partnerships: 1, tasks: inAll, members: 5, name: 'Groot bord' });
  const person = board.people.find(({ role }) => role === 'MANAGER');
  const result = await compare(bench, { boards: [board], person, tasks, ...how });
  bench.report(
    'Q2',
    `board of ${tasks}: total CPU, × floor`,
    { figure: said(result), value: result.ratio },
    { atMost: 2 },
  );
}
