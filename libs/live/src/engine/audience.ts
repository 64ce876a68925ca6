import type { Identity } from '#libs/platform';

/** All who see the same of a partnership: what is worked out for one of them holds for every one. */
export interface Audience {
  /** The same for all of them, and never the id of a person. */
  key: string;
  /** Coarser: the same for all who receive the same events, though they may see more or less of what changed. */
  logKey: string;
  /** Receives every event of the partnership but those that stay inside another organisation. */
  inside: boolean;
  /** Somebody of the audience, with no more rights than all of it has: narrowed to the partnership. */
  eyes: Identity;
}

/** Says who sees the same; `access`, which knows of rights, provides it. */
export abstract class Audiences {
  /** The audience somebody belongs to in a partnership; undefined for somebody without rights there. */
  abstract of(identity: Identity, partnershipId: string): Audience | undefined;

  /** Who has rights in the partnership at this moment, as `partyOf` names them, and in which audience. In a scope. */
  abstract now(partnershipId: string): Promise<ReadonlyMap<string, string>>;
}

/** How an account that acts for an organisation is named among those who have rights. */
export const partyOf = ({ accountId, organisationId }: Identity): string => `${accountId} ${organisationId}`;
