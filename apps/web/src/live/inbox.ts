import { NotificationCountsDocument } from '../gql/graphql.js';
import { refreshAll } from './connectionStore.js';
import { direct } from './direct.js';
import { myEvents } from './myEvents.js';
import { createSignal, createStore } from './store.js';

export interface InboxCounts {
  unread: number;
  mustAct: number;
}

/** How much there is for the person on screen; null as long as it is not known. */
export const inboxCounts = createStore<InboxCounts | null>(null);

/** There is other news than a moment ago: lists ask again. */
export const inboxChanged = createSignal<void>();

/** Several changes in one moment are one question. */
const pause = 150;

/** Keeps the counts true until told to stop. */
export function followInbox(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  const ask = async (): Promise<void> => {
    timer = undefined;
    const { data } = await direct.query(NotificationCountsDocument, {}, { requestPolicy: 'network-only' });
    if (stopped || !data?.viewer) return;
    inboxCounts.set(data.viewer.notificationCounts);
    inboxChanged.emit();
  };
  const soon = (): void => {
    timer ??= setTimeout(() => void ask(), pause);
  };
  const stopEvents = myEvents.on((event) => {
    if (!event || event.type.startsWith('NOTIFICATION') || event.type.startsWith('MANDATE_')) soon();
  });
  const stopRefresh = refreshAll.on(soon);
  void ask();
  return () => {
    stopped = true;
    clearTimeout(timer);
    stopEvents();
    stopRefresh();
    inboxCounts.set(null);
  };
}
