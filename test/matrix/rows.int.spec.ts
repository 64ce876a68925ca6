import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tables } from './expected-rows.js';
import { House } from './house.js';
import { Knowledge } from './knowledge.js';
import { callerKeys } from './people.js';
import { Rows } from './rows.js';
import { furnish, settle, type MatrixWorld } from './world.js';
import { canariesIn, tenants } from './words.js';

let world: MatrixWorld;
let rows: Rows;
beforeAll(async () => {
  const settled = await settle();
  const house = await House.open(settled.database.apiUrl);
  world = await furnish(settled, house);
  await house.close();
  rows = await Rows.open(world, await Knowledge.of(world));
}, 120_000);
afterAll(async () => {
  await rows.close();
  await world.close();
});

describe('the second wall, table by table', () => {
  it('is expected for every table there is', async () => {
    expect(await rows.existing()).toEqual(Object.keys(tables).sort());
  });

  it('has rows to protect in every table', () => {
    const shown = Object.entries(tables).filter(([, { select, insert }]) => select !== 'nobody' || insert);
    expect(shown.map(([table]) => table).filter((table) => rows.factsOf(table).length === 0)).toEqual([]);
  });

  it.each(Object.keys(tables))('%s shows and takes what the table says, for everybody', async (table) => {
    const findings: string[] = [];
    for (const caller of callerKeys) findings.push(...(await rows.cell(table, caller)));
    expect(findings).toEqual([]);
  });

  it('answers with the rights of the owner only whom it should', async () => {
    const findings: string[] = [];
    for (const caller of callerKeys) findings.push(...(await rows.functions(caller)));
    expect(findings).toEqual([]);
  });

  it('has nothing of another partnership in any mail that waits', async () => {
    const mails = await world.owner.rows(`select recipient, subject, body_text, body_html from platform.mails`);
    const partnerships = mails.map((mail) =>
      tenants.filter((tenant) => canariesIn(JSON.stringify(mail)).some((word) => word.startsWith(`zq${tenant}`))),
    );
    expect(partnerships.sort()).toEqual(tenants.map((tenant) => [tenant]));
  });
});
