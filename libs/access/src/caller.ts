import { commonErrors } from '#libs/kernel';
import { ambient, type Identity } from '#libs/platform';
import { rolesWith } from './policy.js';
import { insideRoles, strongest, type WorkspaceRole } from './roles.js';

/** A person's right to act for an organisation in a partnership, now in force. */
export interface CurrentMandate {
  id: string;
  partnershipId: string;
  organisationId: string;
  /** The municipality or actor of the directory behind the organisation. */
  directoryId: string | null;
  role: WorkspaceRole;
  validFrom: string;
  validUntil: string | null;
}

/** Who is asking, with every right in force at this moment. */
export interface Caller extends Identity {
  accountId: string;
  displayName: string;
  /** Sign-in name of an example person. */
  persona: string | null;
  /** Organisations this person works for. */
  affiliations: { organisationId: string; kind: string; directoryId: string | null }[];
  mandates: CurrentMandate[];
}

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
export const roleIn = (partnershipId: string): WorkspaceRole | undefined =>
  strongest(
    (callerOrNobody()?.mandates ?? [])
      .filter((mandate) => mandate.partnershipId === partnershipId)
      .map((mandate) => mandate.role),
  );

/** Whether the caller works in the partnership, rather than answering from outside. */
export const worksIn = (partnershipId: string): boolean => {
  const role = roleIn(partnershipId);
  return role !== undefined && insideRoles.includes(role);
};

/** Whether the caller may do something in a partnership. */
export const may = (partnershipId: string, capability: string): boolean => {
  const role = roleIn(partnershipId);
  return role !== undefined && rolesWith(capability).includes(role);
};

/**
 * The check at the start of every action.
 * @throws NOT_FOUND to somebody without a mandate there, FORBIDDEN to somebody whose role does not go that far.
 */
export const requireCapability = (partnershipId: string, capability: string): void => {
  if (!worksIn(partnershipId)) throw commonErrors.NOT_FOUND();
  if (!may(partnershipId, capability)) throw commonErrors.FORBIDDEN({ args: { capability } });
};
