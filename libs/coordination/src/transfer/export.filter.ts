import { dayOf, internalId, internalIds, notAFilter, oneOr, several, someOf, textOf } from '#libs/platform';
import { taskOrderings, type TaskOrderName, type TaskQuery } from '../task-filter.js';
import { integrationObjectives, taskStatuses } from '../task.rules.js';
import type { CustomFieldFilter } from '../fields/field.types.js';
import type { ExportRequest } from './export.store.js';
import { languages } from './words.js';

const isText = (value: unknown): boolean => value === undefined || value === null || typeof value === 'string';
const isTexts = (value: unknown): boolean =>
  value === undefined || value === null || (Array.isArray(value) && value.every((one) => typeof one === 'string'));

/** Conditions on own fields, as JSON in the form of `TaskFilter.customFields`. */
const ownFiltersFrom = (value: unknown): CustomFieldFilter[] => {
  if (value === undefined) return [];
  const wrong = notAFilter('customFields');
  let filters: unknown;
  try {
    filters = JSON.parse(textOf(value));
  } catch {
    throw wrong;
  }
  if (!Array.isArray(filters)) throw wrong;
  return filters.map((filter: unknown) => {
    const { fieldId, anyOf, contains, from, until, empty } = (filter ?? {}) as Record<string, unknown>;
    const fits =
      typeof fieldId === 'string' &&
      isTexts(anyOf) &&
      [contains, from, until].every(isText) &&
      (empty === undefined || empty === null || typeof empty === 'boolean');
    if (!fits) throw wrong;
    return { fieldId, anyOf, contains, from, until, empty } as CustomFieldFilter;
  });
};

/** What an address asks for, before the fields of the partnership are known. */
export interface AskedExport extends Omit<ExportRequest, 'own'> {
  ownFilters: CustomFieldFilter[];
}

/** The list that the address of an export asks for: the fields of `TaskFilter`, `orderBy` and `lang`. @throws INVALID_INPUT */
export const requestFrom = (parameters: Record<string, unknown>): AskedExport => {
  const { partnershipId, orderBy, lang, text, ...rest } = parameters;
  if (text !== undefined && typeof text !== 'string') throw notAFilter('text');
  const municipalityIds = several(rest.municipalityIds);
  const assigneeIds = several(rest.assigneeIds);
  const actorIds = several(rest.actorIds);
  const labelIds = several(rest.labelIds);
  const query: TaskQuery = {
    statuses: someOf(taskStatuses, rest.statuses, 'statuses'),
    municipalityIds: municipalityIds && internalIds('Municipality', municipalityIds, 'municipalityIds'),
    assigneeIds: assigneeIds && internalIds('Person', assigneeIds, 'assigneeIds'),
    actorIds: actorIds && internalIds('Actor', actorIds, 'actorIds'),
    labelIds: labelIds && internalIds('Label', labelIds, 'labelIds'),
    policyDomains: several(rest.policyDomains),
    objectives: someOf(integrationObjectives, rest.objectives, 'objectives'),
    dueFrom: dayOf(rest.dueFrom, 'dueFrom'),
    dueUntil: dayOf(rest.dueUntil, 'dueUntil'),
    completedSince: dayOf(rest.completedSince, 'completedSince'),
    unassigned: rest.unassigned === 'true',
    undated: rest.undated === 'true',
    archived: rest.archived === 'true',
    text: text?.slice(0, 200),
  };
  return {
    partnershipId: internalId('Partnership', textOf(partnershipId), 'partnershipId'),
    query,
    order: oneOr(Object.keys(taskOrderings) as TaskOrderName[], orderBy, 'orderBy', 'NUMBER'),
    language: oneOr(languages, lang, 'lang', 'nl'),
    ownFilters: ownFiltersFrom(rest.customFields),
  };
};
