import type { ReactNode } from 'react';

export type Tone = 'plain' | 'action' | 'done' | 'late' | 'wait' | 'up';

/** Always an icon and a word: the colour only repeats them. */
export function Pill({ tone = 'action', icon, children }: { tone?: Tone; icon?: ReactNode; children: ReactNode }) {
  return (
    <span className={`pill pill-${tone}`}>
      {icon}
      <span>{children}</span>
    </span>
  );
}
