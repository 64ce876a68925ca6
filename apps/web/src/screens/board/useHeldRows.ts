import { type FocusEvent, type PointerEvent, useMemo, useRef } from 'react';
import type { Held } from './layout.js';

/** Follows which rows have the focus or lie under the pointer. */
export function useHeldRows(hold: (held: Partial<Held>) => void) {
  const focused = useRef<string | null>(null);
  const pointed = useRef<string | null>(null);
  return useMemo(() => {
    const tell = (): void => hold({ ids: [focused.current, pointed.current].filter((id) => id !== null) });
    const rowOf = (target: EventTarget): string | null =>
      (target as Element).closest('[data-key]')?.getAttribute('data-key') ?? null;
    return {
      onFocus: (event: FocusEvent) => {
        focused.current = rowOf(event.target);
        tell();
      },
      onBlur: (event: FocusEvent) => {
        if (event.currentTarget.contains(event.relatedTarget)) return;
        focused.current = null;
        tell();
      },
      onPointerOver: (event: PointerEvent) => {
        const row = event.pointerType === 'mouse' ? rowOf(event.target) : null;
        if (row === pointed.current) return;
        pointed.current = row;
        tell();
      },
      onPointerLeave: () => {
        pointed.current = null;
        tell();
      },
    };
  }, [hold]);
}
