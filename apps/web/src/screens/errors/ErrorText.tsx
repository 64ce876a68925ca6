import type { ReactNode } from 'react';
import { useTitle } from '../../app/useTitle.js';
import { Helpdesk } from './Helpdesk.js';
/** One pattern: what failed, what happened to your text, one way on, who helps, a reference. */
export function ErrorText({
  title,
  children,
  action,
  reference,
}: {
  title: string;
  children: ReactNode;
  action: ReactNode;
  reference?: string | undefined;
}) {
  useTitle(title);
  return (
    <div className="page stack measure">
      <h1>{title}</h1>
      {children}
      <div>{action}</div>
      <Helpdesk reference={reference} />
    </div>
  );
}
