// The walls of the house: which room may know which. One rule per wall, each with its reason.
// The floors are those of docs/ARCHITECTURE.md; a new room gets a line here and there.

/** From the ground up. Rooms of one floor never import each other. */
const floors = [
  ['kernel'],
  ['platform'],
  ['live'],
  ['access'],
  ['directory', 'files'],
  ['partnerships'],
  ['officers'],
  ['coordination', 'requests', 'bottlenecks', 'funding', 'support'],
  ['insights', 'notifications', 'audit'],
];

const roomPath = (rooms) => `^libs/(${rooms.join('|')})/`;
const isTest = String.raw`\.spec\.tsx?$`;
const frontDoor = String.raw`^libs/[^/]+/src/index\.ts$`;
const all = floors.flat();

/** A room may import what lies below its floor; everything above is forbidden. */
const upwards = floors.slice(0, -1).map((rooms, floor) => ({
  name: `floor-${floor}-imports-no-higher-floor`,
  comment: `${rooms.join(', ')} must not know the rooms above: what happens there arrives as an event or through a port bound in apps/api.`,
  severity: 'error',
  from: { path: roomPath(rooms), pathNot: isTest },
  to: { path: roomPath(floors.slice(floor + 1).flat()) },
}));

const sideways = floors
  .map((rooms, floor) => ({ rooms, floor }))
  .filter(({ rooms }) => rooms.length > 1)
  .map(({ rooms, floor }) => ({
    name: `floor-${floor}-rooms-are-strangers`,
    comment: 'Rooms of one floor never import each other: use an event, a port, or move the shared idea down a floor.',
    severity: 'error',
    from: { path: `^libs/(${rooms.join('|')})/` },
    to: { path: roomPath(rooms), pathNot: '^libs/$1/' },
  }));

