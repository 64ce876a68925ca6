import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

const parser = (tsx) => ({ syntax: 'typescript', decorators: !tsx, tsx });
const swc = (tsx) => [
  '@swc/jest',
  {
    swcrc: false,
    sourceMaps: 'inline',
    jsc: {
      target: 'es2022',
      parser: parser(tsx),
      transform: {
        legacyDecorator: true,
        decoratorMetadata: true,
        useDefineForClassFields: tsx,
        react: { runtime: 'automatic' },
      },
      keepClassNames: true,
    },
    module: { type: 'es6' },
  },
];

/** What all test configurations share. Rooms are read from their source, as tsc does. */
export const base = {
  rootDir: root,
  roots: ['<rootDir>/libs', '<rootDir>/apps', '<rootDir>/test', '<rootDir>/tools'],
  testEnvironment: 'node',
  // `import` and `require` must stay away from this list: packages would be loaded in both forms.
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleFileExtensions: ['ts', 'tsx', 'js', 'mjs', 'cjs', 'json', 'node'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '\\.ts$': swc(false), '\\.tsx$': swc(true) },
  // Browser specs belong to Playwright (`npm run test:browser`).
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/browser/'],
  // Nothing waits for it but a test that hangs; a busy machine is no reason to fail.
  testTimeout: 60_000,
};
