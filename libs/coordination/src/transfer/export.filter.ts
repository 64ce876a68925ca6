import { commonErrors } from '#libs/kernel';
import { internalId, internalIds } from '#libs/platform';
import { taskOrderings, type TaskOrderName, type TaskQuery } from '../task-filter.js';
import { integrationObjectives, taskStatuses } from '../task.rules.js';
import type { ExportRequest } from './export.store.js';
import { languages } from './words.js';

const invalid = (field: string) => commonErrors.INVALID_INPUT({ field, args: { reason: 'NOT_A_FILTER' } });

/** Values of a parameter that may be given several times, with commas between or not at all. */
const several = (value: unknown): string[] | undefined => {
  if (value === undefined) return undefined;
  const all = [value].flat().flatMap((one) => (typeof one === 'string' ? one.split(',') : []));
  return all.filter(Boolean);
};

const oneOf = <T extends string>(list: readonly T[], value: unknown, field: string): T | undefined => {
  if (value === undefined) return undefined;
  const found = list.find((one) => one === value);
  if (!found) throw invalid(field);
  return found;
};

const day = (value: unknown, field: string): string | undefined => {
  if (value === undefined) return undefined;
  const text = typeof value === 'string' ? value : '';
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(Date.parse(`${text}T00:00:00Z`))) throw invalid(field);
  return text;
};

/** The list that the address of an export asks for: the fields of `TaskFilter`, `orderBy` and `lang`. @throws INVALID_INPUT */
export const requestFrom = (parameters: Record<string, unknown>): ExportRequest => {
  const { partnershipId, orderBy, lang, text, ...rest } = parameters;
  if (text !== undefined && typeof text !== 'string') throw invalid('text');
  const municipalityIds = several(rest.municipalityIds);
  const assigneeIds = several(rest.assigneeIds);
  const actorIds = several(rest.actorIds);
  const labelIds = several(rest.labelIds);
  const query: TaskQuery = {
    statuses: several(rest.statuses)?.map((status) => oneOf(taskStatuses, status, 'statuses')!),
    municipalityIds: municipalityIds && internalIds('Municipality', municipalityIds, 'municipalityIds'),
    assigneeIds: assigneeIds && internalIds('Person', assigneeIds, 'assigneeIds'),
    actorIds: actorIds && internalIds('Actor', actorIds, 'actorIds'),
    labelIds: labelIds && internalIds('Label', labelIds, 'labelIds'),
    policyDomains: several(rest.policyDomains),
    objectives: several(rest.objectives)?.map((objective) => oneOf(integrationObjectives, objective, 'objectives')!),
    dueFrom: day(rest.dueFrom, 'dueFrom'),
    dueUntil: day(rest.dueUntil, 'dueUntil'),
    completedSince: day(rest.completedSince, 'completedSince'),
    unassigned: rest.unassigned === 'true',
    undated: rest.undated === 'true',
    archived: rest.archived === 'true',
    text: text?.slice(0, 200),
  };
  return {
    partnershipId: internalId('Partnership', typeof partnershipId === 'string' ? partnershipId : '', 'partnershipId'),
    query,
    order: oneOf(Object.keys(taskOrderings) as TaskOrderName[], orderBy, 'orderBy') ?? 'NUMBER',
    language: oneOf(languages, lang, 'lang') ?? 'nl',
  };
};
