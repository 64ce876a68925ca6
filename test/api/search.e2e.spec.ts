import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fromGlobalId } from '#libs/kernel';
import type { Client } from '../support/client.js';
import { setStage, type Persona, type Stage } from '../support/partnership.js';

let stage: Stage;
let officer: Client;

const SEARCH = `query ($text: String!, $id: ID, $first: Int! = 20) {
  search(text: $text, partnershipId: $id, first: $first) {
    place score excerpt { text match } node { id ... on CoordinationTask { title number } }
  }
}`;

interface Hit {
  place: string;
  score: number;
  excerpt: { text: string; match: boolean }[];
  node: { id: string; title: string; number: number };
}

const search = async (who: Client, text: string, more: Record<string, unknown> = {}): Promise<Hit[]> =>
  (await who.get<{ search: Hit[] }>(SEARCH, { text, ...more })).search;
const titles = async (who: Client, text: string) => (await search(who, text)).map(({ node }) => node.title);
const create = async (input: Record<string, unknown>, who = officer) => {
  const query = `mutation ($input: CreateTaskInput!) { createTask(input: $input) { task { id } } }`;
  const { createTask } = await who.get<{ createTask: { task: { id: string } } }>(query, {
    input: { partnershipId: stage.partnershipId, ...input },
  });
  return createTask.task.id;
};
const comment = (taskId: string, body: string, audience?: string) =>
  officer.get(`mutation ($input: AddTaskCommentInput!) { addTaskComment(input: $input) { comment { id } } }`, {
    input: { taskId, body, audience },
  });

const FIELD = `mutation ($input: CreateCustomFieldInput!) { createCustomField(input: $input) { field { id version } } }`;
const field = async (name: string) => {
  const manager = await stage.as('manager');
  const { createCustomField } = await manager.get<{ createCustomField: { field: { id: string } } }>(FIELD, {
    input: { partnershipId: stage.partnershipId, name, type: 'TEXT' },
  });
  return createCustomField.field.id;
};

beforeAll(async () => {
  stage = await setStage();
  officer = await stage.as('officer');
  await create({
    title: 'Tolk regelen voor de infoavond',
    description: 'Arabisch of Dari, in de sporthal van Pittem.',
  });
  const shared = await create({
    ...{ title: 'Opvangplaats met tolkondersteuning', description: 'Voor één gezin.' },
    ...{
      checklist: ['Brandveiligheid laten keuren'],
      customValues: [{ fieldId: await field('Pand'), value: 'Oude pastorij' }],
    },
    ...{ actorIds: [stage.actors.fedasil], audience: 'INVOLVED_ACTORS' },
  });
  await create({
    ...{ title: 'Budget voor tolken', audience: 'OWN_ORGANISATION', checklist: ['Offertes opvragen'] },
    customValues: [{ fieldId: await field('Boekhouding'), value: 'Kredieten 2027' }],
  });
  const talked = await create({ title: 'Vergadering voorbereiden' });
  await comment(talked, 'De gemeenteraad vroeg naar fietslessen voor nieuwkomers.');
  await comment(talked, 'Geheim: fietslessen zijn te duur.', 'OWN_ORGANISATION');
  await comment(shared, 'Wanneer is er plaats voor een gezin?', 'INVOLVED_ACTORS');
});
afterAll(() => stage.close());

