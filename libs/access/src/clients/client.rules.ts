import { addDays, cleanLine } from '#libs/kernel';
import { READ_SCOPE } from '../caller.js';
import { rights, rolesWith } from '../policy.js';
import type { WorkspaceRole } from '../roles.js';
import { clientErrors } from './client.errors.js';

/** How long a client works at most, in days: until the same day next year. */
const LONGEST_DAYS = 366;
/** Keys that work at the same time: enough to change one without a pause. */
export const MOST_KEYS = 2;

/**
 * From the weakest role on. A system is never a manager: the database knows roles and no scopes, so what a scope leaves out
 * of that role would be guarded by one wall only.
 */
const machineRoles: readonly WorkspaceRole[] = ['READER', 'AUDITOR', 'COORDINATOR', 'MEMBER', 'OFFICER'];

/** What a client can be granted, reading first. */
export const grantableScopes = (): { scope: string; description: string }[] => [
  { scope: READ_SCOPE, description: 'See what the organisation of the client may see.' },
  ...[...rights.scopes].map(([scope, { description }]) => ({ scope, description })),
];

/**
 * The weakest role that has every capability among the scopes; systems of an actor are outside and see only what was shared.
 * @throws SERVICE_CLIENT_SCOPE_NOT_GRANTABLE when there is none.
 */
export const roleForScopes = (scopes: readonly string[], organisationKind: string): WorkspaceRole => {
  const capabilities = scopes.filter((scope) => scope !== READ_SCOPE);
  const candidates = organisationKind === 'ACTOR' ? (['ANSWERER'] as const) : machineRoles;
  const role = candidates.find((candidate) => capabilities.every((name) => rolesWith(name).includes(candidate)));
  if (role) return role;
  const beyond = capabilities.find((name) => !candidates.some((candidate) => rolesWith(name).includes(candidate)));
  throw clientErrors.SERVICE_CLIENT_SCOPE_NOT_GRANTABLE({
    field: 'scopes',
    args: { scope: beyond ?? capabilities.join(' ') },
  });
};

/** What only staff of actors can do, a manager lets their systems do: who asks never answers, and grants nothing of the own. */
export const isOfActors = (capability: string, organisationKind: string | undefined): boolean =>
  organisationKind === 'ACTOR' && rolesWith(capability).join() === 'ANSWERER';

/**
 * The scopes as they are stored: known, held by whoever grants them, each once, reading always among them.
 * @throws SERVICE_CLIENT_SCOPE_NOT_GRANTABLE
 */
export const checkScopes = (scopes: readonly string[], held: (capability: string) => boolean): string[] => {
  const refused = scopes.find((scope) => scope !== READ_SCOPE && !(rights.scopes.has(scope) && held(scope)));
  if (refused !== undefined)
    throw clientErrors.SERVICE_CLIENT_SCOPE_NOT_GRANTABLE({ field: 'scopes', args: { scope: refused.slice(0, 60) } });
  return [READ_SCOPE, ...[...new Set(scopes)].filter((scope) => scope !== READ_SCOPE).sort()];
};

/** @throws SERVICE_CLIENT_EXPIRY_OUT_OF_RANGE */
export const checkExpiry = (expiresOn: string, today: string): string => {
  const latest = addDays(today, LONGEST_DAYS);
  if (expiresOn >= today && expiresOn <= latest) return expiresOn;
  throw clientErrors.SERVICE_CLIENT_EXPIRY_OUT_OF_RANGE({ field: 'expiresOn', args: { earliest: today, latest } });
};

/** @throws INVALID_INPUT */
export const checkName = (name: string): string => cleanLine(name, { field: 'name', max: 80 });

/** How a client stands on a day. */
export type ClientState = 'ACTIVE' | 'EXPIRED' | 'REVOKED';
export const stateOf = (client: { revokedAt: unknown; expiresOn: string }, today: string): ClientState => {
  if (client.revokedAt) return 'REVOKED';
  return client.expiresOn < today ? 'EXPIRED' : 'ACTIVE';
};

/**
 * The scopes of a token: those asked for, all that were granted when none are. A capability that the policy no longer
 * grants to systems is no longer in a token either.
 * @returns undefined when something was asked that was not granted, or the token could see nothing.
 */
export const tokenScopes = (granted: readonly string[], asked: string | undefined): string[] | undefined => {
  const possible = granted.filter((scope) => scope === READ_SCOPE || rights.scopes.has(scope));
  if (asked === undefined) return possible;
  const wanted = [...new Set(asked.split(' '))];
  return wanted.every((scope) => possible.includes(scope)) && wanted.includes(READ_SCOPE) ? wanted : undefined;
};
