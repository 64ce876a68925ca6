import { useEffect, useState } from 'react';
import { useViewer } from '../../app/viewer.js';
import { partnershipEvents } from '../../live/events.js';
import { markFresh, unmarkFresh } from './fresh.js';

const duration = 4_000;
const quiet = 10_000;

/** Marks cards (or rows of requests) that somebody else just changed, for four seconds; answers how many to tell a screen reader, at most every ten. */
export function useHighlights(of: 'CoordinationTask' | 'Request' = 'CoordinationTask') {
  const viewer = useViewer();
  const [told, setTold] = useState(0);

  useEffect(() => {
    const timers = new Set<ReturnType<typeof setTimeout>>();
    const ending = new Map<string, ReturnType<typeof setTimeout>>();
    let count = 0;
    let telling: ReturnType<typeof setTimeout> | undefined;
    const later = (run: () => void, after: number) => {
      const timer = setTimeout(() => {
        timers.delete(timer);
        run();
      }, after);
      timers.add(timer);
      return timer;
    };
    const tell = (): void => {
      setTold(count);
      count = 0;
      telling = later(() => {
        telling = undefined;
        if (count > 0) tell();
        else setTold(0);
      }, quiet);
    };

    const stop = partnershipEvents.on((event) => {
      if (event.by?.id === viewer.person.id || event.subject?.__typename !== of) return;
      const { id } = event.subject;
      markFresh(id);
      clearTimeout(ending.get(id));
      // A second change within the four seconds begins them again.
      ending.set(
        id,
        later(() => unmarkFresh(id), duration),
      );
      count += 1;
      if (!telling) tell();
    });
    return () => {
      stop();
      for (const timer of timers) clearTimeout(timer);
    };
  }, [viewer.person.id, of]);

  return told;
}
