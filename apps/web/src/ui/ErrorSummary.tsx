import { useEffect, useRef } from 'react';
import { useT } from '../i18n/messages.js';

export interface FieldIssue {
  field: string;
  message: string;
}

/** On top of a form that was refused: takes the focus and links to every field. */
export function ErrorSummary({ issues, formId }: { issues: readonly FieldIssue[]; formId: string }) {
  const t = useT();
  const box = useRef<HTMLDivElement>(null);
  const before = useRef<readonly FieldIssue[]>([]);
  useEffect(() => {
    // Whoever mends one of several fields goes on typing there.
    if (issues.some((issue) => !before.current.includes(issue))) box.current?.focus();
    before.current = issues;
  }, [issues]);
  if (issues.length === 0) return null;
  return (
    <div className="error-block" ref={box} tabIndex={-1} role="alert">
      <h3>{t('form.issues', { count: issues.length })}</h3>
      <ul>
        {issues.map((issue) => (
          <li key={issue.field + issue.message}>
            <a
              href={`#${fieldId(formId, issue.field)}`}
              onClick={(event) => {
                event.preventDefault();
                focusField(fieldId(formId, issue.field));
              }}
            >
              {issue.message}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

export const fieldId = (formId: string, field: string): string => `${formId}-${field}`;

function focusField(id: string): void {
  const element = document.getElementById(id);
  const focusable = element?.matches('input, textarea, button')
    ? element
    : element?.querySelector<HTMLElement>('input, textarea, button, [tabindex]');
  focusable?.focus();
  focusable?.scrollIntoView({ block: 'center' });
}
