/** What a room reports about one change, before the log gives it a number. */
export interface EventDraft {
  partnershipId: string;
  type: string;
  /** GraphQL type and internal id of the object that changed. */
  subjectType: string;
  subjectId: string;
  changedFields?: readonly string[];
  /** The subject's version after the change. */
  version?: number;
  /** Directory ids of the actors who may also receive it; empty or absent: only the partnership. */
  partyIds?: readonly string[];
  /** Only for the organisation on whose behalf it is done; nobody else in the partnership receives it. */
  internal?: boolean;
  /** Accounts of the partnership whom it concerns, and who hear of it in their own stream too. */
  concerns?: readonly string[];
  /** What it says is about those it concerns: they hear of it without rights in the partnership too. */
  aboutThem?: boolean;
  /** Of what a job reports: the organisation on whose behalf it is done. Otherwise it is the caller's. */
  organisationId?: string;
}

const catalogue = new Map<string, string>();

/** Every event type declared by the rooms loaded so far, with its description. */
export const eventCatalogue = (): ReadonlyMap<string, string> => catalogue;

/**
 * Declares a room's event types (past tense) with a sentence each.
 * @throws Error at start-up when two rooms declare the same type.
 */
export const defineEvents = <K extends string>(descriptions: Record<K, string>): { readonly [P in K]: P } => {
  for (const [type, description] of Object.entries<string>(descriptions)) {
    if (catalogue.has(type)) throw new Error(`event type ${type} is declared twice`);
    catalogue.set(type, description);
  }
  return Object.fromEntries(Object.keys(descriptions).map((type) => [type, type])) as { [P in K]: P };
};
