import { commonErrors, fromGlobalId, isCalendarDay } from '#libs/kernel';
import { internalId } from '#libs/platform';
import type { LineQuery } from './audit.store.js';
import { AuditKindEnum, type AuditFilter } from './audit.types.js';

const MAX_ACTIONS = 50;

const refOf = (globalId: string) => {
  const ref = fromGlobalId(globalId);
  if (!ref) throw commonErrors.NOT_FOUND({ field: 'subjectId' });
  return ref;
};

/**
 * What a filter asks of the store.
 * @throws NOT_FOUND for ids of nothing, INVALID_INPUT for too many names.
 */
export const toQuery = (of: LineQuery['of'], filter: AuditFilter | null | undefined): LineQuery => {
  const { personId, subjectId, actions, ...rest } = filter ?? {};
  if ((actions?.length ?? 0) > MAX_ACTIONS)
    throw commonErrors.INVALID_INPUT({ field: 'actions', args: { reason: 'TOO_MANY', limit: MAX_ACTIONS } });
  return {
    ...rest,
    of,
    actions,
    accountId: personId && internalId('Person', personId, 'personId'),
    subject: subjectId ? refOf(subjectId) : undefined,
  };
};

const wrong = (field: string) => commonErrors.INVALID_INPUT({ field, args: { reason: 'VALUE' } });

/**
 * The same filter from the parameters of an address; lists are separated by commas.
 * @throws INVALID_INPUT for a value the filter cannot have.
 */
export const filterFromAddress = (parameters: Record<string, unknown>): AuditFilter => {
  const text = (name: string) => {
    const value = parameters[name];
    if (value === undefined || value === '') return undefined;
    if (typeof value !== 'string') throw wrong(name);
    return value;
  };
  const day = (name: string) => {
    const value = text(name);
    if (value !== undefined && !isCalendarDay(value)) throw wrong(name);
    return value;
  };
  const kinds = text('kinds')
    ?.split(',')
    .map((kind) => {
      if (!Object.hasOwn(AuditKindEnum, kind)) throw wrong('kinds');
      return kind as keyof typeof AuditKindEnum;
    });
  const refused = text('refused');
  if (refused !== undefined && refused !== 'true' && refused !== 'false') throw wrong('refused');
  return {
    personId: text('personId'),
    kinds,
    actions: text('actions')?.split(','),
    subjectId: text('subjectId'),
    from: day('from'),
    until: day('until'),
    result: text('result'),
    refused: refused === undefined ? undefined : refused === 'true',
  };
};
