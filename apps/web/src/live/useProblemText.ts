import { useCallback } from 'react';
import { useIntl } from 'react-intl';
import { type MessageId, useT } from '../i18n/messages.js';
import type { Problem } from './problem.js';

/** The sentence of the catalogue for a code; a code that is not in it gets a neutral one with a reference. */
export function useProblemText(): (problem: Problem) => string {
  const t = useT();
  const { messages } = useIntl();
  return useCallback(
    (problem) => {
      const reason = `reason.${problem.args.reason ?? ''}`;
      if (reason in messages) return t(reason as MessageId, problem.args);
      const id = `error.${problem.code}`;
      if (id in messages) {
        const args = { changedBy: '', traceId: problem.traceId ?? '', ...problem.args };
        return t(id as MessageId, args);
      }
      return t('error.unknown', { reference: (problem.traceId ?? problem.code).slice(0, 12) });
    },
    [t, messages],
  );
}
