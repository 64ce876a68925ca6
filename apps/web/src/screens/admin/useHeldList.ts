import { type FocusEvent, useState } from 'react';
import { fresh, type HeldRow, steady } from './heldList.js';

/** Rows that do not jump while the pointer or the focus is in the list. Give it the same `rows` until they change. */
export function useHeldList<T>(rows: readonly (readonly [string, T])[]) {
  const [focused, setFocused] = useState(false);
  const [pointed, setPointed] = useState(false);
  const held = focused || pointed;
  const [memory, setMemory] = useState<{ rows: typeof rows; held: boolean; shown: HeldRow<T>[] }>(() => ({
    rows,
    held: false,
    shown: fresh(rows),
  }));
  if (memory.rows !== rows || memory.held !== held)
    setMemory({ rows, held, shown: held ? steady(memory.shown, rows) : fresh(rows) });
  const holding = {
    onFocus: () => setFocused(true),
    onBlur: (event: FocusEvent) => {
      if (!event.currentTarget.contains(event.relatedTarget)) setFocused(false);
    },
    onPointerEnter: () => setPointed(true),
    onPointerLeave: () => setPointed(false),
  };
  return [memory.shown, holding] as const;
}
