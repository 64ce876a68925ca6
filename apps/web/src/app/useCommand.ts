import { useEffect, useEffectEvent } from 'react';
import type { Signal } from '../live/store.js';

export function useCommand<T>(command: Signal<T>, run: (value: T) => void): void {
  const latest = useEffectEvent(run);
  useEffect(() => command.on((value) => latest(value)), [command]);
}
