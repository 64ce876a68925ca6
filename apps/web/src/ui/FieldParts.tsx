import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { FieldError, Label, Text } from 'react-aria-components';

export interface FieldProps {
  label: string;
  hint?: ReactNode;
  /** Our own sentence: the browser's would appear in the browser's language. */
  error?: string | undefined;
  id?: string;
}

/** The label is always there; `hidden` keeps it for screen readers only. */
export function FieldLabel({ children, hidden = false }: { children: ReactNode; hidden?: boolean }) {
  return <Label className={hidden ? 'visually-hidden' : 'field-label'}>{children}</Label>;
}

export function FieldFoot({ hint, error }: { hint?: ReactNode; error?: string | undefined }) {
  return (
    <>
      {hint && (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      )}
      <FieldError className="field-error">
        {error && (
          <>
            <CircleAlert size={16} aria-hidden />
            {error}
          </>
        )}
      </FieldError>
    </>
  );
}
