import { ViewerDocument } from '../gql/graphql.js';
import { client } from './client.js';
import { isLive } from './connection.js';
import { connectionStore, lineIsBack, refreshAll, report } from './connectionStore.js';

const every = 20_000;

/** Where nothing comes through by itself, the page asks again every 20 seconds over plain HTTP; the line keeps trying. */
export function startPolling(): () => void {
  const timer = setInterval(() => void poll(), every);
  const stop = connectionStore.subscribe(() => {
    const { polling, online, streamFailures } = connectionStore.get();
    if (streamFailures === 1 && !polling && online) void poll();
  });
  return () => {
    clearInterval(timer);
    stop();
  };
}

async function poll(): Promise<void> {
  const connection = connectionStore.get();
  if (isLive(connection) || connection.streamFailures < 1) return;
  const { error } = await client.query(ViewerDocument, {}, { requestPolicy: 'network-only' });
  if (error) return report('poll-failed');
  report('polled');
  lineIsBack.emit();
  refreshAll.emit();
}
