import { useSyncExternalStore } from 'react';

const query = window.matchMedia('(max-width: 699px)');

function subscribe(listener: () => void): () => void {
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

/** The width at which the bottom bar replaces the top navigation; the same number stands in the style sheets. */
export const useIsPhone = (): boolean => useSyncExternalStore(subscribe, () => query.matches);
