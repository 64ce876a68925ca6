import { CircleAlert, Info } from 'lucide-react';
import type { ReactNode } from 'react';

export function Note({ warning = false, children }: { warning?: boolean; children: ReactNode }) {
  const Icon = warning ? CircleAlert : Info;
  return (
    <div className={warning ? 'note note-warning' : 'note'}>
      <Icon size={20} aria-hidden />
      <div>{children}</div>
    </div>
  );
}
