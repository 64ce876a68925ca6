/** What we know about the line to the server. */
export interface Connection {
  /** What the browser says. */
  online: boolean;
  /** `live` only after the server answered a ping sent behind the subscriptions. */
  socket: 'connecting' | 'acknowledged' | 'live' | 'closed';
  /** Attempts that failed since the line was last live. */
  failures: number;
  /** The last request over plain HTTP succeeded while the socket would not open. */
  polling: boolean;
}

export type ConnectionEvent = {
  type: 'online' | 'offline' | 'connecting' | 'acknowledged' | 'live' | 'closed' | 'polled' | 'poll-failed';
};

export type ConnectionWord = 'live' | 'connecting' | 'offline' | 'readonly' | 'polling';

export const firstConnection: Connection = { online: true, socket: 'connecting', failures: 0, polling: false };

export function nextConnection(now: Connection, event: ConnectionEvent): Connection {
  switch (event.type) {
    case 'online':
      return { ...now, online: true, failures: 0 };
    case 'offline':
      return { ...now, online: false, socket: 'closed', polling: false };
    case 'connecting':
      return { ...now, socket: 'connecting' };
    case 'acknowledged':
      return { ...now, socket: 'acknowledged' };
    case 'live':
      return { online: true, socket: 'live', failures: 0, polling: false };
    case 'closed':
      return { ...now, socket: 'closed', failures: now.failures + 1 };
    case 'polled':
      return now.socket === 'live' ? now : { ...now, online: true, polling: true };
    case 'poll-failed':
      return { ...now, polling: false };
  }
}

/** Two attempts may fail before we stop saying that we are connecting. */
const patience = 2;

/** The word on screen; each one is true when it is shown. */
export function connectionWord(connection: Connection, mayWrite: boolean): ConnectionWord {
  if (connection.socket === 'live') return mayWrite ? 'live' : 'readonly';
  if (connection.polling) return 'polling';
  if (!connection.online || connection.failures >= patience) return 'offline';
  return 'connecting';
}

/** Jittered back-off: half a second at first, at most half a minute, never the same for everybody. */
export function retryDelay(attempt: number, random: number = Math.random()): number {
  const ceiling = Math.min(30_000, 500 * 2 ** Math.min(attempt, 10));
  return Math.round(ceiling / 2 + (ceiling / 2) * random);
}
