import { createContext, use, useCallback, useEffect, useRef } from 'react';
import { createRequest, type OperationResult, type TypedDocumentNode, type AnyVariables } from 'urql';
import { type FaceFragment, ItemPresenceDocument, type PresenceSubscription } from '../gql/graphql.js';
import { client, streamEnded } from './client.js';
import { retryDelay } from './connection.js';

export type ItemPresence = PresenceSubscription['presence']['items'][number];

export interface Presence {
  people: readonly FaceFragment[];
  items: readonly ItemPresence[];
}

export const nobody: Presence = { people: [], items: [] };

export const PresenceContext = createContext<Presence>(nobody);

/** Everybody who is in the open partnership now, and at what. */
export const usePresence = (): Presence => use(PresenceContext);

/** Keeps a subscription open until told to stop: what ended, for whatever reason, begins again after a while. */
export function keepOpen<T, V extends AnyVariables>(
  document: TypedDocumentNode<T, V>,
  variables: V,
  receive: (data: T) => void = () => undefined,
): () => void {
  const { key } = createRequest(document, variables);
  let stream: { unsubscribe(): void } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let attempt = 0;
  const start = (): void => {
    stream = client.subscription(document, variables).subscribe(({ data, error }: OperationResult<T, V>) => {
      if (error) return later();
      attempt = 0;
      if (data) receive(data);
    });
  };
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      stream?.unsubscribe();
      start();
    }, retryDelay(attempt));
    attempt += 1;
  };
  const stopListening = streamEnded.on((ended) => ended === key && later());
  start();
  return () => {
    clearTimeout(timer);
    stopListening();
    stream?.unsubscribe();
  };
}

/** Somebody who stops for this long does not type any more, in milliseconds. */
const idle = 4_000;
/** The server forgets who typed after eight seconds; while it goes on it is said again this often. */
const again = 5_000;

/** Lets the others see that this person looks at something; what it answers is called with every key they type there. */
export function useBeingAt(partnershipId: string, nodeId: string, seen: boolean): () => void {
  const typing = useRef<{ stop(): void; note(): void } | null>(null);

  useEffect(() => {
    if (!seen) return undefined;
    const looking = keepOpen(ItemPresenceDocument, { partnershipId, nodeId, typing: false });
    typing.current = typist(() => keepOpen(ItemPresenceDocument, { partnershipId, nodeId, typing: true }));
    return () => {
      typing.current?.stop();
      typing.current = null;
      looking();
    };
  }, [partnershipId, nodeId, seen]);

  return useCallback(() => typing.current?.note(), []);
}

function typist(say: () => () => void) {
  let silent: (() => void) | undefined;
  let since = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = (): void => {
    clearTimeout(timer);
    silent?.();
    silent = undefined;
  };
  const note = (): void => {
    clearTimeout(timer);
    timer = setTimeout(stop, idle);
    if (silent && Date.now() - since < again) return;
    silent?.();
    silent = say();
    since = Date.now();
  };
  return { note, stop };
}

/** Called with every key that is typed into the thing on screen. */
export const TypingContext = createContext<() => void>(() => undefined);
