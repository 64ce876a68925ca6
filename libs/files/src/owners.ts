import type { EventDraft } from '#libs/kernel';

/** What may have attachments: a node type of a room above, and what that room says about it. */
export interface FileOwner {
  /** The table of its rows, which has a rule for them. */
  table: string;
  /** The partnership, by internal id, of an object that was loaded as a node. */
  partnershipOf(item: object): string;
  /**
   * Whether the caller adds files to an item, or takes those away that arrived; `field` is for what is thrown.
   * @throws NOT_FOUND, FORBIDDEN, and what else the room says about it
   */
  check(item: object, deed: 'ADD' | 'REMOVE', field?: string): void;
  /** What is reported when its attachments change, with those who may hear of it. */
  event(item: object): Promise<Omit<EventDraft, 'type'>>;
}

const owners = new Map<string, FileOwner>();

/**
 * A room offers attachments on items of a node type. They are seen by whom the item is seen, with its rights of that moment.
 * Call it as the module starts; the room's migration calls `openFilesOf`.
 */
export const offerFiles = (type: string, owner: FileOwner): void => void owners.set(type, owner);

/** What is said about a type; undefined for what has no attachments. */
export const ownerOf = (type: string): FileOwner | undefined => owners.get(type);

/** Every type that has attachments, with its table. */
export const ownerTables = (): [string, string][] => [...owners].map(([type, { table }]) => [type, table]);
