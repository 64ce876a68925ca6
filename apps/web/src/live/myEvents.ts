import { type CombinedError, createRequest } from 'urql';
import { MyEventsCursorDocument, MyEventsDocument, type MyEventsSubscription } from '../gql/graphql.js';
import { client, streamEnded } from './client.js';
import { retryDelay } from './connection.js';
import { startMine } from './events.js';
import { codeOf } from './problem.js';
import { createSignal } from './store.js';

export type MyEvent = MyEventsSubscription['myEvents'];

/** What concerns the person on screen, over all partnerships; null when something may have been missed. */
export const myEvents = createSignal<MyEvent | null>();

/** The one stream of the person: follows it until told to stop, and goes on behind the last event. */
export function followMine(): () => void {
  const { key } = createRequest(MyEventsDocument, {});
  let stopped = false;
  let attempt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stream: { unsubscribe(): void } | undefined;
  let last = -1;

  const begin = async (): Promise<void> => {
    const { data } = await client.query(MyEventsCursorDocument, {}, { requestPolicy: 'network-only' });
    const cursor = data?.viewer?.myEventsCursor;
    if (stopped) return;
    if (!cursor) return later(() => void begin());
    const again = last >= 0;
    last = 0;
    startMine(cursor);
    if (again) myEvents.emit(null);
    start();
  };
  const start = (): void => {
    if (stopped) return;
    stream?.unsubscribe();
    stream = client.subscription(MyEventsDocument, {}).subscribe(({ data, error }) => {
      if (error) return failed(error);
      const event = data?.myEvents;
      if (!event || event.sequence <= last) return;
      attempt = 0;
      last = event.sequence;
      myEvents.emit(event);
    });
  };
  const later = (what: () => void): void => {
    clearTimeout(timer);
    timer = setTimeout(what, retryDelay(attempt));
    attempt += 1;
  };
  const failed = (error: CombinedError): void => {
    const code = codeOf(error);
    if (code === 'UNAUTHENTICATED') return;
    later(code === 'RESYNC_REQUIRED' ? () => void begin() : start);
  };
  const stopListening = streamEnded.on((ended) => ended === key && later(start));
  void begin();
  return () => {
    stopped = true;
    clearTimeout(timer);
    stopListening();
    stream?.unsubscribe();
  };
}
