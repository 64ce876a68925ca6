import { expect, it } from '@jest/globals';
import type { Rendered, Subscriber } from '#libs/platform';
import type { Group } from './group.js';
import { Member, SILENT_BEATS } from './member.js';

it('tells a reader where the log stands after silence only, and again after as much', () => {
  const heard: string[] = [];
  const subscriber = {
    send: () => heard.push('event') > 0,
    beat: (cursor: string) => heard.push(cursor),
  } as unknown as Subscriber;
  const member = new Member({ holders: 0 } as Group, 'audience', subscriber, () => undefined);
  const beat = (times: number) => {
    for (let nr = 0; nr < times; nr++) member.beat(`at ${heard.length}`);
  };
  beat(10);
  expect(heard).toEqual([]);

  member.live = true;
  beat(SILENT_BEATS - 1);
  member.send({} as Rendered);
  beat(SILENT_BEATS - 1);
  expect(heard).toEqual(['event']);
  beat(1 + SILENT_BEATS);
  expect(heard).toEqual(['event', 'at 1', 'at 2']);

  member.leave();
  beat(10);
  expect(heard).toHaveLength(3);
});
