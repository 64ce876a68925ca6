import { Link } from '@tanstack/react-router';
import { Ban, Download, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import type { LogLineFragment } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { useFormat } from '../../i18n/useFormat.js';
import { Button } from '../../ui/Button.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { ErrorBlock } from '../../ui/ErrorBlock.js';
import type { Option } from '../../ui/PickField.js';
import { Pill } from '../../ui/Pill.js';
import { Skeleton } from '../../ui/Skeleton.js';
import { useLogText } from './actions.js';
import { exportAddress, filterOf, noChoice } from './filter.js';
import { LogFilters } from './LogFilters.js';
import { type Subject, useLog } from './useLog.js';
import './log.css';

interface Props {
  /** Null for what was done by and about oneself. */
  partnershipId: string | null;
  people?: readonly Option[];
}

/** Who did what, for whom, when, and how it ended. */
export function LogList({ partnershipId, people }: Props) {
  const t = useT();
  const [choice, setChoice] = useState(noChoice);
  const filter = filterOf(choice);
  const log = useLog(partnershipId, filter);
  return (
    <div className="stack">
      <LogFilters choice={choice} onChange={setChoice} {...(people ? { people } : {})} />
      <div className="row-between">
        <p role="status" className="muted">
          {log.loaded && t('log.count', { count: log.loaded.total })}
        </p>
        <div className="row">
          <Button icon={<RefreshCw size={16} aria-hidden />} isPending={log.loading} onPress={log.again}>
            {t('log.refresh')}
          </Button>
          <a className="button" href={exportAddress(partnershipId, filter)} download>
            <Download size={16} aria-hidden />
            {t('log.export')}
          </a>
        </div>
      </div>
      {log.error && !log.loading ? (
        <ErrorBlock title={t('log.failed')} error={log.error} onRetry={log.again} />
      ) : !log.loaded ? (
        <Skeleton lines={8} />
      ) : log.loaded.lines.length === 0 ? (
        <EmptyState>{t('log.empty')}</EmptyState>
      ) : (
        <>
          <ol className="log card">
            {log.loaded.lines.map((line) => (
              <Line
                key={line.hash}
                line={line}
                subject={line.subjectId ? log.loaded?.subjects.get(line.subjectId) : undefined}
                elsewhere={partnershipId === null}
              />
            ))}
          </ol>
          {log.loaded.next && (
            <div>
              <Button isPending={log.loading} onPress={log.more}>
                {t('log.more')}
              </Button>
            </div>
          )}
        </>
      )}
    </div>
  );
}

function Line({
  line,
  subject,
  elsewhere,
}: {
  line: LogLineFragment;
  subject: Subject | undefined;
  elsewhere: boolean;
}) {
  const t = useT();
  const format = useFormat();
  const text = useLogText();
  const unnamed = line.byService ? 'log.service' : line.bySystem ? 'log.system' : 'log.nobody';
  const who = line.by?.displayName ?? t(unnamed);
  const fields = text.fields(line);
  const refusal = text.result(line);
  return (
    <li className="log-line">
      <time className="number muted small" dateTime={line.at}>
        {format.moment(line.at)}
      </time>
      <div>
        <p>
          <strong>{who}</strong>
          {line.onBehalfOf && <span className="muted"> {t('log.for', { name: line.onBehalfOf.name })}</span>}{' '}
          {text.action(line.action)}
          {fields && ` (${fields})`}
          {subject && (
            <>
              {': '}
              <Link to="/taken/$nr" params={{ nr: String(subject.number) }} dir="auto">
                {subject.reference} {subject.title}
              </Link>
            </>
          )}
        </p>
        {(line.concerns.length > 0 || (elsewhere && line.partnership)) && (
          <p className="small muted">
            {[
              line.concerns.length > 0 &&
                t('log.about', { names: format.list(line.concerns.map(({ displayName }) => displayName)) }),
              elsewhere && line.partnership?.name,
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
        )}
        {refusal && (
          <Pill tone={line.result === 'REPEATED' ? 'plain' : 'late'} icon={<Ban aria-hidden />}>
            {refusal}
          </Pill>
        )}
      </div>
    </li>
  );
}
