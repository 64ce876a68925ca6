/**
 * What was made a moment ago is on screen before the server gave it an id; until then it has a provisional one. A change
 * of it waits for the real one, so that nobody who is quick loses a press.
 */

interface Made {
  id: string;
  version: number;
}

const PREFIX = 'new:';
const made = new Map<string, Promise<Made | null>>();

/** The same change has the same id when it is sent again: what it makes keeps its place. */
export const provisionalId = (clientMutationId: string | null | undefined, fallback: string): string =>
  `${PREFIX}${clientMutationId ?? fallback}`;

/** Remembers what a change makes, if it makes something that shows before its answer is there. */
export function noteCreation(variables: unknown, answer: Promise<{ data?: unknown }>): void {
  const { clientMutationId, id } = inputOf(variables);
  if (!clientMutationId || id) return;
  made.set(
    `${PREFIX}${clientMutationId}`,
    answer.then(({ data }) => firstMade(data)).catch(() => null),
  );
}

/** The same variables with the real id and version of what was still being made when the change was asked for. */
export async function awaited<V>(variables: V): Promise<V> {
  const { id } = inputOf(variables);
  const real = typeof id === 'string' && id.startsWith(PREFIX) ? await made.get(id) : null;
  if (!real) return variables;
  const { input, ...rest } = variables as { input: object };
  return { ...rest, input: { ...input, id: real.id, expectedVersion: real.version } } as V;
}

function inputOf(variables: unknown): { id?: unknown; clientMutationId?: string | null } {
  return (variables as { input?: object } | undefined)?.input ?? {};
}

/** The first object with a version in the payload: of a step and its task the step comes first, as in the optimistic answer. */
function firstMade(data: unknown): Made | null {
  const [payload] = Object.values((data ?? {}) as Record<string, object>);
  const objects = Object.values(payload ?? {}) as (Partial<Made> | null)[];
  const found = objects.find((object) => typeof object?.id === 'string' && typeof object.version === 'number');
  return (found as Made | undefined) ?? null;
}
