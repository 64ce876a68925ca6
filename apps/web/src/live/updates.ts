import type { Cache, UpdatesConfig } from '@urql/exchange-graphcache';
import type {
  CreateTaskMutation,
  MoveTaskMutation,
  PartnershipEventsSubscription,
  PartnershipEventsSubscriptionVariables,
  RemoveChecklistItemMutation,
} from '../gql/graphql.js';
import { addToPool } from './columns.js';
import { isStale } from './events.js';

const keyOf = (typename: string, id: string): string => `${typename}:${id}`;

/** A task that appears (or may now appear in another column) is offered to every column of its partnership. */
function offer(cache: Cache, partnershipId: unknown, taskId: string): void {
  if (typeof partnershipId === 'string')
    addToPool(cache, keyOf('Partnership', partnershipId), keyOf('CoordinationTask', taskId));
}

export const updates: UpdatesConfig = {
  Mutation: {
    createTask(result: CreateTaskMutation, args, cache) {
      offer(cache, (args.input as { partnershipId: string }).partnershipId, result.createTask.task.id);
    },
    moveTask(result: MoveTaskMutation, _args, cache) {
      const { task } = result.moveTask;
      const partnership = cache.resolve(keyOf('CoordinationTask', task.id), 'partnership');
      if (typeof partnership === 'string') addToPool(cache, partnership, keyOf('CoordinationTask', task.id));
    },
    removeChecklistItem(result: RemoveChecklistItemMutation, _args, cache) {
      cache.invalidate(keyOf('ChecklistItem', result.removeChecklistItem.removedId));
    },
  },
  Subscription: {
    partnershipEvents(result: PartnershipEventsSubscription, args, cache) {
      const { partnershipId } = args as PartnershipEventsSubscriptionVariables;
      const event = result.partnershipEvents;
      if (event.subject?.__typename === 'CoordinationTask') return offer(cache, partnershipId, event.subject.id);
      const aboutTask = event.type.startsWith('TASK_') || event.type.startsWith('CHECKLIST_');
      // Not ours to see any more: what the cache had of it goes.
      if (!event.subject && aboutTask && !isStale(event.sequence))
        cache.invalidate(keyOf('CoordinationTask', event.subjectId));
    },
  },
};
