// The pure tests: no database, no server, seconds.
import { base } from './base.mjs';

export default {
  ...base,
  testRegex: '\\.spec\\.(tsx?|mjs)$',
  testPathIgnorePatterns: [...base.testPathIgnorePatterns, '\\.(int|e2e|arch)\\.spec\\.(ts|mjs)$'],
  maxWorkers: 2,
  workerIdleMemoryLimit: '800MB',
};
