import { useEffect, useEffectEvent } from 'react';
import { type AnyVariables, useQuery, type UseQueryArgs } from 'urql';
import type { EventLineFragment } from '../gql/graphql.js';
import { refreshAll } from './connectionStore.js';
import { partnershipEvents } from './events.js';

/** Several events in one moment are one question. */
const pause = 400;

/**
 * A query that asks the server again when `concerns` says that an event may have changed the list (tasks that are
 * already in it change by themselves), after a resync, and every 20 seconds when there is no socket.
 */
export function useLiveQuery<T, V extends AnyVariables>(
  args: UseQueryArgs<V, T>,
  concerns: (event: EventLineFragment) => boolean = () => false,
) {
  const [result, execute] = useQuery<T, V>(args);
  const again = useEffectEvent(() => {
    if (!args.pause) execute({ requestPolicy: 'network-only' });
  });
  const matches = useEffectEvent(concerns);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stopEvents = partnershipEvents.on((event) => {
      if (!matches(event)) return;
      timer ??= setTimeout(() => {
        timer = undefined;
        again();
      }, pause);
    });
    const stopRefresh = refreshAll.on(() => again());
    return () => {
      clearTimeout(timer);
      stopEvents();
      stopRefresh();
    };
  }, []);

  return [result, execute] as const;
}
