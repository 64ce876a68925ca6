import { useCallback } from 'react';
import { useIntl } from 'react-intl';
import { type MessageId, useT } from '../../i18n/messages.js';

/** What a capability allows, in words; a capability without words keeps its name. */
export function useCapabilityText(): (capability: string) => string {
  const t = useT();
  const { messages } = useIntl();
  return useCallback(
    (capability) => {
      const id = `capability.${capability}`;
      return id in messages ? t(id as MessageId) : capability;
    },
    [t, messages],
  );
}
