import { useEffect, useState } from 'react';
import { useWorkspace } from '../../app/workspaceContext.js';
import { type EventLineFragment, RecentEventsDocument } from '../../gql/graphql.js';
import { dayOf, todayIso, useFormat } from '../../i18n/useFormat.js';
import { useT } from '../../i18n/messages.js';
import { partnershipEvents } from '../../live/events.js';
import { useLiveQuery } from '../../live/useLiveQuery.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { Block } from './Block.js';
import { EventText } from './EventText.js';

const length = 8;

/** The last things that happened, newest on top, growing while one looks. */
export function RecentBlock() {
  const t = useT();
  const format = useFormat();
  const { partnership } = useWorkspace();
  const [result, again] = useLiveQuery({ query: RecentEventsDocument, variables: { id: partnership.id } });
  const live = useLiveEvents();
  const events = merged(live, result.data?.partnership?.recentEvents ?? []);
  const today = todayIso();
  const newest = live[0]?.sequence;
  return (
    <Block title={t('today.recent')} failed={t('today.recentFailed')} result={result} again={again}>
      {events.length === 0 ? (
        <EmptyState>{t('today.recentEmpty')}</EmptyState>
      ) : (
        <ol className="today-events">
          {events.map((event) => (
            <li key={event.sequence} className={event.sequence === newest ? 'today-event-new' : undefined}>
              <time className="muted number small" dateTime={event.at}>
                {dayOf(event.at) === today ? format.time(event.at) : format.day(dayOf(event.at))}
              </time>
              <EventText event={event} />
            </li>
          ))}
        </ol>
      )}
    </Block>
  );
}

function useLiveEvents(): EventLineFragment[] {
  const [events, setEvents] = useState<EventLineFragment[]>([]);
  useEffect(() => partnershipEvents.on((event) => setEvents((before) => [event, ...before].slice(0, length))), []);
  return events;
}

/** Each event once, whether it came by the stream, by the query, or both. */
function merged(live: readonly EventLineFragment[], fetched: readonly EventLineFragment[]): EventLineFragment[] {
  const bySequence = new Map([...fetched, ...live].map((event) => [event.sequence, event]));
  return [...bySequence.values()].sort((a, b) => b.sequence - a.sequence).slice(0, length);
}