describe('searching', () => {
  it('knows Dutch endings, beginnings of words and accents', async () => {
    expect(await titles(officer, 'tolken')).toEqual(
      expect.arrayContaining(['Tolk regelen voor de infoavond', 'Opvangplaats met tolkondersteuning']),
    );
    expect(await titles(officer, 'infoavonden')).toEqual(['Tolk regelen voor de infoavond']);
    expect(await titles(officer, 'EEN GEZIN')).toEqual(['Opvangplaats met tolkondersteuning']);
    // Every word must occur, in whatever order.
    expect(await titles(officer, 'sporthal tolk')).toEqual(['Tolk regelen voor de infoavond']);
    expect(await titles(officer, 'sporthal budget')).toEqual([]);
  });

  it('forgives typing errors, after what is spelt right', async () => {
    const [first] = await search(officer, 'opvagnplaats');
    expect(first).toMatchObject({ place: 'ITSELF', node: { title: 'Opvangplaats met tolkondersteuning' } });
    expect(first!.score).toBeLessThan(1);
    // Also several words at once, of which each must fit.
    expect(await titles(officer, 'regeln infoavnd sportal arabsch')).toEqual(['Tolk regelen voor de infoavond']);
    expect(await titles(officer, 'regeln infoavnd sportal zwembaad')).toEqual([]);
    expect(await titles(officer, 'infoavnd zwembaad')).toEqual([]);
  });

  it('finds a number, and what was said in the conversation', async () => {
    expect((await search(officer, 'T-0001'))[0]!.node.number).toBe(1);
    const [said] = await search(officer, 'fietsles');
    expect(said).toMatchObject({ place: 'CONVERSATION', node: { title: 'Vergadering voorbereiden' } });
    expect(said!.excerpt.filter(({ match }) => match).map(({ text }) => text)).toEqual(['fietslessen']);
  });

  it('finds a task by its steps, and by what it has in own fields until the field is removed', async () => {
    const [found] = await search(officer, 'brandveiligheid keuren');
    expect(found).toMatchObject({ place: 'ITSELF', node: { title: 'Opvangplaats met tolkondersteuning' } });
    expect(found!.excerpt.map(({ text }) => text).join('')).toBe('Brandveiligheid laten keuren');
    const [inField] = await search(officer, 'pastorij');
    expect(inField).toMatchObject({ place: 'ITSELF', node: { title: 'Opvangplaats met tolkondersteuning' } });
    expect(inField!.excerpt).toEqual([
      { text: 'Pand: Oude ', match: false },
      { text: 'pastorij', match: true },
    ]);
    const gone = await field('Tijdelijk');
    await create({ title: 'Met een veld dat weggaat', customValues: [{ fieldId: gone, value: 'Kasteeldreef' }] });
    expect(await titles(officer, 'kasteeldreef')).toEqual(['Met een veld dat weggaat']);
    const REMOVE = `mutation ($input: RemoveCustomFieldInput!) { removeCustomField(input: $input) { removedId } }`;
    await (await stage.as('manager')).get(REMOVE, { input: { id: gone, expectedVersion: 1 } });
    expect(await titles(officer, 'kasteeldreef')).toEqual([]);
  });

  it('takes any text, and nothing finds nothing', async () => {
    for (const text of ['', '   ', `' | & ! ( ) : * <->`, '\\', 'de het een', "'; drop table x; --", '🙂', '%_%'])
      expect([text, await search(officer, text)]).toEqual([text, []]);
    const refused = await officer.refusal(SEARCH, { text: 'x'.repeat(201) });
    expect(refused.extensions).toMatchObject({ code: 'INVALID_INPUT', field: 'text' });
    expect((await officer.refusal(SEARCH, { text: 'x', first: 51 })).extensions.field).toBe('first');
  });

  it('finds nothing that one may not see', async () => {
    const found = async (persona: Persona, text: string) => titles(await stage.as(persona), text);
    expect(await found('manager', 'budget')).toEqual(['Budget voor tolken']);
    expect(await found('member', 'budget')).toEqual([]);
    expect(await found('member', 'duur')).toEqual([]);
    expect(await found('officer', 'duur')).toEqual(['Vergadering voorbereiden']);
    expect(await found('fedasil', 'tolk')).toEqual(['Opvangplaats met tolkondersteuning']);
    expect(await found('fedasil', 'plaats gezin')).toEqual(['Opvangplaats met tolkondersteuning']);
    expect(await found('fedasil', 'fietsles')).toEqual([]);
    for (const text of ['brandveiligheid', 'pastorij']) {
      expect(await found('member', text)).toEqual(['Opvangplaats met tolkondersteuning']);
      for (const persona of ['fedasil', 'vdab', 'outsider'] as const) expect(await found(persona, text)).toEqual([]);
    }
    for (const text of ['offertes', 'kredieten']) {
      expect(await found('manager', text)).toEqual(['Budget voor tolken']);
      expect(await found('member', text)).toEqual([]);
    }
    expect(await found('vdab', 'tolk')).toEqual([]);
    expect(await found('outsider', 'tolk')).toEqual([]);
    const outsider = await stage.as('outsider');
    expect(await search(outsider, 'tolk', { id: stage.partnershipId })).toEqual([]);
  });

  it('reads its indexes, also where one may see very much', async () => {
    await stage.world.rows(
      `insert into coordination.tasks (id, partnership_id, number, title, description, status, priority, objectives, audience,
                                       rank, created_at, updated_at)
       select gen_random_uuid(), $1, 1000 + n, 'Dossier ' || n, 'Woorden over ' || md5(n::text), 'TODO', 'NORMAL', '{}',
              'PARTNERSHIP', 'a' || lpad(n::text, 6, '0'), now(), now() from generate_series(1, 6000) n`,
      [fromGlobalId(stage.partnershipId)!.id],
    );
    await stage.world.rows(`analyze coordination.tasks`);
    const scans = async () => {
      const [row] = await stage.world.rows<{ words: number; spelling: number }>(
        `select sum(idx_scan) filter (where indexrelname = 'tasks_words')::int as words,
                sum(idx_scan) filter (where indexrelname = 'tasks_text')::int as spelling
         from pg_stat_user_indexes where schemaname = 'coordination'`,
      );
      return row!;
    };
    const before = await scans();
    expect(await titles(officer, 'sporthallen')).toEqual(['Tolk regelen voor de infoavond']);
    expect(await titles(officer, 'sporthaal')).toEqual(['Tolk regelen voor de infoavond']);
    // The database passes its counts on after a while.
    for (let tries = 0; tries < 100; tries++) {
      const after = await scans();
      if (after.words > before.words && after.spelling > before.spelling) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect({ before, after: await scans() }).toBe('more scans of both indexes');
  });
});
