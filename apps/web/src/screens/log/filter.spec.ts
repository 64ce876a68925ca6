import { describe, expect, it } from '@jest/globals';
import { exportAddress, filterOf, noChoice } from './filter.js';

describe('what the reader of the log chose', () => {
  it('asks for everything when nothing is chosen', () => {
    expect(filterOf(noChoice)).toEqual({});
    expect(exportAddress(null, {})).toBe('/audit/export');
  });

  it('tells a kind of doing from the name of one', () => {
    expect(filterOf({ ...noChoice, what: 'READ' })).toEqual({ kinds: ['READ'] });
    expect(filterOf({ ...noChoice, what: 'moveTask' })).toEqual({ actions: ['moveTask'] });
  });

  it('asks the file for the same lines as the screen', () => {
    const filter = filterOf({ personId: 'UDox', what: 'SESSION', from: '2026-11-01', until: null, result: 'done' });
    expect(filter).toEqual({ personId: 'UDox', kinds: ['SESSION'], from: '2026-11-01', refused: false });
    expect(exportAddress('UDp3', filter)).toBe(
      '/audit/export?partnershipId=UDp3&personId=UDox&kinds=SESSION&from=2026-11-01&refused=false',
    );
  });
});
