import { useT } from '../../i18n/messages.js';

/** Where a fact comes from, and whether somebody checked it. */
export function Source({ source, verification }: { source: string; verification: string }) {
  const t = useT();
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
      {verification && ` · ${verification}`}
    </p>
  );
}