module.exports = {
  forbidden: [
    ...upwards,
    ...sideways,
    {
      name: 'room-has-a-floor',
      comment: `A folder in libs that is not on a floor escapes every wall: known are ${all.join(', ')}.`,
      severity: 'error',
      from: { path: '^libs/', pathNot: roomPath(all) },
      to: {},
    },
    {
      name: 'libs-import-no-app',
      comment: 'Apps compose rooms; a room that knows its app cannot be used or tested without it.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'rooms-only-by-the-front-door',
      comment: 'A room is imported as #libs/<room>, its src/index.ts: what lies behind may change without notice.',
      severity: 'error',
      from: { path: '^libs/([^/]+)/' },
      to: { path: '^libs/', pathNot: ['^libs/$1/', frontDoor] },
    },
    {
      name: 'apps-and-tests-only-by-the-front-door',
      comment: 'Apps and tests enter a room by #libs/<room>, its src/index.ts, like everybody else.',
      severity: 'error',
      from: { path: '^(apps|test)/' },
      to: { path: '^libs/', pathNot: frontDoor },
    },
    {
      name: 'rooms-not-by-relative-path',
      comment:
        'Another room is named #libs/<room>: a relative path to it survives no move and hides the border it crosses.',
      severity: 'error',
      from: { path: '^libs/([^/]+)/' },
      to: { path: '^libs/', pathNot: '^libs/$1/', dependencyTypesNot: ['aliased-subpath-import'] },
    },
    {
      name: 'apps-and-tests-not-by-relative-path',
      comment: 'A room is named #libs/<room>: a relative path to it survives no move and hides the border it crosses.',
      severity: 'error',
      from: { path: '^(apps|test)/' },
      to: { path: '^libs/', dependencyTypesNot: ['aliased-subpath-import'] },
    },
    {
      name: 'kernel-knows-no-framework',
      comment: 'The kernel is plain TypeScript, so that its rules run in a browser and in a test without a server.',
      severity: 'error',
      from: { path: '^libs/kernel/', pathNot: isTest },
      // Small libraries that compute and do nothing else are listed here by name.
      to: { pathNot: ['^libs/kernel/', '^node_modules/(uuid|fractional-indexing)/'] },
    },
    {
      name: 'rules-are-pure',
      comment: '*.rules.ts decides without asking anybody: no database, no framework, so that a test needs neither.',
      severity: 'error',
      from: { path: String.raw`\.rules\.ts$` },
      to: {
        path: [
          'node_modules/(@nestjs|typeorm|graphql|pg|redis|fastify)',
          String.raw`\.(store|entity|resolver|module|policy)\.ts$`,
        ],
        // The shape of a row may be known, as a type.
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'no-circles',
      comment: 'Of files that import each other none can be understood, tested or loaded first.',
      severity: 'error',
      // Entities name each other as types only (Relation<T>), which leaves nothing at run time.
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'web-imports-no-server-room',
      comment:
        'The browser talks to the API in GraphQL; of the house it may only take the kernel, which runs anywhere.',
      severity: 'error',
      from: { path: '^apps/web/' },
      to: { path: '^(libs/(?!kernel/)|apps/api/(?!schema\\.graphql))' },
    },
    {
      name: 'api-imports-no-web',
      comment: 'The API serves the built web app as files and knows nothing of its code.',
      severity: 'error',
      from: { path: '^apps/api/' },
      to: { path: '^apps/web/' },
    },
    {
      name: 'identity-stands-alone',
      comment:
        'The local provider stands for one that others run: it may share nothing with the server but the database of the examples.',
      severity: 'error',
      from: { path: '^apps/identity/' },
      to: { path: '^(libs|apps/(?!identity/))' },
    },
    {
      name: 'nothing-needs-identity',
      comment: 'The local provider is for development, demo and tests; an installation without it must be whole.',
      severity: 'error',
      from: { path: '^(libs|apps/(?!identity/))' },
      to: { path: '^apps/identity/' },
    },
    {
      name: 'migrations-only-from-their-index',
      comment: 'Migrations are listed once, in order; code that uses one ties today to a table of yesterday.',
      severity: 'error',
      from: {
        path: '^(libs|apps|test)/',
        pathNot: ['^libs/[^/]+/migrations/', frontDoor],
      },
      to: { path: String.raw`^libs/[^/]+/migrations/` },
    },
    {
      name: 'code-imports-no-test',
      comment: 'What runs in production must not lean on what only tests load.',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: isTest },
      to: { path: [isTest, '^test/'] },
    },
    {
      name: 'no-undeclared-packages',
      comment: 'A package that is not in package.json is there by luck.',
      severity: 'error',
      // Specs also take @jest/globals, which comes with jest in jest's own version.
      from: { path: '^(libs|apps)/', pathNot: isTest },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'server-code-needs-no-dev-packages',
      comment: 'What the server imports must be among the dependencies, or an installation without the others breaks.',
      severity: 'error',
      from: { path: '^(libs|apps/api)/', pathNot: isTest },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'imports-resolve',
      comment:
        'An import that leads nowhere. (Of the web app tsc and the bundler see to that: its packages and typed documents resolve in their own way.)',
      severity: 'error',
      from: { pathNot: '^apps/web/' },
      to: { couldNotResolve: true },
    },
    {
      name: 'no-orphans',
      comment: 'A file nobody imports is dead, or its author forgot to hang it up.',
      severity: 'error',
      from: {
        orphan: true,
        // The worker is started by its address.
        pathNot: [
          ...[isTest, String.raw`\.d\.ts$`, String.raw`(^|/)(vite\.config|codegen)\.ts$`],
          ...['^apps/web/src/gql/', String.raw`^apps/web/public/sw\.js$`],
        ],
      },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^dist/', '^apps/web/src/gql/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      // `source` leads #libs/<room> to the code, the rest is what node takes.
      conditionNames: ['source', 'import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
    reporterOptions: { text: { highlightFocused: true } },
  },
};
