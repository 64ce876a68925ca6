import { visible } from '#libs/access';
import { commonErrors } from '#libs/kernel';
import { internalId, internalIds, listLoader } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { escapeLike, wordsOf } from '../search-words.js';
import { asOrdinal, checkOnce, customFieldErrors, MAX_CHOICES, MAX_FIELDS } from './field.rules.js';
import type { CustomFieldFilter } from './field.types.js';
import { CustomFieldsStore, type CustomFieldRow } from './fields.store.js';

/** A condition on what tasks have in one field; ids are internal ones, numbers and days as they are compared. */
export interface FieldCondition {
  fieldId: string;
  anyOf?: readonly string[] | undefined;
  words?: readonly string[] | undefined;
  from?: string | undefined;
  until?: string | undefined;
  /** True: tasks without a value too; false: only those with one. */
  empty?: boolean | undefined;
}

/** Fields of a partnership that are in use, asked once per request; none for who does not work there. */
export const fieldsOf = (store: CustomFieldsStore, partnershipId: string): Promise<CustomFieldRow[]> =>
  listLoader(
    CustomFieldsStore,
    (ids) => store.of(ids),
    (field) => field.partnershipId,
  ).load(partnershipId);

const given = <T>(value: T | null | undefined): value is T => value !== null && value !== undefined && value !== '';

const read = (field: CustomFieldRow, filter: CustomFieldFilter): FieldCondition => {
  const { anyOf, contains, from, until, empty } = filter;
  const wrong = () => customFieldErrors.CUSTOM_FILTER_WRONG({ field: 'customFields', args: { type: field.type } });
  const ranged = field.type === 'NUMBER' || field.type === 'DATE';
  const listed = field.type === 'CHOICE' || field.type === 'PERSON' || field.type === 'YES_NO';
  if ((given(contains) && field.type !== 'TEXT') || ((given(from) || given(until)) && !ranged)) throw wrong();
  if (given(anyOf) && (!listed || anyOf.length > MAX_CHOICES)) throw wrong();
  const end = (text: string | null | undefined): string | undefined => {
    if (!given(text)) return undefined;
    const ordinal = asOrdinal(field.type, text);
    if (ordinal === undefined) throw wrong();
    return ordinal;
  };
  return {
    ...{ fieldId: field.id, from: end(from), until: end(until), empty: empty ?? undefined },
    anyOf: !given(anyOf) ? undefined : field.type === 'PERSON' ? internalIds('Person', anyOf, 'customFields') : anyOf,
    words: given(contains) ? wordsOf(contains.slice(0, 200)) : undefined,
  };
};

/** Reads which tasks are meant by what they have in the fields that their partnership added. */
@Injectable()
export class CustomFieldFilters {
  constructor(private readonly store: CustomFieldsStore) {}

  /**
   * One statement for all of a request, however many lists and conditions it has. A field that is not in use there, or not for
   * the caller, finds nothing: a saved view outlives it.
   * @throws CUSTOM_FILTER_WRONG
   */
  async read(
    partnershipId: string,
    filters: readonly CustomFieldFilter[] | null | undefined,
  ): Promise<FieldCondition[] | undefined> {
    if (!filters?.length) return undefined;
    if (filters.length > MAX_FIELDS)
      throw commonErrors.INVALID_INPUT({ field: 'customFields', args: { reason: 'TOO_LONG', limit: MAX_FIELDS } });
    const ids = filters.map(({ fieldId }) => internalId('CustomField', fieldId, 'customFields'));
    checkOnce(ids, 'customFields');
    const fields = new Map((await fieldsOf(this.store, partnershipId)).map((field) => [field.id, field]));
    return filters.map((filter, index) => {
      const field = fields.get(ids[index]!);
      return field ? read(field, filter) : { fieldId: ids[index]!, anyOf: [] };
    });
  }
}

/** Conditions on own fields, as SQL over the tasks as `t`. Who sees a task sees what it has, so that nothing is told by it. */
export const fieldConditions = (conditions: readonly FieldCondition[], bind: (value: unknown) => string): string[] =>
  conditions.map(({ fieldId, anyOf, words, from, until, empty }) => {
    const ofField = `v.task_id = t.id and v.field_id = ${bind(fieldId)} and ${visible('coordination.custom_values', 'v')}`;
    const any = `exists (select from coordination.custom_values v where ${ofField}`;
    // A word is folded once, not for every value.
    const about = [
      ...(anyOf ? [`v.value = any (${bind(anyOf)})`] : []),
      ...(words ?? []).map((word) => `v.folded like (select coordination.fold(${bind(`%${escapeLike(word)}%`)}))`),
      ...(from === undefined ? [] : [`v.ordinal >= ${bind(from)}::bigint`]),
      ...(until === undefined ? [] : [`v.ordinal <= ${bind(until)}::bigint`]),
    ];
    const filled = about.length > 0 ? `${any} and ${about.join(' and ')})` : `${any})`;
    if (empty !== true) return filled;
    return about.length > 0 ? `(${filled} or not ${any}))` : `not ${any})`;
  });
