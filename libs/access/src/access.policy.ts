import { definePolicy } from './policy.js';

/** Root fields of this room and of the rooms below it, which know nothing of rights. */
export const accessPolicy = definePolicy({
  fields: {
    'Query.viewer': 'public',
    'Query.errorCodes': 'public',
    'Query.node': 'signedIn',
    'Query.nodes': 'signedIn',
    'Subscription.partnershipEvents': 'signedIn',
    'Subscription.presence': 'signedIn',
  },
});
