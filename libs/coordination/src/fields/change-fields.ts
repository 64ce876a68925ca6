import { requireCapability } from '#libs/access';
import { commonErrors, conflict, newId } from '#libs/kernel';
import { EventLog } from '#libs/live';
import { Partnerships } from '#libs/partnerships';
import { Db, internalId } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { taskEvents } from '../task.events.js';
import { notNull } from '../task.rules.js';
import { cleanChoices, cleanFieldName, customFieldErrors, MAX_FIELDS } from './field.rules.js';
import type { CreateCustomFieldInput, RemoveCustomFieldInput, UpdateCustomFieldInput } from './field.types.js';
import { CustomFieldsStore, type CustomFieldRow } from './fields.store.js';

/** The fields a partnership adds to its tasks, which its managers keep. */
@Injectable()
export class ChangeCustomFields {
  constructor(
    private readonly db: Db,
    private readonly store: CustomFieldsStore,
    private readonly partnerships: Partnerships,
    private readonly events: EventLog,
  ) {}

  create(input: CreateCustomFieldInput): Promise<CustomFieldRow> {
    const partnershipId = internalId('Partnership', input.partnershipId, 'partnershipId');
    requireCapability(partnershipId, 'field.manage');
    const name = cleanFieldName(input.name);
    const choices = cleanChoices(input.type, input.choices ?? []);
    return this.db.transaction(async () => {
      // Two at once neither share a name nor make one too many.
      await this.partnerships.hold(partnershipId);
      if ((await this.store.of([partnershipId])).length >= MAX_FIELDS)
        throw customFieldErrors.CUSTOM_FIELDS_FULL({ args: { limit: MAX_FIELDS } });
      await this.checkName(partnershipId, name, null);
      const id = newId();
      await this.store.add({ id, partnershipId, name, type: input.type, choices });
      return this.tell(partnershipId, id);
    });
  }

  update(input: UpdateCustomFieldInput): Promise<CustomFieldRow> {
    return this.db.transaction(async () => {
      const field = await this.held(input.id);
      const name = notNull('name', input.name);
      const choices = notNull('choices', input.choices);
      const wanted = {
        name: name === undefined ? field.name : cleanFieldName(name),
        choices: choices === undefined ? field.choices : cleanChoices(field.type, choices),
      };
      await this.checkName(field.partnershipId, wanted.name, field.id);
      if (!(await this.store.update(field.id, input.expectedVersion, wanted.name, wanted.choices)))
        throw conflict({ version: field.version });
      return this.tell(field.partnershipId, field.id);
    });
  }

  remove(input: RemoveCustomFieldInput): Promise<void> {
    return this.db.transaction(async () => {
      const field = await this.held(input.id);
      if (!(await this.store.remove(field.id, input.expectedVersion))) throw conflict({ version: field.version });
      this.report(field.partnershipId);
    });
  }

  /** The field as it is now that nobody else changes fields of its partnership. */
  private async held(globalId: string): Promise<CustomFieldRow> {
    const id = internalId('CustomField', globalId, 'id');
    const [field] = await this.store.byIds([id]);
    if (!field) throw commonErrors.NOT_FOUND({ field: 'id' });
    requireCapability(field.partnershipId, 'field.manage', 'id');
    await this.partnerships.hold(field.partnershipId);
    const [now] = await this.store.byIds([id]);
    if (!now) throw commonErrors.NOT_FOUND({ field: 'id' });
    return now;
  }

  private async checkName(partnershipId: string, name: string, exceptId: string | null): Promise<void> {
    if (await this.store.isTaken(partnershipId, name, exceptId))
      throw customFieldErrors.CUSTOM_FIELD_NAME_TAKEN({ field: 'name' });
  }

  private async tell(partnershipId: string, id: string): Promise<CustomFieldRow> {
    this.report(partnershipId);
    return (await this.store.byIds([id]))[0]!;
  }

  private report(partnershipId: string): void {
    this.events.record({
      ...{ partnershipId, type: taskEvents.CUSTOM_FIELDS_CHANGED },
      ...{ subjectType: 'Partnership', subjectId: partnershipId, changedFields: ['customFields'] },
    });
  }
}
