import type { Translate } from '../i18n/messages.js';
import type { TaskStatus } from '../gql/graphql.js';
import type { RefusedReplay } from '../live/replays.js';

const technical = new Set([
  'id',
  'expectedVersion',
  'taskId',
  'partnershipId',
  'afterId',
  'beforeId',
  'clientMutationId',
]);

/** A refused change in words: what a person typed or chose, never an id. */
export function describeReplay({ mutation, input }: RefusedReplay, t: Translate): string[] {
  if (mutation === 'MoveTask') return [t('replay.move', { status: t(`status.${input.status as TaskStatus}`) })];
  const lines = Object.entries(input)
    .filter(
      ([field, value]) => !technical.has(field) && !field.endsWith('Id') && !field.endsWith('Ids') && value != null,
    )
    .map(([, value]) => (Array.isArray(value) ? value.join(', ') : String(value)));
  return lines.length > 0 ? lines : [t('replay.change')];
}
