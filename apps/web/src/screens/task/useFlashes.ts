import { useEffect, useState } from 'react';
import { useViewer } from '../../app/viewer.js';
import { partnershipEvents } from '../../live/events.js';

/** Fields of this task that somebody else changed in the last four seconds. */
export function useFlashes(taskId: string): ReadonlySet<string> {
  const viewer = useViewer();
  const [flashes, setFlashes] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    // One timer a field: a second change within the time begins the highlight again.
    const timers = new Map<string, ReturnType<typeof setTimeout>>();
    const stop = partnershipEvents.on((event) => {
      if (event.subjectId !== taskId || event.by?.id === viewer.person.id) return;
      const fields =
        event.type === 'TASK_COMMENT_ADDED' || event.type === 'TASK_PERSON_MENTIONED'
          ? ['comments']
          : event.type.startsWith('CHECKLIST')
            ? ['checklist']
            : event.changedFields;
      setFlashes((before) => new Set([...before, ...fields]));
      for (const field of fields) {
        clearTimeout(timers.get(field));
        timers.set(
          field,
          setTimeout(() => setFlashes((before) => new Set([...before].filter((other) => other !== field))), 4_000),
        );
      }
    });
    return () => {
      stop();
      for (const timer of timers.values()) clearTimeout(timer);
    };
  }, [taskId, viewer.person.id]);
  return flashes;
}
