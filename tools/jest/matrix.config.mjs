// The whole authorisation matrix: `npm run test:matrix`.
import { base } from './base.mjs';

export default {
  ...base,
  testRegex: '\\.matrix\\.ts$',
  globalSetup: '<rootDir>/tools/jest/global-setup.mjs',
  globalTeardown: '<rootDir>/tools/jest/global-teardown.mjs',
  testSequencer: '<rootDir>/tools/jest/longest-first.mjs',
  maxWorkers: 2,
  testTimeout: 600_000,
};
