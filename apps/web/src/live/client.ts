import { offlineExchange } from '@urql/exchange-graphcache';
import { Client, type CombinedError, fetchExchange, mapExchange, stringifyDocument, subscriptionExchange } from 'urql';
import type { EventLineFragment } from '../gql/graphql.js';
import { isColumn, readColumn } from './columns.js';
import { admit, cursorOf, mineFrom, sawVersion, startMine } from './events.js';
import { orderedFetch } from './fetch.js';
import { keys } from './keys.js';
import { openLine } from './line.js';
import { optimistic } from './optimistic.js';
import { codeOf, isOffline } from './problem.js';
import { refusedReplays } from './replays.js';
import { expireSession } from './session.js';
import { openSocket } from './socket.js';
import { openStreams } from './stream.js';
import { createStorage } from './storage.js';
import { createSignal } from './store.js';
import { updates } from './updates.js';

export const storage = createStorage();

/** The server ended a stream that we still want. */
export const streamEnded = createSignal<number>();

const line = openLine(openSocket(), openStreams('/graphql'));

/** What one can do without where connections are few. */
const extras = new Set(['Presence', 'ItemPresence']);

type Version = { id: string; version: number } | null;

interface Versioned {
  task?: Version;
  request?: Version;
}

function learnVersions(data: unknown): void {
  for (const payload of Object.values((data ?? {}) as Record<string, Versioned | null>)) {
    for (const changed of [payload?.task, payload?.request])
      if (changed && typeof changed.version === 'number') sawVersion(changed.id, changed.version);
  }
}

/** Behind the cache: what the network answers. */
const network = mapExchange({
  onResult(result) {
    const { operation, error } = result;
    if (operation.kind === 'mutation' && !isOffline(error)) {
      const waited = storage.settled({
        query: stringifyDocument(operation.query),
        variables: operation.variables as object,
      });
      if (!error) learnVersions(result.data as unknown);
      if (error && waited) refusedReplays.add(operation, error);
    }
    return result;
  },
});

const errors = mapExchange({
  onError(error: CombinedError) {
    if (codeOf(error) === 'UNAUTHENTICATED') expireSession();
  },
});

export const client = new Client({
  url: '/graphql',
  preferGetMethod: false,
  requestPolicy: 'cache-and-network',
  fetch: orderedFetch,
  fetchOptions: { credentials: 'same-origin', headers: { 'content-type': 'application/json' } },
  exchanges: [
    errors,
    offlineExchange({
      storage,
      keys,
      updates,
      optimistic,
      isOfflineError: isOffline,
      resolvers: {
        Partnership: {
          tasks: (parent, args, cache) => {
            const key = cache.keyOfEntity(parent as { __typename: string; id: string });
            if (key === null) return undefined;
            return isColumn(args) ? readColumn(cache, key, args) : (cache.resolve(key, 'tasks', args) as string);
          },
        },
      },
    }),
    network,
    fetchExchange,
    subscriptionExchange({
      forwardSubscription(request, operation) {
        const name = request.operationName ?? /subscription (\w+)/.exec(request.query ?? '')?.[1] ?? '';
        const isStream = name === 'PartnershipEvents';
        const variables = request.variables as { partnershipId: string; after?: string };
        const payload = {
          query: request.query ?? '',
          // Read again at every reconnect: the stream goes on after the last event that arrived.
          variables: isStream ? resuming(variables) : name === 'MyEvents' ? resumingMine : request.variables,
        };
        return {
          subscribe(sink) {
            let open = true;
            const receive = (message: { data?: unknown }): void => {
              const event =
                isStream && (message.data as { partnershipEvents?: EventLineFragment } | null)?.partnershipEvents;
              const own = (message.data as { myEvents?: { cursor: string } } | null)?.myEvents;
              if (own) startMine(own.cursor);
              if (!event) return sink.next(message as never);
              const admitted = admit(variables.partnershipId, event);
              if (admitted) sink.next({ ...message, data: { partnershipEvents: admitted } });
            };
            const stop = line.subscribe(
              payload,
              {
                next: (message) => receive(message as { data?: unknown }),
                error: (error) => sink.error(error),
                // Not passed on: the exchange would deliver the last event a second time.
                complete: () => open && streamEnded.emit(operation.key),
              },
              extras.has(name),
            );
            return {
              unsubscribe: () => {
                open = false;
                stop();
              },
            };
          },
        };
      },
    }),
  ],
});

const resumingMine = {
  get after() {
    return mineFrom();
  },
};

function resuming(variables: { partnershipId: string; after?: string }) {
  return {
    partnershipId: variables.partnershipId,
    get after() {
      return cursorOf(variables.partnershipId) ?? variables.after;
    },
  };
}
