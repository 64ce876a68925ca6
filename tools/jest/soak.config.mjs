// Faults for as long as one likes: `npm run soak`. It brings servers of its own, to kill them.
import { base } from './base.mjs';

export default { ...base, testRegex: '\\.soak\\.ts$', maxWorkers: 1, testTimeout: 600_000 };
