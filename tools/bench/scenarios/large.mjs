// Q3 and Q4: a partnership with very many tasks is searched, and a long file of tasks is imported; both over HTTP, as a screen does.
import { fill } from '../../seed-load/fill.mjs';
import { Failure } from '../../lib/failure.mjs';
import { globalId, signIn } from '../world.mjs';
import { ms } from './common.mjs';

const SEARCH = `query ($text: String!) { search(text: $text, first: 20) { place excerpt { text match }
  node { __typename id ... on CoordinationTask { reference title status partnership { id name } } } } }`;
const RUN = `mutation ($input: RunTaskImportInput!) {
  runTaskImport(input: $input) { taskImport { nextRow importedCount refusedCount finishedAt } } }`;

/** What people type: words that very many tasks have, two at once, the beginning of one, one misspelt, a number, nothing that is there. */
const TEXTS = [
  'tolkdienst',
  'onthaal 231',
  'huisv',
  'taallesen',
  'T-0231',
  'trajectbegeleiding buddywerking',
  'zwembad',
];

const percentile = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];

/** Starts the API, signs in the manager of a new partnership with so many tasks, and lets work ask it. */
async function withManager(bench, { tasks, name }, work) {
  const [board] = await fill(bench.ownerUrl, { partnerships: 1, tasks, members: 5, name });
  const [token] = await signIn(bench.ownerUrl, [board.people.find(({ role }) => role === 'MANAGER')]);
  const contestant = await bench.contestants.start('shared');
  const request = (path, type, body) =>
    fetch(`http://127.0.0.1:${contestant.ports[0]}${path}`, {
      method: 'POST',
      headers: { 'content-type': type, authorization: `Bearer ${token}` },
      body,
    });
  const ask = async (query, variables) => {
    const answer = await request('/graphql', 'application/json', JSON.stringify({ query, variables }));
    const { data, errors } = await answer.json();
    if (errors) throw new Failure(`asked for too much: ${JSON.stringify(errors).slice(0, 300)}`);
    return data;
  };
  try {
    return await work({ ask, request, id: globalId('Partnership', board.id) });
  } finally {
    await contestant.stop();
  }
}

export async function Q3(bench) {
  const { tasks, times, clients } = bench.scale.Q3;
  bench.say(`  search over ${tasks} tasks of one partnership`);
  await withManager(bench, { tasks, name: 'Veel' }, async ({ ask }) => {
    const measure = async (queue) => {
      const took = [];
      const client = async () => {
        for (let text = queue.pop(); text; text = queue.pop()) {
          const began = performance.now();
          await ask(SEARCH, { text });
          took.push([performance.now() - began, text]);
        }
      };
      await Promise.all(Array.from({ length: clients }, client));
      return took.sort(([a], [b]) => a - b);
    };
    await measure([...TEXTS, ...TEXTS]);
    const took = await measure(Array.from({ length: times }, () => TEXTS).flat());
    const [p50] = percentile(took, 0.5);
    const [p95] = percentile(took, 0.95);
    const [slowest, text] = took.at(-1);
    bench.report(
      'Q3',
      `search over ${tasks.toLocaleString('en')} tasks, ${clients} at once: p95`,
      { figure: `${ms(p95)} (p50 ${ms(p50)}; slowest ${ms(slowest)}, “${text}”)`, value: p95 },
      { atMost: 150, unit: 'ms' },
    );
  });
}

export async function Q4(bench) {
  const { rows, everyNthBad, step } = bench.scale.Q4;
  bench.say(`  a file of ${rows} tasks`);
  await withManager(bench, { tasks: 0, name: 'Lijst' }, async ({ ask, request, id }) => {
    const isBad = (nr) => nr % everyNthBad === 0;
    const lines = Array.from({ length: rows }, (_, at) => `${isBad(at + 1) ? '' : `Taak ${at + 1}`};11/12/2027;NORMAL`);
    const began = performance.now();
    const address = `/tasks/import?partnershipId=${encodeURIComponent(id)}&name=taken.csv`;
    const file = ['Taak;Einddatum;Prioriteit', ...lines].join('\n');
    const answer = await request(address, 'application/octet-stream', file);
    if (!answer.ok) throw new Failure(`the file was refused: ${(await answer.text()).slice(0, 300)}`);
    const brought = await answer.json();
    const read = performance.now() - began;
    let state = { finishedAt: null };
    const steps = [];
    while (!state.finishedAt) {
      const at = performance.now();
      const { runTaskImport } = await ask(RUN, { input: { id: brought.id, count: step } });
      state = runTaskImport.taskImport;
      steps.push(performance.now() - at);
    }
    const bad = Math.floor(rows / everyNthBad);
    const wrong = Math.abs(state.refusedCount - bad) + Math.abs(state.importedCount - (rows - bad));
    const seconds = (performance.now() - began) / 1_000;
    bench.report(
      'Q4',
      `a file of ${rows.toLocaleString('en')} rows: wrongly made or refused`,
      {
        figure: `${wrong}; ${seconds.toFixed(1)} s (read and checked in ${ms(read)}, then ${ms(Math.max(...steps))} at most for ${step} rows)`,
        value: wrong,
      },
      { atMost: 0 },
    );
  });
}
