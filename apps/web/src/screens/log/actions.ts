import { useCallback } from 'react';
import { useIntl } from 'react-intl';
import type { LogLineFragment } from '../../gql/graphql.js';
import nl from '../../i18n/nl.json';
import { type MessageId, useT } from '../../i18n/messages.js';
import { useFormat } from '../../i18n/useFormat.js';
import { useProblemText } from '../../live/useProblemText.js';

const prefix = 'logAction.';

/** Every doing that has words, for the filter. */
export const knownActions: readonly string[] = Object.keys(nl)
  .filter((id) => id.startsWith(prefix))
  .map((id) => id.slice(prefix.length));

/** What was done, in words; a doing without words keeps its name, so that no line is ever hidden. */
export function useLogText() {
  const t = useT();
  const format = useFormat();
  const problemText = useProblemText();
  const { messages } = useIntl();
  const known = useCallback((id: string): id is MessageId => id in messages, [messages]);

  const action = (name: string): string => {
    const id = prefix + name;
    return known(id) ? t(id) : name;
  };
  /** Field names that have words; ids of things say nothing to a reader. */
  const fields = (line: LogLineFragment): string => {
    // What is new has all its fields; only of a change they tell something.
    if (!/^(read|export|update|change)/.test(line.action)) return '';
    const words = line.fields.map((field) => (line.kind === 'READ' ? `logField.${field}` : `field.${field}`));
    return format.list([...new Set(words.filter(known).map((id) => t(id)))]);
  };
  const result = (line: LogLineFragment): string | null => {
    if (line.result === 'OK') return null;
    if (line.result === 'REPEATED') return t('log.repeated');
    return t('log.refused', { reason: problemText({ code: line.result, args: {} }) });
  };
  return { action, fields, result };
}
