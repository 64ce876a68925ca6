import { useIntl } from 'react-intl';
import type { MessageId } from '../../i18n/messages.js';
import { useT } from '../../i18n/messages.js';
import { useFormat } from '../../i18n/useFormat.js';
import { Note } from '../../ui/Note.js';
import type { FullPartnership } from './PartnershipPage.js';

/** Things to know about the composition, by code. */
export function Notices({ notices }: { notices: FullPartnership['notices'] }) {
  const t = useT();
  const { messages } = useIntl();
  const format = useFormat();
  return notices.map(({ code, severity, args }) => {
    const id = `notice.${code}`;
    const values = Object.fromEntries(
      args.map(({ name, value }) => [name, /^\d{4}-\d\d-\d\d$/.test(value) ? format.longDate(value) : value]),
    );
    const text =
      id in messages
        ? t(id as MessageId, values)
        : `${t('notice.unknown')} ${args.map(({ value }) => value).join(', ')}`;
    return (
      <Note key={code + JSON.stringify(args)} warning={severity === 'WARNING'}>
        <p>{text}</p>
      </Note>
    );
  });
}
