import { Persons, Workspaces } from '#libs/access';
import { commonErrors } from '#libs/kernel';
import { internalId } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import type { FieldChange } from '../history/history.rules.js';
import { checkOnce, cleanValue, customFieldErrors } from './field.rules.js';
import type { CustomValueInput } from './field.types.js';
import { CustomFieldsStore, type CustomFieldRow } from './fields.store.js';

/** A value as it is kept for a field; null empties it. */
export interface OwnValue {
  field: CustomFieldRow;
  value: string | null;
}

/** What one task has: values by the id of their field. */
export type OwnValues = ReadonlyMap<string, string>;

/** What is to be put in the own fields of a task. */
export interface WantedValues {
  values: { fieldId: string; value: string | null }[];
  history: FieldChange[];
}

const none: OwnValues = new Map();

/** Values of tasks in the fields that their partnership added. */
@Injectable()
export class CustomValues {
  constructor(
    private readonly store: CustomFieldsStore,
    private readonly workspaces: Workspaces,
    private readonly persons: Persons,
  ) {}

  /**
   * Reads values for tasks of a partnership.
   * @throws NOT_FOUND for a field of another partnership, CUSTOM_VALUE_WRONG
   */
  async read(partnershipId: string, inputs: readonly CustomValueInput[] | null | undefined): Promise<OwnValue[]> {
    if (!inputs?.length) return [];
    const ids = inputs.map(({ fieldId }) => internalId('CustomField', fieldId, 'customValues'));
    checkOnce(ids);
    const fields = new Map((await this.store.byIds(ids)).map((field) => [field.id, field]));
    const wanted = ids.map((id, index) => {
      const field = fields.get(id);
      if (field?.partnershipId !== partnershipId) throw commonErrors.NOT_FOUND({ field: 'customValues' });
      const text = inputs[index]!.value;
      if (text === null || text === undefined || text === '') return { field, value: null };
      const value = cleanValue(field, text);
      return { field, value: field.type === 'PERSON' ? internalId('Person', value, 'customValues') : value };
    });
    await this.checkPeople(partnershipId, wanted);
    return wanted;
  }

  /** Those of these fields that are still in use. */
  inUse(fieldIds: readonly string[]): Promise<CustomFieldRow[]> {
    return fieldIds.length > 0 ? this.store.byIds(fieldIds) : Promise.resolve([]);
  }

  /** What tasks have, by their id; nothing for those without. */
  async of(taskIds: readonly string[]): Promise<Map<string, OwnValues>> {
    const rows = await this.store.values(taskIds);
    return new Map(
      [...Map.groupBy(rows, ({ taskId }) => taskId)].map(([taskId, values]) => [
        taskId,
        new Map(values.map(({ fieldId, value }) => [fieldId, value])),
      ]),
    );
  }

  /** Of what is wanted, what differs from what a task has. */
  async changes(wanted: readonly OwnValue[], before: OwnValues = none): Promise<WantedValues> {
    const changed = wanted.filter(({ field, value }) => value !== (before.get(field.id) ?? null));
    return {
      values: changed.map(({ field, value }) => ({ fieldId: field.id, value })),
      history: await Promise.all(
        changed.map(async ({ field, value }) => ({
          field: `=${field.name}`,
          before: await this.shown(field, before.get(field.id) ?? null),
          after: await this.shown(field, value),
        })),
      ),
    };
  }

  put(task: { id: string; partnershipId: string }, { values }: WantedValues): Promise<void> {
    return this.store.put(task, values);
  }

  private async checkPeople(partnershipId: string, wanted: readonly OwnValue[]): Promise<void> {
    const people = wanted.flatMap(({ field, value }) => (field.type === 'PERSON' && value ? [value] : []));
    if (people.length === 0) return;
    const known = await this.workspaces.assignable(partnershipId);
    if (people.some((id) => !known.includes(id)))
      throw customFieldErrors.CUSTOM_VALUE_WRONG({ field: 'customValues', args: { type: 'PERSON' } });
  }

  /** As the history says it; people by the name of the day. */
  private async shown(field: CustomFieldRow, value: string | null): Promise<string[]> {
    if (value === null) return [];
    if (field.type !== 'PERSON') return [value];
    return [(await this.persons.byId(value))?.displayName ?? '?'];
  }
}
