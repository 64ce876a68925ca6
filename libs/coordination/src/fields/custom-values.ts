import { Persons, Workspaces } from '#libs/access';
import { commonErrors } from '#libs/kernel';
import { internalId } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import type { FieldChange } from '../history/history.rules.js';
import type { TaskView } from '../tasks.store.js';
import { checkOnce, cleanValue, customFieldErrors } from './field.rules.js';
import type { CustomValueInput } from './field.types.js';
import { CustomFieldsStore, type CustomFieldRow } from './fields.store.js';

/** What is to be put in the own fields of a task. */
export interface WantedValues {
  values: { fieldId: string; value: string | null }[];
  history: FieldChange[];
}

/** Values of tasks in the fields that their partnership added. */
@Injectable()
export class CustomValues {
  constructor(
    private readonly store: CustomFieldsStore,
    private readonly workspaces: Workspaces,
    private readonly persons: Persons,
  ) {}

  /**
   * Reads values for a task: only those that differ from what it has.
   * @throws NOT_FOUND for a field of another partnership, CUSTOM_VALUE_WRONG
   */
  async read(task: TaskView, inputs: readonly CustomValueInput[] | null | undefined): Promise<WantedValues> {
    const wanted: WantedValues = { values: [], history: [] };
    if (!inputs?.length) return wanted;
    const ids = inputs.map(({ fieldId }) => internalId('CustomField', fieldId, 'customValues'));
    checkOnce(ids);
    const fields = new Map((await this.store.byIds(ids)).map((field) => [field.id, field]));
    const before = new Map((await this.store.values([task.id])).map(({ fieldId, value }) => [fieldId, value]));
    for (const [index, id] of ids.entries()) {
      const field = fields.get(id);
      if (field?.partnershipId !== task.partnershipId) throw commonErrors.NOT_FOUND({ field: 'customValues' });
      const text = inputs[index]!.value;
      const value = text === null || text === undefined || text === '' ? null : await this.clean(task, field, text);
      const had = before.get(id) ?? null;
      if (value === had) continue;
      wanted.values.push({ fieldId: id, value });
      wanted.history.push({
        field: `=${field.name}`,
        before: await this.shown(field, had),
        after: await this.shown(field, value),
      });
    }
    return wanted;
  }

  async put(task: TaskView, { values }: WantedValues): Promise<void> {
    for (const { fieldId, value } of values) await this.store.put(task, fieldId, value);
  }

  private async clean(task: TaskView, field: CustomFieldRow, text: string): Promise<string> {
    const value = cleanValue(field, text);
    if (field.type !== 'PERSON') return value;
    const accountId = internalId('Person', value, 'customValues');
    if (!(await this.workspaces.canBeAssigned(task.partnershipId, accountId)))
      throw customFieldErrors.CUSTOM_VALUE_WRONG({ field: 'customValues', args: { type: field.type } });
    return accountId;
  }

  /** As the history says it; people by the name of the day. */
  private async shown(field: CustomFieldRow, value: string | null): Promise<string[]> {
    if (value === null) return [];
    if (field.type !== 'PERSON') return [value];
    return [(await this.persons.byId(value))?.displayName ?? '?'];
  }
}
