import { ViewerDocument } from '../gql/graphql.js';
import { client } from './client.js';
import { connectionStore, lineIsBack, refreshAll, report } from './connectionStore.js';

const every = 20_000;

/** Where sockets are blocked, the page asks again every 20 seconds over plain HTTP; the socket keeps trying. */
export function startPolling(): () => void {
  const timer = setInterval(() => void poll(), every);
  const stop = connectionStore.subscribe(() => {
    const { failures, polling, online } = connectionStore.get();
    if (failures === 3 && !polling && online) void poll();
  });
  return () => {
    clearInterval(timer);
    stop();
  };
}

async function poll(): Promise<void> {
  const { socket, failures } = connectionStore.get();
  if (socket === 'live' || failures < 3) return;
  const { error } = await client.query(ViewerDocument, {}, { requestPolicy: 'network-only' });
  if (error) return report('poll-failed');
  report('polled');
  lineIsBack.emit();
  refreshAll.emit();
}
