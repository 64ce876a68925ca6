import type { ActorNameFragment } from '../../gql/graphql.js';

/** What people call a body: the short name between brackets when its own name is long. */
export function shortActor(actor: Pick<ActorNameFragment, 'name' | 'code'>): string {
  if (actor.name.length <= 24) return actor.name;
  const short =
    /\(([^)]{2,20})\)/.exec(actor.name)?.[1] ?? (actor.code.length <= 8 ? actor.code.replace('_', ' ') : undefined);
  return short ?? `${actor.name.slice(0, 23).trimEnd()}…`;
}

export const waitingOn = (task: { waitingOnActor?: ActorNameFragment | null; waitingOnNote?: string | null }): string =>
  [task.waitingOnActor && shortActor(task.waitingOnActor), task.waitingOnNote].filter(Boolean).join(' – ');
