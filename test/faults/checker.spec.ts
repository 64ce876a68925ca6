import { describe, expect, it } from '@jest/globals';
import { check, tell } from './checker.js';
import type { History } from './history.js';
import { plants } from './plants.js';
import { sampleHistory } from './sample.js';

describe('the checker of histories', () => {
  it('has nothing to say of a good one', () => {
    expect(tell(check(sampleHistory()))).toEqual([]);
  });

  it.each(plants.map((plant) => [plant.name, plant] as const))('catches %s', (_name, { expected, into }) => {
    const spoiled = into(sampleHistory());
    expect(spoiled).toBeDefined();
    expect(check(spoiled!).map(({ kind }) => kind)).toContain(expected);
  });

  const later = (change: (history: History) => void) => {
    const history = sampleHistory();
    change(history);
    return tell(check(history));
  };

  it('lets a change that nobody was told of be there or not', () => {
    const unknown = (history: History) => history.changes.filter(({ outcome }) => outcome === 'unknown');
    expect(unknown(sampleHistory()).map(({ key }) => key)).toEqual(['say 4000', 'say never']);
    expect(later((history) => unknown(history).forEach((change) => (change.outcome = 'refused')))).toEqual([
      'unanswered: say 4000 was refused with undefined',
      'unanswered: say never was refused with undefined',
      'inconsistent: say 4000 was refused and is there',
    ]);
  });

  it('lets no deadline run while something is broken', () => {
    const late = (history: History) => {
      const [, returning] = history.readers;
      returning!.withdrawn = [{ from: 5_500, until: 12_500 }];
      returning!.trace = [
        ...returning!.trace.slice(0, 7),
        { kind: 'closed', at: 12_000 },
        { kind: 'opened', at: 12_600 },
        ...returning!.trace.slice(-5, -1).map((entry) => ({ ...entry, at: 12_700 })),
        { kind: 'closed', at: 13_000 },
      ];
    };
    expect(later(late)).toEqual(['late: returning: a stream went on after the right had ended, until closed']);
    expect(
      later((history) => {
        late(history);
        history.disturbed = [
          { from: 6_000, until: 7_000 },
          { from: 6_500, until: 9_000 },
        ];
      }),
    ).toEqual([]);
  });

  it('takes a screen for the end of everything before', () => {
    const again = (at: number, history: History) => {
      const { trace } = history.readers[0]!;
      const { tasks: rows, comments } = history.partnerships[0]!;
      const said = (id: string) => comments.filter(({ taskId }) => taskId === id).length;
      const tasks = rows.map((row) => ({ ...row, comments: said(row.id) }));
      trace.splice(-1, 0, { kind: 'screen', asked: at - 10, at, tasks }, { kind: 'opened', at: at + 10 });
    };
    expect(later((history) => again(12_500, history))).toEqual([]);
    // Read before the last two changes, it was followed by neither.
    expect(later((history) => again(10_600, history))).toEqual(['lost: inside: events 10,11 did not come']);
  });
});
