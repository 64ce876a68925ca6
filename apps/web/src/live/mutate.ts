import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import type { AnyVariables } from 'urql';
import { client } from './client.js';
import { type Problem, problemOf } from './problem.js';
import { awaited, noteCreation } from './provisional.js';
import { waitingChanges } from './storage.js';

export type Outcome<T> = { ok: true; data: T } | { ok: false; problem: Problem; waited: boolean };

/**
 * Sends a change. Without network it stays queued and the promise stays open; when it is refused later, the shell asks
 * what to do with it and `waited` is true, so that no second message appears. A change of something that is still being
 * made is sent once it exists.
 */
export async function mutate<T, V extends AnyVariables>(
  document: TypedDocumentNode<T, V>,
  variables: V,
): Promise<Outcome<T>> {
  let waited = false;
  const before = waitingChanges.get().length;
  const stop = waitingChanges.subscribe(() => {
    waited ||= waitingChanges.get().length > before;
  });
  const sent = repeatable(await awaited(variables));
  const answer = client.mutation(document, sent).toPromise();
  noteCreation(sent, answer);
  const { data, error } = await answer;
  stop();
  if (error || !data) return { ok: false, problem: error ? problemOf(error) : { code: 'INTERNAL', args: {} }, waited };
  return { ok: true, data };
}

/** With an id of its own a change that is sent twice (its answer was lost) happens once. */
export function repeatable<V extends AnyVariables>(variables: V): V {
  const input = (variables as { input?: object } | undefined)?.input;
  if (!input) return variables;
  return { ...(variables as object), input: { clientMutationId: crypto.randomUUID(), ...input } } as unknown as V;
}
