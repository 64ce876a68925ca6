import { usePresence } from '../live/presence.js';
import { useViewer } from './viewer.js';

/** The colleagues who are here now, without oneself. */
export function useOthers() {
  const viewer = useViewer();
  return usePresence().filter((person) => person.id !== viewer.person.id);
}
