import type { ActorNameFragment } from '../../gql/graphql.js';

/** What people call a body: the short name between brackets when its own name is long. */
export function shortActor(actor: Pick<ActorNameFragment, 'name' | 'code'>): string {
  if (actor.name.length <= 24) return actor.name;
  const short =
    /\(([^)]{2,20})\)/.exec(actor.name)?.[1] ?? (actor.code.length <= 8 ? actor.code.replace('_', ' ') : undefined);
  return short ?? `${actor.name.slice(0, 23).trimEnd()}…`;
}

/** The full name with the short one people look for: nobody types what VDAB stands for. */
export function searchableActor<A extends Pick<ActorNameFragment, 'id' | 'name' | 'code'>>(actor: A): A {
  const short = shortActor(actor);
  return actor.name.includes(short) || short.endsWith('…') ? actor : { ...actor, name: `${actor.name} (${short})` };
}

export const waitingOn = (task: { waitingOnActor?: ActorNameFragment | null; waitingOnNote?: string | null }): string =>
  [task.waitingOnActor && shortActor(task.waitingOnActor), task.waitingOnNote].filter(Boolean).join(' – ');
