import type { Cache, OptimisticMutationConfig } from '@urql/exchange-graphcache';
import { generateKeyBetween } from 'fractional-indexing';
import {
  type AddChecklistItemInput,
  type CreateTaskInput,
  type MoveTaskInput,
  type RemoveChecklistItemInput,
  type TaskCardFragment,
  TaskCardFragmentDoc,
  type UpdateChecklistItemInput,
  type UpdateTaskInput,
} from '../gql/graphql.js';
import { provisionalId } from './provisional.js';

/** What a mutation will do, shown at once; the answer replaces it, a refusal takes it back. */

const entity = (typename: string, id: string | null | undefined) => (id ? { __typename: typename, id } : null);
const entities = (typename: string, ids: readonly string[] | null | undefined) =>
  (ids ?? []).map((id) => ({ __typename: typename, id }));

export function readCard(cache: Cache, id: string): TaskCardFragment | null {
  return cache.readFragment(TaskCardFragmentDoc, `CoordinationTask:${id}`);
}

/** A rank between two neighbours until the server gives its own. */
export function rankBetween(before: string | null | undefined, after: string | null | undefined): string {
  try {
    return generateKeyBetween(before ?? null, after ?? null);
  } catch {
    // Neighbours that are not in order (one of them just moved): right after the first is near enough for a moment.
    return before ? `${before}V` : 'Zz';
  }
}

const rankOf = (cache: Cache, id: string | null | undefined): string | null =>
  id ? ((cache.resolve({ __typename: 'CoordinationTask', id }, 'rank') as string | null) ?? null) : null;

function topRank(cache: Cache, id: string): string {
  const own = rankOf(cache, id);
  return own && own < 'Zz' ? own : 'Zz';
}

const given = <T extends object, K extends keyof T>(input: T, field: K): boolean => input[field] !== undefined;

export const optimistic: OptimisticMutationConfig = {
  moveTask(args, cache) {
    const input = args.input as MoveTaskInput;
    const card = readCard(cache, input.id);
    const placed = Boolean(input.afterId ?? input.beforeId);
    return {
      __typename: 'MoveTaskPayload',
      task: {
        ...card,
        __typename: 'CoordinationTask',
        id: input.id,
        status: input.status,
        rank: placed
          ? rankBetween(rankOf(cache, input.afterId), rankOf(cache, input.beforeId))
          : topRank(cache, input.id),
        waitingOnActor:
          input.status === 'WAITING' ? (entity('Actor', input.waitingOnActorId) ?? card?.waitingOnActor ?? null) : null,
        waitingOnNote: input.status === 'WAITING' ? (input.waitingOnNote ?? card?.waitingOnNote ?? null) : null,
        completedAt: input.status === 'DONE' ? (card?.completedAt ?? new Date().toISOString()) : null,
        version: input.expectedVersion + 1,
      },
    };
  },

  updateTask(args, cache) {
    const input = args.input as UpdateTaskInput;
    const card = readCard(cache, input.id);
    const {
      id,
      expectedVersion,
      municipalityIds,
      assigneeId,
      actorIds,
      labelIds,
      customValues: _own,
      clientMutationId: _sent,
      ...plain
    } = input;
    return {
      __typename: 'UpdateTaskPayload',
      task: {
        ...card,
        ...Object.fromEntries(
          Object.entries(plain as Record<string, unknown>).filter(([, value]) => value !== undefined),
        ),
        ...(given(input, 'municipalityIds') ? { municipalities: entities('Municipality', municipalityIds) } : {}),
        ...(given(input, 'actorIds') ? { actors: entities('Actor', actorIds) } : {}),
        ...(given(input, 'labelIds') ? { labels: entities('Label', labelIds) } : {}),
        ...(given(input, 'assigneeId') ? { assignee: entity('Person', assigneeId) } : {}),
        __typename: 'CoordinationTask',
        id,
        version: expectedVersion + 1,
      },
    };
  },

  createTask(args) {
    const input = args.input as CreateTaskInput;
    const now = new Date().toISOString();
    return {
      __typename: 'CreateTaskPayload',
      task: {
        __typename: 'CoordinationTask',
        id: provisionalId(input.clientMutationId, input.title),
        number: 0,
        reference: '…',
        title: input.title,
        description: input.description ?? '',
        status: input.status ?? 'TODO',
        waitingOnActor: entity('Actor', input.waitingOnActorId),
        waitingOnNote: input.waitingOnNote ?? null,
        dueOn: input.dueOn ?? null,
        recurrence: input.recurrence ?? null,
        priority: input.priority ?? 'NORMAL',
        policyDomain: input.policyDomain ?? null,
        objectives: input.objectives ?? [],
        audience: input.audience ?? 'PARTNERSHIP',
        municipalities: entities('Municipality', input.municipalityIds),
        assignee: entity('Person', input.assigneeId),
        actors: entities('Actor', input.actorIds),
        checklistDone: 0,
        checklistTotal: input.checklist?.length ?? 0,
        commentCount: 0,
        requests: [],
        labels: entities('Label', input.labelIds),
        blockedBy: 0,
        subtaskDone: 0,
        subtaskTotal: 0,
        rank: 'Zz',
        archived: false,
        createdAt: now,
        updatedAt: now,
        completedAt: null,
        version: 0,
        partnership: entity('Partnership', input.partnershipId),
      },
    };
  },

  addChecklistItem(args, cache) {
    const input = args.input as AddChecklistItemInput;
    const item = {
      __typename: 'ChecklistItem',
      id: provisionalId(input.clientMutationId, input.label),
      label: input.label,
      done: false,
      position: 1e6,
      version: 0,
    };
    return {
      __typename: 'AddChecklistItemPayload',
      item,
      task: taskWithItems(cache, input.taskId, (items) => [...items, item]),
    };
  },

  updateChecklistItem(args) {
    const { id, expectedVersion, label, done } = args.input as UpdateChecklistItemInput;
    return {
      __typename: 'UpdateChecklistItemPayload',
      item: {
        __typename: 'ChecklistItem',
        id,
        version: expectedVersion + 1,
        ...(label == null ? {} : { label }),
        ...(done == null ? {} : { done }),
      },
    };
  },

  removeChecklistItem(args) {
    return { __typename: 'RemoveChecklistItemPayload', removedId: (args.input as RemoveChecklistItemInput).id };
  },
};

function taskWithItems(cache: Cache, id: string, change: (items: unknown[]) => unknown[]) {
  const keys = cache.resolve({ __typename: 'CoordinationTask', id }, 'checklist');
  const items = (Array.isArray(keys) ? keys : []).map((key) =>
    entity('ChecklistItem', String(key).replace('ChecklistItem:', '')),
  );
  return { __typename: 'CoordinationTask', id, checklist: change(items) };
}
