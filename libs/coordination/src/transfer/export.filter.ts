import { dayOf, internalId, internalIds, notAFilter, oneOr, several, someOf, textOf } from '#libs/platform';
import { taskOrderings, type TaskOrderName, type TaskQuery } from '../task-filter.js';
import { integrationObjectives, taskStatuses } from '../task.rules.js';
import type { ExportRequest } from './export.store.js';
import { languages } from './words.js';

/** The list that the address of an export asks for: the fields of `TaskFilter`, `orderBy` and `lang`. @throws INVALID_INPUT */
export const requestFrom = (parameters: Record<string, unknown>): ExportRequest => {
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
  };
};
