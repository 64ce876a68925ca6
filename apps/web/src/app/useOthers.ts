import { useMemo } from 'react';
import { usePresence } from '../live/presence.js';
import { useViewer } from './viewer.js';

/** The colleagues who are here now, without oneself. */
export function useOthers() {
  const viewer = useViewer();
  return usePresence().people.filter((person) => person.id !== viewer.person.id);
}

/** The colleagues who look at one thing now, and those who type there. */
export function useOthersAt(nodeId: string) {
  const me = useViewer().person.id;
  const { items } = usePresence();
  return useMemo(() => {
    const at = items.find((item) => item.nodeId === nodeId);
    const others = <P extends { id: string }>(people: readonly P[] = []) => people.filter(({ id }) => id !== me);
    return { viewers: others(at?.viewers), typing: others(at?.typing) };
  }, [items, nodeId, me]);
}
