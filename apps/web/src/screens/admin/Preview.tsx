import { Eye } from 'lucide-react';
import { useQuery } from 'urql';
import { type EventLineFragment, PreviewAsDocument, type PreviewAsQuery } from '../../gql/graphql.js';
import { dayOf, todayIso, useFormat } from '../../i18n/useFormat.js';
import { useT } from '../../i18n/messages.js';
import { Button } from '../../ui/Button.js';
import { ErrorBlock } from '../../ui/ErrorBlock.js';
import { Note } from '../../ui/Note.js';
import { Pill } from '../../ui/Pill.js';
import { Skeleton } from '../../ui/Skeleton.js';
import { useCapabilityText } from './useCapabilityText.js';

type Seen = NonNullable<PreviewAsQuery['previewAs']>;
type SeenPartnership = NonNullable<Seen['partnership']>;

interface Props {
  partnershipId: string;
  personId: string | null;
  organisationId: string | null;
  onClose(): void;
}

/** The partnership as somebody else receives it, worked out by the server; nothing in it can be pressed. */
export function Preview({ partnershipId, personId, organisationId, onClose }: Props) {
  const t = useT();
  const [{ data, error, fetching }, again] = useQuery({
    query: PreviewAsDocument,
    variables: { partnershipId, personId, organisationId },
  });
  if (error && !fetching) return <ErrorBlock title={t('preview.failed')} error={error} onRetry={() => again()} />;
  if (!data) return <Skeleton lines={6} />;
  const seen = data.previewAs;
  if (!seen) return <Note warning>{t('preview.nobody')}</Note>;
  const name = seen.person?.displayName ?? seen.organisation?.name ?? '?';
  return (
    <section className="preview" aria-label={t('preview.of', { name })} data-testid="preview">
      <div className="preview-head row-between">
        <p className="row">
          <Eye size={20} aria-hidden />
          <strong>{t('preview.of', { name })}</strong>
          <Pill>{t(`role.${seen.role}`)}</Pill>
          {seen.organisation && <span className="small">{t('preview.for', { name: seen.organisation.name })}</span>}
        </p>
        <Button onPress={onClose}>{t('preview.close')}</Button>
      </div>
      <div className="preview-body stack">
        <Note>{t('preview.private')}</Note>
        {seen.partnership ? (
          <SeenPartnershipView seen={seen} partnership={seen.partnership} />
        ) : (
          <p>{t('preview.nothing')}</p>
        )}
      </div>
    </section>
  );
}

function SeenPartnershipView({ seen, partnership }: { seen: Seen; partnership: SeenPartnership }) {
  const t = useT();
  const format = useFormat();
  const capability = useCapabilityText();
  const total = partnership.taskCounts.reduce((sum, { count }) => sum + count, 0);
  return (
    <>
      <h3>{partnership.name}</h3>
      <dl className="pairs">
        <dt>{t('partnership.members')}</dt>
        <dd>{format.list(partnership.members.map(({ municipality }) => municipality.name)) || t('preview.none')}</dd>
        <dt>{t('preview.people')}</dt>
        <dd>{t('preview.peopleCount', { count: partnership.people.length })}</dd>
        <dt>{t('officer.heading')}</dt>
        <dd>
          {format.list(partnership.officers.map(({ person }) => person?.displayName ?? '?')) || t('preview.notSeen')}
        </dd>
        <dt>{t('role.may')}</dt>
        <dd>{format.list(seen.capabilities.map(capability)) || t('preview.onlyReads')}</dd>
      </dl>
      <h4>{t('preview.tasks', { count: total })}</h4>
      <div className="preview-columns">
        <Column title={t('status.TODO')} tasks={partnership.todo} />
        <Column title={t('status.BUSY')} tasks={partnership.busy} />
        <Column title={t('status.WAITING')} tasks={partnership.waiting} />
        <Column title={t('status.DONE')} tasks={partnership.done} />
      </div>
      <h4>{t('today.recent')}</h4>
      {partnership.recentEvents.length === 0 ? (
        <p className="muted">{t('preview.noEvents')}</p>
      ) : (
        <ol className="stack-s">
          {partnership.recentEvents.map((event) => (
            <EventLine key={event.sequence} event={event} />
          ))}
        </ol>
      )}
    </>
  );
}

function Column({ title, tasks }: { title: string; tasks: SeenPartnership['todo'] }) {
  const t = useT();
  const rest = tasks.totalCount - tasks.nodes.length;
  return (
    <section className="preview-column stack-s">
      <h5 className="row-between">
        {title} <span className="number">{tasks.totalCount}</span>
      </h5>
      {tasks.totalCount === 0 && <p className="small muted">{t('board.columnNone')}</p>}
      <ul className="stack-s">
        {tasks.nodes.map((task) => (
          <li key={task.id} className="preview-task">
            <span className="small muted number">{task.reference}</span> <span dir="auto">{task.title}</span>
            {task.audience === 'INVOLVED_ACTORS' && (
              <span className="small muted pick-description">{t('audience.INVOLVED_ACTORS')}</span>
            )}
          </li>
        ))}
      </ul>
      {rest > 0 && <p className="small muted">{t('today.more', { count: rest })}</p>}
    </section>
  );
}

/** As on the first page, without links: they would lead to what the reader sees, not to what the other sees. */
function EventLine({ event }: { event: EventLineFragment }) {
  const t = useT();
  const format = useFormat();
  const task = event.subject?.__typename === 'CoordinationTask' ? event.subject : null;
  const name = event.by?.displayName ?? t('conflict.somebody');
  const status = event.type === 'TASK_MOVED' && task ? t(`status.${task.status}`) : 'none';
  return (
    <li className="row">
      <time className="small muted number" dateTime={event.at}>
        {dayOf(event.at) === todayIso() ? format.time(event.at) : format.day(dayOf(event.at))}
      </time>
      <span>
        {t(`event.${event.type}`, { name, status })}
        {task && `: ${task.title}`}
      </span>
    </li>
  );
}
