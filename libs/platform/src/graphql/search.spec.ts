import { expect, it } from '@jest/globals';
import { partsOf, registerSearch, searchAll, type Found } from './search.js';

it('an excerpt falls apart into what was found and what stands around it', () => {
  expect(partsOf('Overleg met \u0002tolken\u0003 op \u0002school\u0003')).toEqual([
    { text: 'Overleg met ', match: false },
    { text: 'tolken', match: true },
    { text: ' op ', match: false },
    { text: 'school', match: true },
  ]);
  expect(partsOf('')).toEqual([]);
});

it('what several rooms found is put in one order, each thing once with its best place', async () => {
  const hit = (id: string, score: number, place: Found['place'] = 'ITSELF'): Found => ({
    ...{ ref: { type: 'Thing', id }, place, score, excerpt: '' },
  });
  registerSearch(async () => [hit('a', 0.4), hit('b', 2)]);
  registerSearch(async (words, _partnership, limit) =>
    words === 'tolk' && limit === 2 ? [hit('a', 3, 'CONVERSATION')] : [],
  );
  expect(await searchAll('tolk', null, 2)).toEqual([hit('a', 3, 'CONVERSATION'), hit('b', 2)]);
  expect(await searchAll('school', null, 1)).toEqual([hit('b', 2)]);
});
