import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tables } from '../expected-rows.js';
import { Matrix } from '../matrix.js';
import { callerKeys } from '../people.js';
import { report } from '../report.js';
import { scoreOf, weakenAll, type Excuses } from '../weaken.js';
import { wallWeakenings } from '../weaken-rows.js';

/** Conditions of the database that can be weakened without anybody seeing or writing more. */
const excuses: Excuses = {};

let matrix: Matrix;
beforeAll(async () => {
  matrix = await Matrix.open('both');
});
afterAll(() => matrix.close());

const everything = async (): Promise<string[]> => {
  const { rows } = matrix;
  const findings: string[] = [];
  for (const caller of callerKeys) {
    for (const table of Object.keys(tables)) findings.push(...(await rows.cell(table, caller)));
    findings.push(...(await rows.functions(caller)));
  }
  return findings;
};

describe('row-level security', () => {
  it('shows and takes what the tables say', async () => {
    const findings = await everything();
    report('rows', { cells: matrix.rows.size, leaks: findings.length });
    expect(findings).toEqual([]);
  });

  it('needs no help from rights to tables and columns', async () => {
    await matrix.world.owner.rows(
      `do $$ declare room text; begin
         for room in select nspname from pg_namespace where nspname !~ '^pg_' and nspname not in ('public', 'information_schema') loop
           execute format('grant select, insert, update, delete on all tables in schema %I to samenregie_app', room);
         end loop; end $$`,
    );
    expect(await everything()).toEqual([]);
  });

  it('fails the matrix with every policy and function that is weakened', async () => {
    const outcomes = await weakenAll(await wallWeakenings(matrix.world, matrix.rows), () => undefined);
    const { wrong, ...score } = scoreOf(outcomes, excuses);
    report('row-level security weakened', { ...score, outcomes });
    expect(wrong).toEqual([]);
    expect(score.caught / score.of).toBeGreaterThanOrEqual(0.98);
  });
});
