import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { type AnyVariables, Client, type CombinedError, fetchExchange, mapExchange } from 'urql';
import { orderedFetch } from './fetch.js';
import { repeatable } from './mutate.js';
import { codeOf, type Problem, problemOf } from './problem.js';
import { expireSession } from './session.js';

/**
 * Asks the server and keeps nothing: for what may not stay on the device (addresses, secrets, the log) and for what
 * must not mix with what this person sees (a preview). Nothing waits for the line here either.
 */
export const direct = new Client({
  url: '/graphql',
  preferGetMethod: false,
  fetch: orderedFetch,
  fetchOptions: { credentials: 'same-origin', headers: { 'content-type': 'application/json' } },
  exchanges: [
    mapExchange({
      onError(error: CombinedError) {
        if (codeOf(error) === 'UNAUTHENTICATED') expireSession();
      },
    }),
    fetchExchange,
  ],
});

export type DirectOutcome<T> = { ok: true; data: T } | { ok: false; problem: Problem };

/** A change that is made now or not at all. */
export async function change<T, V extends AnyVariables>(
  document: TypedDocumentNode<T, V>,
  variables: V,
): Promise<DirectOutcome<T>> {
  const { data, error } = await direct.mutation(document, repeatable(variables)).toPromise();
  if (error || !data) return { ok: false, problem: error ? problemOf(error) : { code: 'INTERNAL', args: {} } };
  return { ok: true, data };
}
