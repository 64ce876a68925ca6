// All tests but those in a browser. Pure ones alone, without servers: `npm run test:unit`.
import { base } from './tools/jest/base.mjs';

export default {
  ...base,
  testRegex: '\\.spec\\.(tsx?|mjs)$',
  globalSetup: '<rootDir>/tools/jest/global-setup.mjs',
  globalTeardown: '<rootDir>/tools/jest/global-teardown.mjs',
  maxWorkers: 2,
  workerIdleMemoryLimit: '800MB',
};
