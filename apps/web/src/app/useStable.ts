/* eslint-disable react-hooks/refs -- the ref is read when a function is called, not while rendering */
import { useLayoutEffect, useMemo, useRef } from 'react';

/** Functions that keep their identity and do what the latest render says: what is given to many rows must not change. */
export function useStable<T extends Record<string, (...args: never[]) => unknown>>(functions: T): T {
  const latest = useRef(functions);
  useLayoutEffect(() => {
    latest.current = functions;
  });
  // Read when it is called, not while rendering.

  return useMemo(() => {
    const names = Object.keys(functions) as (keyof T)[];
    return Object.fromEntries(names.map((name) => [name, (...args: never[]) => latest.current[name]?.(...args)])) as T;
    // The names do not change.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
}
