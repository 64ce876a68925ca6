import { useEffect } from 'react';
import { sessionStore } from '../live/session.js';
import { useStore } from '../live/store.js';
import { keepOn } from '../screens/notifications/device.js';

/** A browser that shows messages stays one device: said as the app opens, and when somebody signs in again in it. */
export function useKeepDevice(): void {
  const { expired } = useStore(sessionStore);
  useEffect(() => {
    if (!expired) void keepOn().catch(() => undefined);
  }, [expired]);
}
