import { requireCapability } from '#libs/access';
import { commonErrors, defineErrors } from '#libs/kernel';
import { Db, internalId, internalIds, MutationInput } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { LinksStore } from '../links/links.store.js';
import { LinkTasks } from '../links/link-tasks.js';
import { TaskWriter } from '../task-writer.js';
import { TaskType } from '../task.types.js';
import type { TaskView } from '../tasks.store.js';
import { CopyTask } from './copy-task.js';

/** Most municipalities that get a copy at once: as many as a task has parts. */
const MAX_COPIES = 50;

export const copyErrors = defineErrors({
  TASK_COPIES_TOO_MANY: { kind: 'Invalid', message: 'At most 50 municipalities get a copy at once.', args: ['limit'] },
});

@InputType()
export class CopyTaskToMunicipalitiesInput extends MutationInput {
  @Field(() => ID, { description: 'The task to copy.' })
  id: string;

  @Field(() => [ID], { description: 'Member municipalities that each get a copy, at most 50.' })
  municipalityIds: string[];

  @Field({ defaultValue: false, description: 'Make the copies parts of the task.' })
  asParts: boolean;
}

@ObjectType({ description: 'A task and the copies that were made of it.' })
export class CopyTaskToMunicipalitiesPayload {
  @Field(() => TaskType, { description: 'The task that was copied, as it is now.' })
  task: TaskType;

  /** What a repeat of the mutation remembers; the field `copies` reads them. */
  copyIds: string[];
}

/** Gives municipalities a copy of a task each, all of them or none. */
@Injectable()
export class CopyToMunicipalities {
  constructor(
    private readonly db: Db,
    private readonly writer: TaskWriter,
    private readonly copies: CopyTask,
    private readonly links: LinksStore,
    private readonly linking: LinkTasks,
  ) {}

  /** @throws TASK_COPIES_TOO_MANY, TASK_MUNICIPALITY_NOT_MEMBER, TASK_PARTS_ONE_LEVEL, TASK_LINKS_FULL */
  run(input: CopyTaskToMunicipalitiesInput): Promise<{ task: TaskView; copies: TaskView[] }> {
    const id = internalId('CoordinationTask', input.id, 'id');
    const municipalityIds = [...new Set(internalIds('Municipality', input.municipalityIds, 'municipalityIds'))];
    if (municipalityIds.length === 0)
      throw commonErrors.INVALID_INPUT({ field: 'municipalityIds', args: { reason: 'REQUIRED' } });
    if (municipalityIds.length > MAX_COPIES)
      throw copyErrors.TASK_COPIES_TOO_MANY({ field: 'municipalityIds', args: { limit: MAX_COPIES } });
    return this.db.transaction(async () => {
      const { store } = this.writer;
      const seen = await store.get(id);
      requireCapability(seen.partnershipId, 'task.write', 'id');
      // Numbers are given out and links changed under this lock: from here on the task stays as it is read.
      await this.links.hold(seen.partnershipId);
      const task = await store.get(id);
      await this.writer.checkMunicipalities(task.partnershipId, municipalityIds);
      const copies: TaskView[] = [];
      // Each comes on top of its column: from last to first they hang in the order of the municipalities.
      for (const municipalityId of municipalityIds.toReversed()) {
        const copy = await this.copies.copy(task, { municipalityIds: [municipalityId] });
        if (input.asParts) await this.linking.putUnder(copy, task, 'id');
        copies.unshift(copy);
      }
      return { task: input.asParts ? await store.get(id) : task, copies };
    });
  }
}
