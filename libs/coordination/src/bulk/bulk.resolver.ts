import { Clock } from '#libs/kernel';
import { listLoader, registerNode } from '#libs/platform';
import { PartnershipType } from '#libs/partnerships';
import type { OnModuleInit } from '@nestjs/common';
import { Args, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { UNDO_DAYS } from './bulk.rules.js';
import { BulkStore } from './bulk.store.js';
import {
  ChangeTasksInput,
  ChangeTasksPayload,
  TaskBulkChangeType,
  UndoTaskChangesInput,
  UndoTaskChangesPayload,
} from './bulk.types.js';
import { ChangeTasks } from './change-tasks.js';

/** Root fields of changes of many tasks at once. */
@Resolver()
export class BulkResolver implements OnModuleInit {
  constructor(
    private readonly store: BulkStore,
    private readonly changing: ChangeTasks,
  ) {}

  onModuleInit(): void {
    registerNode('TaskBulkChange', async (ids) => {
      const rows = new Map((await this.store.byIds(ids)).map((row) => [row.id, row]));
      return ids.map((id) => (rows.has(id) ? TaskBulkChangeType.of(rows.get(id)!) : null));
    });
  }

  @Mutation(() => ChangeTasksPayload, { description: 'Changes several tasks at once, each as far as it goes.' })
  async changeTasks(@Args('input') input: ChangeTasksInput): Promise<ChangeTasksPayload> {
    const { bulk, results } = await this.changing.run(input);
    return { bulkChange: bulk && TaskBulkChangeType.of(bulk), results };
  }

  @Mutation(() => UndoTaskChangesPayload, {
    description: 'Takes back a change of several tasks, as far as nobody changed them since.',
  })
  async undoTaskChanges(@Args('input') input: UndoTaskChangesInput): Promise<UndoTaskChangesPayload> {
    const { bulk, results } = await this.changing.undo(input);
    return { bulkChange: TaskBulkChangeType.of(bulk!), results };
  }
}

/** What the caller changed in a partnership. */
@Resolver(() => PartnershipType)
export class PartnershipBulkFields {
  constructor(
    private readonly store: BulkStore,
    private readonly clock: Clock,
  ) {}

  @ResolveField(() => [TaskBulkChangeType], {
    description: 'Changes of several tasks that the caller made in the last week, newest first, at most 20.',
  })
  async taskBulkChanges(@Parent() partnership: PartnershipType): Promise<TaskBulkChangeType[]> {
    const since = new Date(this.clock.now().getTime() - UNDO_DAYS * 86_400_000);
    const loader = listLoader(
      'bulk changes',
      (ids) => this.store.recent(ids, since),
      (row) => row.partnershipId,
    );
    return (await loader.load(partnership.row.id)).map((row) => TaskBulkChangeType.of(row));
  }
}
