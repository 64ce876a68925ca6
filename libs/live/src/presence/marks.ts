import { fromGlobalId, isUuid } from '#libs/kernel';
import type { Lease } from './presence-store.js';

/** How long somebody stays present without a sign of life of the process that holds the connection, in milliseconds. */
export const LEASE_MS = 30_000;
/** How long somebody is said to type after the last time they said so, in milliseconds; never renewed by itself. */
export const TYPING_MS = 8_000;

/** What one open subscription says about whoever holds it. */
export interface Stay {
  /** Time-ordered id of the subscription: the order of arrival. */
  lease: string;
  accountId: string;
  /** Global id of what is being looked at; undefined for the partnership as a whole. */
  item?: string;
  typing: boolean;
}

/** Who is at one thing of a partnership, as account ids in order of arrival. */
export interface ItemPicture {
  /** Global id. */
  item: string;
  viewers: string[];
  typing: string[];
}

/** Who is in a partnership, and at what. */
export interface PresencePicture {
  people: string[];
  items: ItemPicture[];
}

// A mark reads `lease word account item`, so that marks in the order of their text are in the order of arrival.
const mark = ({ lease, accountId, item = '' }: Stay, word: 'here' | 'looks' | 'types'): string =>
  `${lease} ${word} ${accountId} ${item}`;

/** The leases a stay is made of: the first can be renewed as long as the connection is there. */
export const leasesOf = (stay: Stay): { lasting: Lease; passing?: Lease } => ({
  lasting: { mark: mark(stay, stay.item ? 'looks' : 'here'), ms: LEASE_MS },
  ...(stay.typing && { passing: { mark: mark(stay, 'types'), ms: TYPING_MS } }),
});

/** Everything a stay takes when it begins, and leaves when it ends. */
export const allLeases = (stay: Stay): Lease[] => {
  const { lasting, passing } = leasesOf(stay);
  return passing ? [lasting, passing] : [lasting];
};

/** The picture that marks make together; each person counts once, whatever the number of windows. */
export const pictureOf = (marks: readonly string[]): PresencePicture => {
  const people = new Set<string>();
  const items = new Map<string, { viewers: Set<string>; typing: Set<string> }>();
  for (const text of marks) {
    const [, word, accountId, item] = text.split(' ');
    if (!isUuid(accountId)) continue;
    if (word === 'here') people.add(accountId);
    if (!item || !fromGlobalId(item)) continue;
    const at = items.get(item) ?? { viewers: new Set(), typing: new Set() };
    items.set(item, at);
    if (word === 'looks') at.viewers.add(accountId);
    if (word === 'types') at.typing.add(accountId);
  }
  return {
    people: [...people],
    items: [...items].map(([item, { viewers, typing }]) => ({ item, viewers: [...viewers], typing: [...typing] })),
  };
};
