import { requireCapability } from '#libs/access';
import { commonErrors, conflict, newId } from '#libs/kernel';
import { EventLog } from '#libs/live';
import { Partnerships } from '#libs/partnerships';
import { Db, internalId, internalIds } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { TaskWriter } from '../task-writer.js';
import { taskEvents } from '../task.events.js';
import { blank, MAX_TEMPLATES, templateErrors, withGiven } from './template.rules.js';
import type { CreateTaskTemplateInput, RemoveTaskTemplateInput, UpdateTaskTemplateInput } from './template.types.js';
import { TemplatesStore, type TemplateRow } from './templates.store.js';

/** The templates of a partnership, which its managers keep. */
@Injectable()
export class ChangeTemplates {
  constructor(
    private readonly db: Db,
    private readonly store: TemplatesStore,
    private readonly writer: TaskWriter,
    private readonly partnerships: Partnerships,
    private readonly events: EventLog,
  ) {}

  create(input: CreateTaskTemplateInput): Promise<TemplateRow> {
    const partnershipId = internalId('Partnership', input.partnershipId, 'partnershipId');
    requireCapability(partnershipId, 'template.manage');
    const fields = withGiven(blank, input);
    return this.db.transaction(async () => {
      // Two at once neither share a title nor make one too many.
      await this.partnerships.hold(partnershipId);
      if ((await this.store.of([partnershipId])).length >= MAX_TEMPLATES)
        throw templateErrors.TASK_TEMPLATES_FULL({ args: { limit: MAX_TEMPLATES } });
      await this.checkTitle(partnershipId, fields.title, null);
      const row = { id: newId(), partnershipId };
      await this.store.add(row, fields);
      return this.finish(row, input);
    });
  }

  update(input: UpdateTaskTemplateInput): Promise<TemplateRow> {
    return this.db.transaction(async () => {
      const template = await this.held(input.id);
      const fields = withGiven(template, input);
      await this.checkTitle(template.partnershipId, fields.title, template.id);
      if (!(await this.store.update(template.id, input.expectedVersion, fields)))
        throw conflict({ version: template.version });
      return this.finish(template, input);
    });
  }

  remove(input: RemoveTaskTemplateInput): Promise<void> {
    return this.db.transaction(async () => {
      const template = await this.held(input.id);
      if (!(await this.store.remove(template.id, input.expectedVersion))) throw conflict({ version: template.version });
      this.report(template.partnershipId);
    });
  }

  /** The template as it is now that nobody else changes templates of its partnership. */
  private async held(globalId: string): Promise<TemplateRow> {
    const id = internalId('TaskTemplate', globalId, 'id');
    const [template] = await this.store.byIds([id]);
    if (!template) throw commonErrors.NOT_FOUND({ field: 'id' });
    requireCapability(template.partnershipId, 'template.manage', 'id');
    await this.partnerships.hold(template.partnershipId);
    const [now] = await this.store.byIds([id]);
    if (!now) throw commonErrors.NOT_FOUND({ field: 'id' });
    return now;
  }

  private async checkTitle(partnershipId: string, title: string, exceptId: string | null): Promise<void> {
    if (await this.store.isTaken(partnershipId, title, exceptId))
      throw templateErrors.TASK_TEMPLATE_TITLE_TAKEN({ field: 'title' });
  }

  /** What hangs on it, and the news. */
  private async finish(
    row: { id: string; partnershipId: string },
    { labelIds, actorIds }: UpdateTaskTemplateInput | CreateTaskTemplateInput,
  ): Promise<TemplateRow> {
    if (labelIds !== undefined) {
      const labels = internalIds('Label', labelIds ?? [], 'labelIds');
      await this.writer.checkLabels(row.partnershipId, labels);
      await this.store.link('template_labels', row, labels);
    }
    if (actorIds !== undefined) {
      const actors = internalIds('Actor', actorIds ?? [], 'actorIds');
      await this.writer.checkActors(actors, 'actorIds');
      await this.store.link('template_actors', row, actors);
    }
    this.report(row.partnershipId);
    return (await this.store.byIds([row.id]))[0]!;
  }

  private report(partnershipId: string): void {
    this.events.record({
      ...{ partnershipId, type: taskEvents.TASK_TEMPLATES_CHANGED },
      ...{ subjectType: 'Partnership', subjectId: partnershipId, changedFields: ['taskTemplates'] },
    });
  }
}
