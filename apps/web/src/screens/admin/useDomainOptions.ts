import { useIntl } from 'react-intl';
import type { Option } from '../../ui/PickField.js';

const prefix = 'domain.';

/** Every policy domain that has words, by name. */
export function useDomainOptions(): Option[] {
  const { messages, locale } = useIntl();
  return Object.entries(messages)
    .filter(([id]) => id.startsWith(prefix))
    .map(([id, name]) => ({ id: id.slice(prefix.length), name: String(name) }))
    .sort((a, b) => a.name.localeCompare(b.name, locale));
}
