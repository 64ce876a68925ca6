import type { ReactNode } from 'react';
import { ProgressBar } from 'react-aria-components';
import { useT } from '../../i18n/messages.js';
import { useFormat } from '../../i18n/useFormat.js';
import './attachments.css';

/** Under the name of a file: what the scanner says, how large it is, and what else there is to say. */
export function FileFacts({ file, children }: { file: { status: string; size: number }; children?: ReactNode }) {
  const t = useT();
  const sizeOf = useSize();
  return (
    <p className="small muted">
      {file.status === 'CHECKING' && `${t('attachment.checking')} `}
      {file.status === 'REFUSED' && <strong className="attachment-refused">{t('attachment.refused')} </strong>}
      {sizeOf(file.size)}
      {children}
    </p>
  );
}

/** How much of a file is there; with words in the place of the figure where it does not move. */
export function FileProgress({ file, words }: { file: { name: string; sent: number; size: number }; words?: string }) {
  const t = useT();
  const { name, sent, size } = file;
  const percent = size === 0 ? 0 : Math.floor((100 * sent) / size);
  return (
    <ProgressBar aria-label={t('attachment.progress', { name })} value={percent} className="attachment-progress">
      {({ valueText }) => (
        <>
          {/* A native element: its width needs no inline style, which the site's policy forbids. */}
          <progress value={percent} max={100} aria-hidden tabIndex={-1} />
          <span className="small muted number">{words ?? valueText}</span>
        </>
      )}
    </ProgressBar>
  );
}

/** A size in words. */
function useSize(): (bytes: number) => string {
  const format = useFormat();
  return (bytes) => {
    const [value, unit] =
      bytes < 1_000_000 ? [Math.max(1, Math.round(bytes / 1_000)), 'kilobyte'] : [bytes / 1_000_000, 'megabyte'];
    return format.number(value, { style: 'unit', unit, maximumFractionDigits: 1 });
  };
}
