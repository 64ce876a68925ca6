import { useCallback, useSyncExternalStore } from 'react';

const prefix = 'samenregie.';
const listeners = new Set<() => void>();

export function readSetting(name: string): string | null {
  try {
    return localStorage.getItem(prefix + name);
  } catch {
    // A browser that refuses storage still gets a working page.
    return null;
  }
}

export function writeSetting(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(prefix + name);
    else localStorage.setItem(prefix + name, value);
  } catch {
    // See readSetting.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

/** A choice that stays on this device. */
export function useSetting(name: string, fallback: string): [string, (value: string) => void] {
  const value = useSyncExternalStore(subscribe, () => readSetting(name)) ?? fallback;
  const set = useCallback((next: string) => writeSetting(name, next), [name]);
  return [value, set];
}
