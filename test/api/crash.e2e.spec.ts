import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Client } from '../support/client.js';
import { cursorAt } from '../support/cursor.js';
import { setStage, type Stage } from '../support/partnership.js';
import { freePort } from '../support/servers.js';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.close());

it('keeps every acknowledged change, and a log without gap, through kill -9 in mid-mutation', async () => {
  const port = await freePort();
  const acknowledged: string[] = [];
  let stop = false;
  for (let round = 0; round < 3; round++) {
    const victim = await stage.another({ port });
    const officer = await Client.as(victim.url, 'officer');
    const write = async (lane: number) => {
      for (let index = 0; !stop; index++) {
        const title = `ronde ${round} baan ${lane} nummer ${index}`;
        const answer = await officer
          .ask(`mutation ($input: CreateTaskInput!) { createTask(input: $input) { task { id } } }`, {
            input: { partnershipId: stage.partnershipId, title },
          })
          .catch(() => undefined);
        if (!answer) return;
        if (answer.data) acknowledged.push(title);
      }
    };
    const writers = Promise.all([0, 1, 2, 3].map(write));
    while (acknowledged.length < (round + 1) * 25) await new Promise((resolve) => setTimeout(resolve, 5));
    await victim.kill();
    await writers;
  }
  stop = true;
  const tasks = await stage.world.rows<{ title: string }>(`select title from coordination.tasks`);
  const titles = new Set(tasks.map(({ title }) => title));
  expect(acknowledged.filter((title) => !titles.has(title))).toEqual([]);
  const events = await stage.world.rows<{ sequence: string; type: string; title: string | null }>(
    `select e.sequence, e.type, t.title from live.events e join live.streams s on s.id = e.stream_id
     left join coordination.tasks t on t.id = e.subject_id
     where s.id = (select partnership_id from coordination.tasks limit 1) order by e.sequence`,
  );
  expect(events.map(({ sequence }) => Number(sequence))).toEqual(events.map((_, index) => index + 1));
  const created = events.filter(({ type }) => type === 'TASK_CREATED');
  expect(created).toHaveLength(titles.size);
  const survivor = await stage.as('officer');
  const inbox = survivor.subscribe<{ partnershipEvents: { sequence: number } }>(
    `subscription ($id: ID!, $after: Cursor) { partnershipEvents(partnershipId: $id, after: $after) { sequence } }`,
    { id: stage.partnershipId, after: await start() },
  );
  await inbox.atLeast(events.length - 1);
  expect(inbox.received.map(({ partnershipEvents }) => partnershipEvents.sequence)).toEqual(
    events.slice(1).map((_, index) => index + 2),
  );
}, 60_000);

/** A cursor right behind the first event. */
const start = async (): Promise<string> => {
  const [stream] = await stage.world.rows<{ epoch: string }>(
    `select s.epoch from live.streams s where s.id = (select partnership_id from coordination.tasks limit 1)`,
  );
  return cursorAt(stage.world, stream!.epoch, 1);
};
