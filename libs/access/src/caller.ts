import { commonErrors } from '#libs/kernel';
import { ambient, type Identity } from '#libs/platform';
import { rights, rolesWith } from './policy.js';
import { insideRoles, strongest, type WorkspaceRole } from './roles.js';

/** A person's right to act for an organisation in a partnership, now in force. */
export interface CurrentMandate {
  id: string;
  partnershipId: string;
  organisationId: string;
  /** The municipality or actor of the directory behind the organisation. */
  directoryId: string | null;
  role: WorkspaceRole;
  /** For what one turns to this person, which limits nothing that the role allows; empty means all. */
  policyDomains: string[];
  decidedBy: string | null;
  validFrom: string;
  validUntil: string | null;
  version: number;
}

/** An account as the database describes it, acting for one organisation. */
export interface Person {
  accountId: string;
  displayName: string;
  /** Sign-in name of an example person. */
  persona: string | null;
  kind: 'PERSON' | 'SERVICE';
  /** For whom; null as long as somebody with several organisations has not chosen. */
  organisationId: string | null;
  /** Organisations this person works for. */
  affiliations: { organisationId: string; kind: string; directoryId: string | null }[];
  /** Rights in force on behalf of `organisationId`. */
  mandates: CurrentMandate[];
}

/** What a session adds to a person. */
export interface SessionFacts {
  sessionId: string;
  sessionKind: 'BROWSER' | 'BEARER' | 'SERVICE';
  /** What a service client asked for; null for people. */
  scopes: string[] | null;
  lastUsedAt: string;
  expiresAt: string;
}

/** Who is asking, with every right in force at this moment. */
export interface Caller extends Identity, Person, Partial<SessionFacts> {
  accountId: string;
}

/** What conditions on rows read: see `inside`, `asParty`, `managed`, `mine` and `kept` in policy.ts. */
const settingsOf = (mandates: readonly CurrentMandate[], fromOutside = false): Record<string, string> => {
  const of = (wanted: (mandate: CurrentMandate) => string | null | undefined) =>
    [...new Set(mandates.map(wanted))].filter(Boolean).join();
  return {
    'app.inside': of(({ role, partnershipId }) => (insideRoles.includes(role) ? partnershipId : null)),
    'app.party': of(({ role, partnershipId }) => (insideRoles.includes(role) ? null : partnershipId)),
    'app.managed': of(({ role, partnershipId }) => (role === 'MANAGER' ? partnershipId : null)),
    'app.directory': of(({ directoryId }) => directoryId),
    'app.organisations': fromOutside ? '' : of(({ organisationId }) => organisationId),
  };
};

/**
 * Somebody as a caller; with a partnership, as far as their rights go there, and then, `fromOutside`, without what stays
 * inside their organisation.
 */
export const callerFor = (
  person: Person & Partial<SessionFacts>,
  partnershipId?: string,
  fromOutside = false,
): Caller => {
  // A token that may not read acts for nobody: neither wall then knows of anything to see.
  const blind = person.scopes && !person.scopes.includes(READ_SCOPE);
  const organisationId = blind ? null : person.organisationId;
  const mandates = blind
    ? []
    : person.mandates.filter((mandate) => !partnershipId || mandate.partnershipId === partnershipId);
  const automated = person.kind === 'SERVICE';
  const settings = settingsOf(mandates, fromOutside);
  return { ...person, organisationId, automated, mandates, partnershipId, fromOutside, settings };
};

/** The signed-in caller of the current scope; undefined for nobody. */
export const callerOrNobody = (): Caller | undefined => {
  const identity = ambient()?.scope.identity;
  return identity?.accountId ? (identity as Caller) : undefined;
};

/** @throws UNAUTHENTICATED when nobody is signed in. */
export const caller = (): Caller => {
  const found = callerOrNobody();
  if (!found) throw commonErrors.UNAUTHENTICATED();
  return found;
};

/** The caller's strongest role in a partnership; undefined when there is no mandate. */
export const roleIn = (partnershipId: string, who = callerOrNobody()): WorkspaceRole | undefined =>
  strongest(
    (who?.mandates ?? []).filter((mandate) => mandate.partnershipId === partnershipId).map((mandate) => mandate.role),
  );

/** Whether the caller works in the partnership, rather than answering from outside. */
export const worksIn = (partnershipId: string, who = callerOrNobody()): boolean => {
  const role = roleIn(partnershipId, who);
  return role !== undefined && insideRoles.includes(role);
};

/** Whether the caller works in the partnership for the organisation inside which something stays. */
export const worksFor = (partnershipId: string, organisationId: string | null, who = callerOrNobody()): boolean =>
  worksIn(partnershipId, who) && !who?.fromOutside && who?.organisationId === organisationId;

/** Whether the caller answers for one of these municipalities or actors in the partnership, from outside. */
export const answersFor = (partnershipId: string, directoryIds: readonly string[], who = callerOrNobody()): boolean =>
  (who?.mandates ?? []).some(
    ({ partnershipId: id, role, directoryId }) =>
      id === partnershipId && role === 'ANSWERER' && directoryId !== null && directoryIds.includes(directoryId),
  );

/** The scope without which a service client sees nothing at all. */
export const READ_SCOPE = 'read';

/** Whether the caller may do something in a partnership: by role and, for a service client, by scope. */
export const may = (partnershipId: string, capability: string, who = callerOrNobody()): boolean => {
  const role = roleIn(partnershipId, who);
  if (role === undefined || !rolesWith(capability).includes(role)) return false;
  // Who only looks through somebody's eyes sees what they may do, and does nothing: previews cannot write.
  return !who?.scopes || who.scopes.includes(capability);
};

/**
 * The check before every root field: mutations are open to a service client by a scope of its token only.
 * @throws FORBIDDEN
 */
export const requireRootField = (name: string, { kind, scopes }: Caller): void => {
  if (kind === 'PERSON' && !scopes) return;
  const opening = [...rights.scopes].filter(([, { opens }]) => opens.includes(name)).map(([scope]) => scope);
  const open = name.startsWith('Mutation.')
    ? opening.some((scope) => scopes?.includes(scope))
    : rights.fields.get(name) !== 'person';
  if (!open) throw commonErrors.FORBIDDEN({ args: { capability: opening[0] ?? null } });
};

/**
 * The check at the start of every action.
 * `field` is the input field a thing that does not exist would be refused for: both refusals are the same.
 * @throws NOT_FOUND to somebody without a mandate there, FORBIDDEN to somebody whose role does not go that far.
 */
export const requireCapability = (partnershipId: string, capability: string, field?: string): void => {
  if (!worksIn(partnershipId)) throw commonErrors.NOT_FOUND({ field });
  if (!may(partnershipId, capability)) throw commonErrors.FORBIDDEN({ args: { capability } });
};

/** Lets a caller who just founded a partnership go on in it within the same request. */
export const addMandate = (who: Caller, mandate: CurrentMandate): void => {
  who.mandates.push(mandate);
  who.settings = settingsOf(who.mandates);
};
