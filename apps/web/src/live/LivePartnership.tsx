import { type ReactNode, useEffect, useState } from 'react';
import { type CombinedError, createRequest } from 'urql';
import { EventCursorDocument, PartnershipEventsDocument, PresenceDocument, ViewerDocument } from '../gql/graphql.js';
import { client, streamEnded } from './client.js';
import { isLive, retryDelay } from './connection.js';
import { connectionStore, refreshAll } from './connectionStore.js';
import { cursorOf, partnershipEvents, startFrom } from './events.js';
import { keepOpen, nobody, type Presence, PresenceContext } from './presence.js';
import { codeOf } from './problem.js';
import { sessionStore } from './session.js';
import { useStore } from './store.js';

interface Props {
  partnershipId: string;
  /** Where the log stood when the page was fetched. */
  cursor: string;
  /** Whether the others may see that this person is here. */
  visible: boolean;
  /** Partner bodies never see who is here. */
  withPresence: boolean;
  children: ReactNode;
}

/** The one stream of the open partnership, and who is in it. */
export function LivePartnership({ partnershipId, cursor, visible, withPresence, children }: Props) {
  const { expired } = useStore(sessionStore);
  const [presence, setPresence] = useState<Presence>(nobody);
  const connected = isLive(useStore(connectionStore));

  useEffect(() => {
    if (expired) return undefined;
    // A cursor of this visit is newer than the one the page was fetched with.
    if (!cursorOf(partnershipId)) startFrom(partnershipId, cursor);
    return follow(partnershipId);
    // The cursor only says where to begin.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [partnershipId, expired]);

  useEffect(() => {
    if (expired || !withPresence || !connected) return undefined;
    const stop = keepOpen(PresenceDocument, { partnershipId, visible }, (data) => setPresence(data.presence));
    return () => {
      stop();
      setPresence(nobody);
    };
    // Who was there when the line went, nobody knows.
  }, [partnershipId, visible, withPresence, expired, connected]);

  return <PresenceContext value={presence}>{children}</PresenceContext>;
}

/** Reads the stream until it is told to stop: a lost line is the socket's business, an ended stream begins again. */
function follow(partnershipId: string): () => void {
  let stopped = false;
  let attempt = 0;
  let stream: { unsubscribe(): void } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = -1;
  let key: number | undefined;

  const start = (): void => {
    if (stopped) return;
    stream?.unsubscribe();
    const variables = { partnershipId, after: cursorOf(partnershipId) ?? null };
    ({ key } = createRequest(PartnershipEventsDocument, variables));
    const request = client.subscription(PartnershipEventsDocument, variables);
    stream = request.subscribe(({ data, error }) => {
      if (error) return void failed(error);
      const event = data?.partnershipEvents;
      if (!event || event.sequence <= last) return;
      attempt = 0;
      last = event.sequence;
      partnershipEvents.emit(event);
    });
  };

  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(start, retryDelay(attempt));
    attempt += 1;
  };

  const failed = async (error: CombinedError): Promise<void> => {
    const code = codeOf(error);
    if (code === 'UNAUTHENTICATED') return;
    if (code === 'ACCESS_ENDED' || code === 'NOT_FOUND') {
      // The right to see it has ended: what is on screen goes, and what one may still do is read again.
      await client.query(ViewerDocument, {}, { requestPolicy: 'network-only' });
      refreshAll.emit();
      return later();
    }
    if (code !== 'RESYNC_REQUIRED') return later();
    // Too old to be caught up line by line: fetch where the log stands, then everything on screen, then go on from there.
    const { data } = await client.query(EventCursorDocument, { id: partnershipId }, { requestPolicy: 'network-only' });
    if (data?.partnership) {
      startFrom(partnershipId, data.partnership.eventCursor);
      last = -1;
      refreshAll.emit();
    }
    later();
  };

  const stopListening = streamEnded.on((ended) => ended === key && later());
  start();
  return () => {
    stopped = true;
    clearTimeout(timer);
    stopListening();
    stream?.unsubscribe();
  };
}
