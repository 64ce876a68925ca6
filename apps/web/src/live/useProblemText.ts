import { useCallback } from 'react';
import { useIntl } from 'react-intl';
import { type MessageId, useT } from '../i18n/messages.js';
import { useFormat } from '../i18n/useFormat.js';
import type { Problem } from './problem.js';

/** The sentence of the catalogue for a code; a code that is not in it gets a neutral one with a reference. */
export function useProblemText(): (problem: Problem) => string {
  const t = useT();
  const format = useFormat();
  const { messages } = useIntl();
  return useCallback(
    (problem) => {
      // Days come as ISO dates; people read them in words.
      const words = Object.fromEntries(
        Object.entries(problem.args).map(([name, value]) => [
          name,
          /^\d{4}-\d{2}-\d{2}$/.test(String(value)) ? format.longDate(String(value)) : value,
        ]),
      );
      const reason = `reason.${problem.args.reason ?? ''}`;
      if (reason in messages) return t(reason as MessageId, words);
      const id = `error.${problem.code}`;
      if (id in messages) {
        const args = { changedBy: '', traceId: problem.traceId ?? '', ...words };
        return t(id as MessageId, args);
      }
      return t('error.unknown', { reference: (problem.traceId ?? problem.code).slice(0, 12) });
    },
    [t, format, messages],
  );
}
