import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Persona } from '../support/partnership.js';
import { writersOf } from './cast.js';
import { check, tell } from './checker.js';
import { lies, startLiar, type Liar, type Message } from './liar.js';
import type { Faults } from './make-faults.js';
import { plants } from './plants.js';
import { Random } from './random.js';
import { FaultReader } from './reader.js';
import { perform, report, runSeed, type Run } from './run.js';
import { setScene, type Scene } from './scene.js';
import { seeds } from './seeds.js';

let scene: Scene;
beforeAll(async () => {
  scene = await setScene();
}, 60_000);
afterAll(() => scene.close(), 30_000);

describe('acknowledged changes and everybody’s picture of them, through faults', () => {
  const runs: Run[] = [];

  it.each(seeds.map(({ seed }) => seed))(
    'are whole with seed %i',
    async (seed) => {
      // A busy machine may be late; `npm run soak` takes the five seconds at their word.
      const run = await runSeed(scene, { seed, lastsMs: 6_000, patienceMs: 15_000, settleMs: 20_000 });
      runs.push(run);
      const { violations, counts, bugs } = run;
      if (violations.length + bugs.length > 0) console.error([`seed ${seed}`, ...report(run)].join('\n'));
      expect(tell(violations)).toEqual([]);
      expect(bugs).toEqual([]);
      // Something was tried, and something came of it.
      expect(counts.acknowledged).toBeGreaterThan(20);
      expect(counts.events).toBeGreaterThan(100);
    },
    120_000,
  );

  it.each(plants.map((plant) => [plant.name, plant] as const))('would not be with %s', (_name, { into, expected }) => {
    const spoiled = runs.map(({ history }) => into(history)).find((history) => history !== undefined);
    expect(spoiled).toBeDefined();
    expect(check(spoiled!).map(({ kind }) => kind)).toContain(expected);
  });
});

describe('a server that delivers something else', () => {
  it('is found out, reader by reader', async () => {
    const random = new Random(1);
    const { own } = scene.partnerships;
    const node = scene.nodes[0]!.proxy.url;
    const honest = () => (message: Message, send: (message: Message) => void) => send(message);
    const officers = { token: scene.tokens.officer };
    const liars = {
      whole: await startLiar(node, honest),
      dropped: await startLiar(node, lies.dropsAnEvent),
      doubled: await startLiar(node, lies.doublesAnEvent),
      swapped: await startLiar(node, lies.swapsTwoEvents),
      mistaken: await startLiar(node, honest, officers),
    };
    const reader = (name: string, persona: Persona, party: string | null, liar: Liar) =>
      new FaultReader({
        ...{
          name,
          party,
          organisation: scene.stage.people[persona].organisationId,
          partnershipId: own,
          token: scene.tokens[persona],
          urls: [liar.url],
          screenUrls: [node],
        },
        ...{ transport: 'socket', random: random.branch() },
      });
    const readers = [
      reader('whole', 'member', null, liars.whole),
      reader('dropped', 'member', null, liars.dropped),
      reader('doubled', 'member', null, liars.doubled),
      reader('swapped', 'member', null, liars.swapped),
      reader('for others', 'fedasil', scene.stage.actors.fedasil, liars.mistaken),
      reader('coordinator', 'coordinator', null, liars.mistaken),
    ];
    const writers = writersOf(scene, 'liar', random);
    const during = async (faults: Faults) => {
      while (readers.some(({ record }) => record.trace.filter(({ kind }) => kind === 'event').length < 8))
        await sleep(50);
      // Longer than the patience, so that going on all the time is too long.
      await faults.make({ kind: 'withdraw', reader: 'coordinator', forMs: 2_500 });
    };
    const history = await perform(scene, {
      ...{ readers, writers, during, patienceMs: 300, settleMs: 20_000, awaited: ['whole'] },
    });
    Object.values(liars).forEach((liar) => liar.close());
    const of = (wanted: string) =>
      new Set(
        check(history)
          .filter(({ reader: name }) => name === wanted)
          .map(({ kind }) => kind),
      );
    expect(of('whole')).toEqual(new Set());
    expect(of('dropped')).toContain('lost');
    expect(of('doubled')).toEqual(new Set(['doubled']));
    expect(of('swapped')).toContain('disordered');
    expect(of('for others')).toContain('leaked');
    expect([...of('coordinator')]).toEqual(expect.arrayContaining(['leaked', 'late']));
    // And a database that forgets.
    const { key } = history.changes.findLast(({ kind, outcome }) => kind === 'comment' && outcome === 'acknowledged')!;
    await scene.insist(`delete from coordination.comments where body = $1`, [key]);
    const forgetful = check({ ...history, partnerships: await scene.records() });
    expect(tell(forgetful)).toContain(`missing: ${key} was acknowledged and is not there`);
  }, 60_000);
});
