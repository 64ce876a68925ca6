import { describe, expect, it } from '@jest/globals';
import { connectionWord, firstConnection, nextConnection, retryDelay, type ConnectionEvent } from './connection.js';

const after = (...events: ConnectionEvent['type'][]) =>
  events.reduce((now, type) => nextConnection(now, { type }), firstConnection);

describe('the connection word', () => {
  it.each<[ConnectionEvent['type'][], string]>([
    [[], 'connecting'],
    [['connecting', 'acknowledged'], 'connecting'],
    [['connecting', 'acknowledged', 'live'], 'live'],
    [['live', 'closed'], 'connecting'],
    [['live', 'closed', 'connecting', 'closed'], 'offline'],
    [['live', 'offline'], 'offline'],
    [['live', 'offline', 'online', 'connecting'], 'connecting'],
    [['closed', 'closed', 'polled'], 'polling'],
    [['closed', 'closed', 'polled', 'poll-failed'], 'offline'],
    [['closed', 'closed', 'polled', 'live'], 'live'],
    [['live', 'polled'], 'live'],
    [['closed', 'closed', 'closed', 'stream-connecting'], 'connecting'],
    [['closed', 'closed', 'closed', 'stream-connecting', 'stream-live'], 'streamed'],
    [['closed', 'closed', 'closed', 'stream-live', 'polled'], 'streamed'],
    [['closed', 'closed', 'closed', 'stream-live', 'stream-failed'], 'offline'],
    [['closed', 'closed', 'closed', 'stream-failed', 'stream-failed', 'polled'], 'polling'],
    [['closed', 'closed', 'closed', 'stream-failed', 'polled', 'stream-connecting', 'stream-live'], 'streamed'],
    [['closed', 'closed', 'closed', 'stream-live', 'connecting', 'live'], 'live'],
    [['closed', 'closed', 'closed', 'stream-live', 'offline'], 'offline'],
  ])('is true after %j: %s', (events, word) => {
    expect(connectionWord(after(...events), true)).toBe(word);
  });

  it('says that one may only read, and never that one is live when one is not', () => {
    expect(connectionWord(after('live'), false)).toBe('readonly');
    expect(connectionWord(after('closed', 'closed', 'closed', 'stream-live'), false)).toBe('readonly');
    expect(connectionWord(after('closed', 'closed'), false)).toBe('offline');
  });
});

describe('the delay before the next attempt', () => {
  it('grows, stays under half a minute, and differs from client to client', () => {
    expect(retryDelay(0, 0)).toBe(250);
    expect(retryDelay(0, 1)).toBe(500);
    expect(retryDelay(3, 1)).toBe(4_000);
    expect(retryDelay(1_000, 1)).toBe(30_000);
    expect(retryDelay(1_000, 0)).toBe(15_000);
  });
});
