import { useIntl } from 'react-intl';
import { type MessageId, useT } from '../../i18n/messages.js';

/** Where a fact comes from, and whether somebody checked it. */
export function Source({ source, verification }: { source: string; verification: string }) {
  const t = useT();
  const { messages } = useIntl();
  const sure = `verification.${verification}`;
  const isLink = /^https?:\/\//.test(source);
  return (
    <p className="small muted">
      {t('source.label')}{' '}
      {isLink ? (
        <a href={source} rel="noreferrer" target="_blank">
          {new URL(source).hostname}
        </a>
      ) : (
        source
      )}
      {sure in messages && ` · ${t(sure as MessageId)}`}
    </p>
  );
}
