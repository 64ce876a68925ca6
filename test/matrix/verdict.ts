import { capabilities, mayFound, nobodies, relations } from './expected.js';
import { isParty, type Knowledge } from './knowledge.js';
import type { CallerKey } from './people.js';
import type { MutationExpectation } from './roots.js';
import type { Tenant } from './words.js';

export type Verdict = 'MAY' | 'FORBIDDEN' | 'NOT_FOUND' | 'UNAUTHENTICATED';

/** Who made what is its maker's alone. */
const firstManager = { alfa: 'manager', beta: 'managerBeta', gamma: 'outsider' } as const;

/** What a caller is told who tries something on the things of a partnership. */
export const verdictFor = (
  knowledge: Knowledge,
  caller: CallerKey,
  tenant: Tenant,
  { capability, seenWith, party }: Pick<MutationExpectation, 'capability' | 'seenWith' | 'party'>,
): Verdict => {
  if (nobodies.includes(caller)) return 'UNAUTHENTICATED';
  if (capability === 'person') return 'MAY';
  if (capability === 'nobody') return 'NOT_FOUND';
  if (capability === 'defaults') return Object.values(relations[caller]).includes('MANAGER') ? 'MAY' : 'FORBIDDEN';
  if (capability === 'itself') return knowledge.isSelf(caller, 'managerBeta') ? 'MAY' : 'NOT_FOUND';
  if (capability === 'staff') return ['undecided', 'dismissed'].includes(caller) ? 'FORBIDDEN' : 'MAY';
  if (capability === 'mine') return knowledge.isSelf(caller, firstManager[tenant]) ? 'MAY' : 'NOT_FOUND';
  if (capability === 'found') return mayFound.includes(caller) ? 'MAY' : 'FORBIDDEN';
  const relation = relations[caller][tenant];
  if (relation === undefined || isParty(relation)) return party && party === relation ? 'MAY' : 'NOT_FOUND';
  if (capabilities[capability]!.includes(relation)) return 'MAY';
  return seenWith && !capabilities[seenWith]!.includes(relation) ? 'NOT_FOUND' : 'FORBIDDEN';
};
