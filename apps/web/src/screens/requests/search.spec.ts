import { describe, expect, it } from '@jest/globals';
import { filterOf, readRequestSearch } from './search.js';

describe('the address of the list of requests', () => {
  it('keeps what it knows and forgets the rest', () => {
    expect(
      readRequestSearch({ status: 'verstuurd.onzin', aan: 'a.b', samen: 'ja', laat: true, sorteer: 'x', zoek: 2026 }),
    ).toEqual({ status: 'verstuurd', aan: 'a.b', samen: 'ja', zoek: '2026' });
  });

  it('shows what still runs until somebody chooses or searches', () => {
    expect(filterOf({}).statuses).not.toContain('CLOSED');
    expect(filterOf({ status: 'afgesloten' })).toEqual({ statuses: ['CLOSED'] });
    expect(filterOf({ zoek: 'tolk', aan: 'a.b' })).toEqual({ text: 'tolk', actorIds: ['a', 'b'] });
  });
});
