import { cpus, totalmem } from 'node:os';
import { fill } from '../seed-load/fill.mjs';
import { Contestants, startLoad } from './contestants.mjs';
import { SCALES } from './scales.mjs';
import { Q1, Q2 } from './scenarios/board.mjs';
import { F1, F7 } from './scenarios/fan-out.mjs';
import { Q3, Q4 } from './scenarios/large.mjs';
import { F2, F3 } from './scenarios/many.mjs';
import { F6 } from './scenarios/outage.mjs';
import { F5 } from './scenarios/slow.mjs';
import { F4 } from './scenarios/storm.mjs';

/** Those that fill the database come last. */
export const SCENARIOS = { F1, F2, F3, F4, F5, F6, F7, Q4, Q2, Q1, Q3 };

const targetOf = ({ atMost, atLeast, unit = '' } = {}) => {
  if (atMost !== undefined) return `≤ ${atMost} ${unit}`.trim();
  return atLeast === undefined ? '' : `≥ ${atLeast} ${unit}`.trim();
};

const isMet = (value, { atMost, atLeast } = {}) => {
  if (atMost !== undefined) return value <= atMost;
  return atLeast === undefined ? undefined : value >= atLeast;
};

/** Results as rows of a table for docs/BENCHMARKS.md. */
export const asTable = (results) =>
  [
    '| scenario | measured | figure | must reach | |',
    '| --- | --- | --- | --- | --- |',
    ...results.map(({ scenario, measured, figure, target, met }) => {
      const verdict = met === undefined ? '' : met ? 'met' : '**missed**';
      return `| ${scenario} | ${measured} | ${figure} | ${target} | ${verdict} |`;
    }),
  ].join('\n');

/** On which machine this runs, for the heading of the table. */
export const machine = () =>
  `${cpus().length} cores, ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;

/**
 * Runs scenarios one after another.
 * @param {object} servers the migrated database, Redis, and what else there is to measure them by; see `startServers`
 * @param {{ scenarios: string[], scale?: 'full' | 'smoke', say?: (line: string) => void, profile?: string }} options
 * @returns what was measured, row by row
 */
export async function runBench(servers, { scenarios, scale = 'full', say = () => {}, profile }) {
  const sizes = SCALES[scale];
  const bench = { ...servers, profile, say, scale: sizes, audiences: new Map(), payloads: new Map(), results: [] };
  bench.report = (scenario, measured, { figure, ...values }, goal) => {
    const row = { scenario, measured, figure, target: targetOf(goal), met: isMet(values.value, goal), ...values };
    bench.results.push(row);
    const verdict = row.met === undefined ? '' : row.met ? ' (met)' : ' (MISSED)';
    say(`${scenario}  ${measured}: ${figure}; must reach ${row.target || 'nothing'}${verdict}`);
  };
  bench.world = await fill(servers.ownerUrl, { ...sizes.world, members: 5, name: 'Meting' });
  bench.contestants = new Contestants(bench, { keep: scale === 'smoke', say });
  bench.load = startLoad();
  try {
    for (const name of scenarios) await SCENARIOS[name](bench);
  } finally {
    await bench.load.stop();
    await bench.contestants.stop();
  }
  return bench.results;
}
