import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Client } from '../support/client.js';
import { setStage, type Stage } from '../support/partnership.js';

const CREATE = `mutation ($input: CreateTaskInput!) { createTask(input: $input) { task { id number title version } } }`;
const COMMENT = `mutation ($input: AddTaskCommentInput!) { addTaskComment(input: $input) { task { commentCount } comment { id body author { displayName } } } }`;
interface Created {
  createTask: { task: { id: string; number: number; title: string; version: number } };
}

let stage: Stage;
let officer: Client;
beforeAll(async () => {
  stage = await setStage();
  officer = await stage.as('officer');
});
afterAll(() => stage.close());

const create = (key: string, title: string, client = officer) =>
  client.ask<Created>(CREATE, { input: { partnershipId: stage.partnershipId, title, clientMutationId: key } });
const events = async () =>
  Number((await stage.world.rows<{ count: string }>(`select count(*) from live.events`))[0]!.count);

describe('the same change, sent again', () => {
  it('answers as the first time and changes nothing', async () => {
    const first = await create('een', 'Eenmaal');
    const before = await events();
    const again = await create('een', 'Eenmaal');
    expect(again).toEqual(first);
    expect(await events()).toBe(before);
  });

  it('is made once, however many arrive together', async () => {
    const before = await events();
    const answers = await Promise.all(Array.from({ length: 8 }, () => create('samen', 'Tegelijk')));
    expect(new Set(answers.map(({ data }) => data?.createTask.task.id)).size).toBe(1);
    expect(await events()).toBe(before + 1);
  });

  it('is recognised whatever the order of its fields, and by its author only', async () => {
    const input = {
      partnershipId: stage.partnershipId,
      title: 'Volgorde',
      priority: 'HIGH',
      clientMutationId: 'volgorde',
    };
    const one = await officer.get<Created>(CREATE, { input });
    const other = await officer.get<Created>(CREATE, { input: Object.fromEntries(Object.entries(input).reverse()) });
    expect(other).toEqual(one);
    const member = await create('een', 'Eenmaal', await stage.as('member'));
    expect(member.data?.createTask.task.number).not.toBe((await create('een', 'Eenmaal')).data?.createTask.task.number);
  });

  it('is refused when it is another change', async () => {
    const { errors } = await create('een', 'Iets anders');
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'IDEMPOTENCY_MISMATCH', field: 'clientMutationId' });
  });

  it('may be tried again after a refusal', async () => {
    expect((await create('poging', ' ')).errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
    expect(await create('poging', 'Nu wel')).toMatchObject({ data: { createTask: { task: { title: 'Nu wel' } } } });
    expect((await create('x'.repeat(101), 'Te lang')).errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
  });

  it('waits for a first attempt that is still at work, and then asks to try again', async () => {
    const { default: pg } = await import('pg');
    const other = new pg.Client({ connectionString: stage.database.ownerUrl });
    await other.connect();
    await other.query('begin');
    await other.query(`insert into platform.mutations values ($1, 'bezig', '\\x00', null, now())`, [
      stage.people.officer.accountId,
    ]);
    const { errors } = await create('bezig', 'Bezig');
    expect(errors?.[0]?.extensions.code).toBe('CONFLICT_RETRY');
    await other.query('rollback');
    await other.end();
    expect((await create('bezig', 'Bezig')).errors).toBeUndefined();
  });

  it('answers what is visible now, not what was then', async () => {
    const made = await create('rechten', 'Nog even');
    const input = { taskId: made.data!.createTask.task.id, body: 'gezien', clientMutationId: 'zin' };
    const said = await officer.get(COMMENT, { input });
    expect(await officer.get(COMMENT, { input })).toEqual(said);
    await stage.world.withdraw(stage.people.officer.accountId);
    expect((await create('rechten', 'Nog even')).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });
});
