// npm run bench: what a delivery and a board cost, as ratios to a floor measured in the same run on the same machine.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { asTable, machine, runBench, SCENARIOS } from './bench/run.mjs';
import { startServers } from './bench/servers.mjs';
import { Failure, report } from './lib/failure.mjs';
import { assertNode } from './lib/settings.mjs';

const say = (line) => process.stderr.write(`${line}\n`);

function readOptions() {
  const options = {
    scenario: { type: 'string', multiple: true },
    json: { type: 'string' },
    smoke: { type: 'boolean', default: false },
    profile: { type: 'string' },
  };
  let values;
  try {
    ({ values } = parseArgs({ options }));
  } catch (error) {
    throw new Failure(`${error.message}: give --scenario F1, --json FILE, --smoke or --profile FOLDER.`);
  }
  const scenarios = values.scenario ?? Object.keys(SCENARIOS);
  const unknown = scenarios.find((name) => !SCENARIOS[name]);
  if (unknown) throw new Failure(`There is no scenario ${unknown}: choose from ${Object.keys(SCENARIOS).join(', ')}.`);
  return { ...values, scenarios, scale: values.smoke ? 'smoke' : 'full' };
}

async function bench() {
  assertNode();
  if (process.platform !== 'linux')
    throw new Failure('The benchmark reads CPU and memory from /proc: run it on Linux.');
  const { json, ...options } = readOptions();
  const began = performance.now();
  const servers = await startServers();
  try {
    const results = await runBench(servers, { ...options, say });
    const minutes = ((performance.now() - began) / 60_000).toFixed(1);
    const today = new Date().toISOString().slice(0, 10);
    console.log(`\n${today}, ${machine()}; ${minutes} minutes\n\n${asTable(results)}`);
    if (json) writeFileSync(json, `${JSON.stringify({ date: today, machine: machine(), results }, null, 2)}\n`);
  } finally {
    await servers.stop();
  }
}

await bench().catch(report);
