import { useCallback } from 'react';
import { useIntl } from 'react-intl';
import { type MessageId, useT } from '../../i18n/messages.js';

/** What a scope lets a system do; without words of our own, those of the server. */
export function useScopeText(): (scope: string, description?: string) => string {
  const t = useT();
  const { messages } = useIntl();
  return useCallback(
    (scope, description) => {
      const ids = [`scope.${scope}`, `capability.${scope}`];
      const id = ids.find((one) => one in messages);
      return id ? t(id as MessageId) : (description ?? scope);
    },
    [t, messages],
  );
}
