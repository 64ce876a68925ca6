import type { Random } from './random.js';
import { FaultReader, type ReaderOptions } from './reader.js';
import type { Scene } from './scene.js';
import { FaultWriter } from './writer.js';

/** Who may lose their rights in the middle: nobody who writes. */
export const WITHDRAWABLE = ['coordinator', 'reader', 'fedasil', 'vdab'] as const;

/** Who reads what, and how. */
export const readersOf = (scene: Scene, random: Random): FaultReader[] => {
  const { tokens, stage, partnerships } = scene;
  const urls = scene.nodes.map(({ proxy }) => proxy.url);
  const { fedasil, vdab } = stage.actors;
  const inside = { partnershipId: partnerships.own, party: null, transport: 'socket' as const };
  const all: (Omit<ReaderOptions, 'urls' | 'random' | 'token' | 'organisation'> & { persona: keyof typeof tokens })[] =
    [
      { ...inside, persona: 'officer', name: 'officer' },
      { ...inside, persona: 'officer', name: 'officer, all texts', wide: true },
      { ...inside, persona: 'member', name: 'member', transport: 'events' },
      { ...inside, persona: 'reader', name: 'reader', trustsBeats: true },
      { ...inside, persona: 'coordinator', name: 'coordinator' },
      { ...inside, persona: 'fedasil', name: 'fedasil', party: fedasil },
      { ...inside, persona: 'vdab', name: 'vdab', party: vdab, transport: 'events' },
      { ...inside, persona: 'outsider', name: 'outsider', partnershipId: partnerships.other },
    ];
  return all.map(({ persona, ...options }) => {
    const { organisationId: organisation } = stage.people[persona];
    return new FaultReader({ ...options, organisation, token: tokens[persona], urls, random: random.branch() });
  });
};

export const writersOf = (scene: Scene, name: string, random: Random): FaultWriter[] => {
  const { tokens, stage, partnerships, changes, contended } = scene;
  const urls = scene.nodes.map(({ proxy }) => proxy.url);
  const actors = [stage.actors.fedasil, stage.actors.vdab];
  const who = [
    ['officer', 'own'],
    ['officer', 'own'],
    ['member', 'own'],
    ['manager', 'own'],
    ['outsider', 'other'],
  ] as const;
  return who.map(
    ([persona, where], lane) =>
      new FaultWriter({
        name: `${name} ${persona} ${lane}`,
        token: tokens[persona],
        partnershipId: partnerships[where],
        // Who was second must not know of the first: each has a notion of its own of the task that all change.
        contended: { ...contended[where] },
        ...{ urls, actors, changes, random: random.branch() },
      }),
  );
};
