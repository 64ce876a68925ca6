import { policyDomains } from '#libs/directory';
import { dayOf, internalId, internalIds, notAFilter, oneOf, oneOr, several, someOf, textOf } from '#libs/platform';
import { requestStatuses } from '../lifecycle/request.workflow.js';
import { requestOrderings, type RequestOrderName, type RequestQuery, type RequestScope } from '../request-filter.js';
import { requestKinds } from '../request.rules.js';
import { languages, type Language } from './export.words.js';

/** What is exported: a list as a screen shows it. */
export interface ExportRequest {
  scope: RequestScope;
  query: RequestQuery;
  order: RequestOrderName;
  language: Language;
}

const truth = (value: unknown, field: string): boolean | undefined =>
  value === undefined ? undefined : oneOf(['true', 'false'], value, field) === 'true';

/**
 * The list that the address of an export asks for: the fields of `RequestFilter`, `orderBy` and `lang`. Without a partnership it is
 * what was asked of the actor one acts for. @throws INVALID_INPUT
 */
export const requestFrom = (parameters: Record<string, unknown>): ExportRequest => {
  const { partnershipId, orderBy, lang, text, taskId, minLevel, ...rest } = parameters;
  if (text !== undefined && typeof text !== 'string') throw notAFilter('text');
  const municipalityIds = several(rest.municipalityIds);
  const actorIds = several(rest.actorIds);
  return {
    scope:
      partnershipId === undefined
        ? { askedOfMe: true }
        : { partnershipId: internalId('Partnership', textOf(partnershipId), 'partnershipId') },
    query: {
      statuses: someOf(requestStatuses, rest.statuses, 'statuses'),
      late: truth(rest.late, 'late'),
      actorIds: actorIds && internalIds('Actor', actorIds, 'actorIds'),
      municipalityIds: municipalityIds && internalIds('Municipality', municipalityIds, 'municipalityIds'),
      policyDomains: someOf(Object.keys(policyDomains), rest.policyDomains, 'policyDomains'),
      kinds: someOf(requestKinds, rest.kinds, 'kinds'),
      minLevel:
        minLevel === undefined ? undefined : Number(oneOf(['0', '1', '2', '3', '4', '5'], minLevel, 'minLevel')),
      joint: truth(rest.joint, 'joint'),
      dueFrom: dayOf(rest.dueFrom, 'dueFrom'),
      dueUntil: dayOf(rest.dueUntil, 'dueUntil'),
      taskId: taskId === undefined ? undefined : internalId('CoordinationTask', textOf(taskId), 'taskId'),
      text: text?.slice(0, 200),
    },
    order: oneOr(Object.keys(requestOrderings) as RequestOrderName[], orderBy, 'orderBy', 'DUE_DATE'),
    language: oneOr(languages, lang, 'lang', 'nl'),
  };
};
