import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel';
import pg from 'pg';
import { freshDatabase, type TestDatabase } from '../../../test/support/database.js';
import { World } from '../../../test/support/world.js';

/** What the database alone lets through, whatever the code above it thinks. */
describe('the second wall around the log', () => {
  let database: TestDatabase;
  let world: World;
  let api: pg.Client;
  let organisation: string;
  const partnerships = { ours: newId(), theirs: newId() };
  const people: Record<string, string> = {};

  beforeAll(async () => {
    database = await freshDatabase();
    world = await World.open(database.ownerUrl);
    api = new pg.Client({ connectionString: database.apiUrl });
    await api.connect();
    organisation = await world.organisation('REGION', 'Midwest', null);
    for (const id of Object.values(partnerships))
      await world.rows(`insert into live.streams (id, created_at) values ($1, now())`, [id]);
    for (const role of ['MANAGER', 'AUDITOR', 'OFFICER', 'MEMBER', 'READER', 'COORDINATOR', 'ANSWERER', 'NOBODY']) {
      people[role] = await world.person(role.toLowerCase(), organisation);
      if (role !== 'NOBODY') await world.mandate(partnerships.ours, people[role], organisation, role);
    }
    const line = { kind: 'CHANGE', action: 'x', fields: [], result: 'OK' };
    const lines = [
      { ...line, partnership: partnerships.ours, persons: [] },
      { ...line, partnership: partnerships.theirs, persons: [] },
      { ...line, partnership: partnerships.theirs, persons: [people.NOBODY] },
      { ...line, partnership: null, persons: [] },
    ];
    await as(people.MEMBER!, () => api.query(`select audit.append($1, null)`, [JSON.stringify(lines)]));
  });
  afterAll(async () => {
    await api.end();
    await world.close();
    await database.drop();
  });

  const as = async <T>(account: string, work: () => Promise<T>, settings: Record<string, string> = {}): Promise<T> => {
    const all = { 'app.account_id': account, 'app.organisation_id': organisation, ...settings };
    await api.query('begin');
    for (const [name, value] of Object.entries(all)) await api.query(`select set_config($1, $2, true)`, [name, value]);
    try {
      return await work();
    } finally {
      await api.query('commit');
    }
  };
  const seenBy = (who: string, settings?: Record<string, string>) =>
    as(people[who]!, async () => (await api.query(`select from audit.lines`)).rowCount, settings);

  it.each([
    // The lines of ours.
    ['MANAGER', 1],
    ['AUDITOR', 1],
    // All four are their own doing.
    ['MEMBER', 4],
    // One concerns them.
    ['NOBODY', 1],
    ['OFFICER', 0],
    ['READER', 0],
    ['COORDINATOR', 0],
    ['ANSWERER', 0],
  ])('%s sees %i lines', async (who, count) => {
    expect(await seenBy(who)).toBe(count);
  });

  it('shows a manager nothing for another organisation, or once the mandate was withdrawn', async () => {
    expect(await seenBy('MANAGER', { 'app.organisation_id': newId() })).toBe(0);
    await world.rows(`update access.mandates set withdrawn_at = now() where account_id = $1`, [people.AUDITOR]);
    expect(await seenBy('AUDITOR')).toBe(0);
  });

  it('shows whoever looks through the eyes of another the log they may read, and nothing of theirs alone', async () => {
    const preview = { 'app.partnership_id': partnerships.ours };
    expect(await seenBy('MANAGER', preview)).toBe(1);
    expect(await seenBy('MEMBER', preview)).toBe(0);
    expect(await seenBy('NOBODY', preview)).toBe(0);
  });

  it('lets nobody write in the name of whose eyes they look through', async () => {
    const write = () => api.query(`select audit.append('[]', null)`);
    await expect(as(people.MEMBER!, write, { 'app.partnership_id': partnerships.ours })).rejects.toMatchObject({
      code: '42501',
    });
  });
});
