import { policyDomains } from '#libs/directory';
import { commonErrors } from '#libs/kernel';
import { internalId, internalIds } from '#libs/platform';
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

const invalid = (field: string) => commonErrors.INVALID_INPUT({ field, args: { reason: 'NOT_A_FILTER' } });

/** Values of a parameter that may be given several times, with commas between or not at all. */
const several = (value: unknown): string[] | undefined => {
  if (value === undefined) return undefined;
  const all = [value].flat().flatMap((one) => (typeof one === 'string' ? one.split(',') : []));
  return all.filter(Boolean);
};

const oneOf = <T extends string>(list: readonly T[], value: unknown, field: string): T => {
  const found = list.find((one) => one === value);
  if (!found) throw invalid(field);
  return found;
};
const someOf = <T extends string>(list: readonly T[], value: unknown, field: string): T[] | undefined =>
  several(value)?.map((one) => oneOf(list, one, field));
const oneOr = <T extends string>(list: readonly T[], value: unknown, field: string, otherwise: T): T =>
  value === undefined ? otherwise : oneOf(list, value, field);
const truth = (value: unknown, field: string): boolean | undefined =>
  value === undefined ? undefined : oneOf(['true', 'false'], value, field) === 'true';

const day = (value: unknown, field: string): string | undefined => {
  if (value === undefined) return undefined;
  const text = typeof value === 'string' ? value : '';
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(Date.parse(`${text}T00:00:00Z`))) throw invalid(field);
  return text;
};

/**
 * The list that the address of an export asks for: the fields of `RequestFilter`, `orderBy` and `lang`. Without a partnership it is
 * what was asked of the actor one acts for. @throws INVALID_INPUT
 */
export const requestFrom = (parameters: Record<string, unknown>): ExportRequest => {
  const { partnershipId, orderBy, lang, text, taskId, minLevel, ...rest } = parameters;
  if (text !== undefined && typeof text !== 'string') throw invalid('text');
  const municipalityIds = several(rest.municipalityIds);
  const actorIds = several(rest.actorIds);
  const idIn = (value: unknown) => (typeof value === 'string' ? value : '');
  return {
    scope:
      partnershipId === undefined
        ? { askedOfMe: true }
        : { partnershipId: internalId('Partnership', idIn(partnershipId), 'partnershipId') },
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
      dueFrom: day(rest.dueFrom, 'dueFrom'),
      dueUntil: day(rest.dueUntil, 'dueUntil'),
      taskId: taskId === undefined ? undefined : internalId('CoordinationTask', idIn(taskId), 'taskId'),
      text: text?.slice(0, 200),
    },
    order: oneOr(Object.keys(requestOrderings) as RequestOrderName[], orderBy, 'orderBy', 'DUE_DATE'),
    language: oneOr(languages, lang, 'lang', 'nl'),
  };
};
