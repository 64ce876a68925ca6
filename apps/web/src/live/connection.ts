/** What we know about the line to the server. */
export interface Connection {
  /** What the browser says. */
  online: boolean;
  /** `live` only after the server answered a ping sent behind the subscriptions. */
  socket: 'connecting' | 'acknowledged' | 'live' | 'closed';
  /** Attempts that failed since the line was last live. */
  failures: number;
  /** Server-sent events instead of the socket, which the network does not let through. */
  stream: 'off' | 'connecting' | 'live';
  /** Attempts at those that failed since the line was last live. */
  streamFailures: number;
  /** The last request over plain HTTP succeeded while the socket would not open. */
  polling: boolean;
}

export type ConnectionEvent = {
  type:
    | ('online' | 'offline' | 'connecting' | 'acknowledged' | 'live' | 'closed' | 'polled' | 'poll-failed')
    | ('stream-connecting' | 'stream-live' | 'stream-failed');
};

export type ConnectionWord = 'live' | 'connecting' | 'offline' | 'readonly' | 'polling' | 'streamed';

export const firstConnection: Connection = {
  ...{ online: true, socket: 'connecting', failures: 0 },
  ...{ stream: 'off', streamFailures: 0, polling: false },
};

export function nextConnection(now: Connection, event: ConnectionEvent): Connection {
  switch (event.type) {
    case 'online':
      return { ...now, online: true, failures: 0 };
    case 'offline':
      return { ...now, online: false, socket: 'closed', stream: 'off', polling: false };
    case 'connecting':
      return { ...now, socket: 'connecting' };
    case 'acknowledged':
      return { ...now, socket: 'acknowledged' };
    case 'live':
      return { ...firstConnection, socket: 'live' };
    case 'closed':
      return { ...now, socket: 'closed', failures: now.failures + 1 };
    case 'stream-connecting':
      return { ...now, stream: 'connecting' };
    case 'stream-live':
      return { ...now, online: true, stream: 'live', streamFailures: 0, polling: false };
    case 'stream-failed':
      return { ...now, stream: 'connecting', streamFailures: now.streamFailures + 1 };
    case 'polled':
      return isLive(now) ? now : { ...now, online: true, polling: true };
    case 'poll-failed':
      return { ...now, polling: false };
  }
}

/** Changes arrive the moment they are made, whatever carries them. */
export const isLive = ({ socket, stream }: Connection): boolean => socket === 'live' || stream === 'live';

/** Attempts at a socket before the page goes another way. */
export const SOCKET_ATTEMPTS = 3;

/** Two attempts may fail before we stop saying that we are connecting. */
const patience = 2;

/** The word on screen; each one is true when it is shown. */
export function connectionWord(connection: Connection, mayWrite: boolean): ConnectionWord {
  if (isLive(connection) && !mayWrite) return 'readonly';
  if (connection.socket === 'live') return 'live';
  if (connection.stream === 'live') return 'streamed';
  if (connection.polling) return 'polling';
  if (connection.online && connection.stream === 'connecting' && connection.streamFailures === 0) return 'connecting';
  if (!connection.online || connection.failures >= patience) return 'offline';
  return 'connecting';
}

/** Jittered back-off: half a second at first, at most half a minute, never the same for everybody. */
export function retryDelay(attempt: number, random: number = Math.random()): number {
  const ceiling = Math.min(30_000, 500 * 2 ** Math.min(attempt, 10));
  return Math.round(ceiling / 2 + (ceiling / 2) * random);
}
