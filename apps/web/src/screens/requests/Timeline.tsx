import {
  CalendarPlus,
  CircleCheck,
  CircleDot,
  Eye,
  Hourglass,
  Mail,
  MessageCircleReply,
  MessageSquare,
  Send,
  TrendingUp,
  TriangleAlert,
  Users,
} from 'lucide-react';
import { useState } from 'react';
import { useClient } from 'urql';
import { MoreRequestLinesDocument, type RequestEntryKind, type RequestLineFragment } from '../../gql/graphql.js';
import { dayOf, todayIso, useFormat } from '../../i18n/useFormat.js';
import { useT } from '../../i18n/messages.js';
import { Button } from '../../ui/Button.js';
import { shortActor } from '../board/names.js';
import { FileList } from '../task/Attachments.js';
import type { FullRequest } from './useDeed.js';

const icons: Partial<Record<RequestEntryKind, typeof Send>> = {
  SENT: Send,
  READ: Eye,
  RECEIVED: Mail,
  STARTED: Hourglass,
  MESSAGE: MessageSquare,
  REMINDED: Mail,
  ANSWERED: MessageCircleReply,
  ACCEPTED: CircleCheck,
  NOT_SUFFICIENT: TriangleAlert,
  JOINED: Users,
  ESCALATED: TrendingUp,
  EXTENSION_ASKED: CalendarPlus,
  EXTENSION_GRANTED: CalendarPlus,
  EXTENSION_REFUSED: CalendarPlus,
  CLOSED: CircleCheck,
};

/** What happened, newest first: what both sides know, with who and exactly when. */
export function Timeline({ request }: { request: FullRequest }) {
  const t = useT();
  const client = useClient();
  const [more, setMore] = useState<{ lines: RequestLineFragment[]; cursor: string | null } | null>(null);
  const first = request.timeline.nodes;
  const known = new Set(first.map(({ id }) => id));
  const lines = [...first, ...(more?.lines ?? []).filter(({ id }) => !known.has(id))];
  const { pageInfo } = request.timeline;
  const next = more ? more.cursor : pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null;

  const load = async (): Promise<void> => {
    if (!next) return;
    const which = { id: request.id, after: next };
    const { data } = await client.query(MoreRequestLinesDocument, which, { requestPolicy: 'network-only' });
    const page = data?.node?.__typename === 'Request' ? data.node.timeline : null;
    if (!page) return;
    setMore((before) => ({
      lines: [...(before?.lines ?? []), ...page.nodes],
      cursor: page.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? null) : null,
    }));
  };

  return (
    <section className="card stack" aria-labelledby="request-timeline">
      <h2 id="request-timeline">{t('request.timeline')}</h2>
      {request.requestStatus === 'SENT' && !request.firstReadAt && (
        <p className="muted">{t('request.justSent', { actor: request.actor.name })}</p>
      )}
      {lines.length === 0 && <p className="muted">{t('request.timelineEmpty')}</p>}
      <ol className="timeline">
        {lines.map((line) => (
          <Line key={line.id} line={line} request={request} />
        ))}
      </ol>
      {next && (
        <div>
          <Button onPress={() => void load()}>{t('request.older')}</Button>
        </div>
      )}
    </section>
  );
}

function Line({ line, request }: { line: RequestLineFragment; request: FullRequest }) {
  const t = useT();
  const format = useFormat();
  const Icon = icons[line.kind] ?? CircleDot;
  // Somebody of the actor is named with the actor: names alone say little to those who ask.
  const actor = shortActor(request.actor);
  const who = line.by
    ? line.side === 'ACTOR'
      ? t('request.personOf', { name: line.by.displayName, actor })
      : line.by.displayName
    : line.side === 'ACTOR'
      ? actor
      : line.side === 'SYSTEM'
        ? t('request.bySystem')
        : '';
  return (
    <li className={`timeline-line timeline-${line.side.toLowerCase()}`}>
      <span className="timeline-mark">
        <Icon size={16} aria-hidden />
      </span>
      <div className="timeline-body">
        <h3 className="timeline-what">
          {t(`requestEntry.${line.kind}`, {
            actor,
            level: line.level ?? 0,
            place: line.municipality?.name ?? '',
            day: line.day ? format.day(line.day) : '',
          })}
        </h3>
        <p className="small muted">
          <time dateTime={line.at}>
            {dayOf(line.at) === todayIso()
              ? t('request.todayAt', { time: format.time(line.at) })
              : format.moment(line.at)}
          </time>
          {who && ` · ${who}`}
        </p>
        {line.text && (
          <p className="prewrap timeline-text" dir="auto">
            {line.text}
          </p>
        )}
        {line.kind === 'MESSAGE' && <FileList ownerId={line.id} files={line.attachments} canRemove={false} />}
      </div>
    </li>
  );
}
