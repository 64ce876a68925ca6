import type { CombinedError } from 'urql';
import { useT } from '../i18n/messages.js';
import { problemOf } from '../live/problem.js';
import { useProblemText } from '../live/useProblemText.js';
import { Button } from './Button.js';

interface Props {
  /** What failed, in plain words. */
  title: string;
  error: CombinedError;
  onRetry(): void;
}

/** A block that failed alone: what, why, one button, a reference. */
export function ErrorBlock({ title, error, onRetry }: Props) {
  const t = useT();
  const text = useProblemText();
  const problem = problemOf(error);
  return (
    <div className="error-block" role="alert">
      <h3>{title}</h3>
      <p>{text(problem)}</p>
      <Button onPress={onRetry}>{t('action.retry')}</Button>
      {problem.traceId && (
        <p className="small muted">{t('error.reference', { reference: problem.traceId.slice(0, 12) })}</p>
      )}
    </div>
  );
}
