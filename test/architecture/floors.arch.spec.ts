import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

interface Violation {
  readonly rule: { readonly name: string };
  readonly from: string;
  readonly to: string;
}

/** Runs dependency-cruiser as `npm run arch` does and answers what it objects to. */
function cruise(folder: string): Promise<Violation[]> {
  const program = path.join(root, 'node_modules/.bin/depcruise');
  const config = path.join(root, '.dependency-cruiser.cjs');
  const args = ['--config', config, '--output-type', 'json', 'apps', 'libs', 'test'];
  return new Promise((resolve, reject) => {
    execFile(program, args, { cwd: folder, maxBuffer: 1 << 28 }, (error, stdout, stderr) => {
      try {
        const { summary } = JSON.parse(stdout) as { summary: { violations: Violation[] } };
        resolve(summary.violations);
      } catch {
        reject(new Error(`dependency-cruiser failed: ${stderr || (error?.message ?? 'no reason given')}`));
      }
    });
  });
}

/** Rule → files of a house with exactly that fault. Every planted file is imported, so that none is an orphan. */
const planted: Record<string, Record<string, string>> = {
  'floor-0-imports-no-higher-floor': { 'libs/kernel/src/index.ts': `import '#libs/platform';` },
  'floor-1-imports-no-higher-floor': { 'libs/platform/src/index.ts': `import '#libs/live';` },
  'floor-2-imports-no-higher-floor': { 'libs/live/src/index.ts': `import '#libs/access';` },
  'floor-3-imports-no-higher-floor': { 'libs/access/src/index.ts': `import '#libs/directory';` },
  'floor-4-imports-no-higher-floor': { 'libs/directory/src/index.ts': `import '#libs/partnerships';` },
  'floor-4-rooms-are-strangers': { 'libs/directory/src/index.ts': `import '#libs/files';` },
  'floor-5-imports-no-higher-floor': { 'libs/partnerships/src/index.ts': `import '#libs/coordination';` },
  'floor-6-imports-no-higher-floor': { 'libs/officers/src/index.ts': `import '#libs/coordination';` },
  'floor-7-imports-no-higher-floor': { 'libs/coordination/src/index.ts': `import '#libs/audit';` },
  'floor-7-rooms-are-strangers': { 'libs/coordination/src/index.ts': `import '#libs/requests';` },
  'floor-8-rooms-are-strangers': { 'libs/audit/src/index.ts': `import '#libs/insights';` },
  'room-has-a-floor': { 'libs/cellar/src/index.ts': `import '#libs/kernel';` },
  'libs-import-no-app': {
    'libs/live/src/index.ts': `import '../../../apps/api/src/other.js';`,
    'apps/api/src/other.ts': `export const other = 1;`,
  },
  'rooms-only-by-the-front-door': { 'libs/live/src/index.ts': `import '../../kernel/src/inner.js';` },
  'rooms-not-by-relative-path': { 'libs/live/src/index.ts': `import '../../kernel/src/index.js';` },
  'apps-and-tests-only-by-the-front-door': { 'apps/api/src/main.ts': `import '../../../libs/kernel/src/inner.js';` },
  'apps-and-tests-not-by-relative-path': { 'test/some.e2e.spec.ts': `import '../libs/kernel/src/index.js';` },
  'kernel-knows-no-framework': { 'libs/kernel/src/inner.ts': `import '@nestjs/common';\nexport const inner = 1;` },
  'rules-are-pure': {
    'libs/live/src/index.ts': `import './some.rules.js';`,
    'libs/live/src/some.rules.ts': `import 'typeorm';\nexport const rule = 1;`,
  },
  'no-circles': {
    'libs/live/src/index.ts': `import './one.js';`,
    'libs/live/src/one.ts': `import { two } from './two.js';\nexport const one = (): number => two();`,
    'libs/live/src/two.ts': `import { one } from './one.js';\nexport const two = (): number => one();`,
  },
  'web-imports-no-server-room': { 'apps/web/src/main.ts': `import '#libs/live';` },
  'api-imports-no-web': {
    'apps/api/src/main.ts': `import '../../web/src/part.js';`,
    'apps/web/src/part.ts': `export const part = 1;`,
  },
  'identity-stands-alone': { 'apps/identity/src/main.ts': `import '#libs/kernel';` },
  'nothing-needs-identity': {
    'apps/api/src/main.ts': `import '../../identity/src/part.js';`,
    'apps/identity/src/part.ts': `export const part = 1;`,
  },
  'migrations-only-from-their-index': {
    'libs/live/src/index.ts': `import './inner.js';`,
    'libs/live/src/inner.ts': `import '../migrations/1-first.js';`,
    'libs/live/migrations/1-first.ts': `export const first = 1;`,
  },
  'code-imports-no-test': {
    'libs/live/src/index.ts': `import './some.spec.js';`,
    'libs/live/src/some.spec.ts': `export const some = 1;`,
  },
  'no-undeclared-packages': { 'libs/live/src/index.ts': `import 'undeclared';` },
  'server-code-needs-no-dev-packages': { 'libs/live/src/index.ts': `import 'devtool';` },
  'imports-resolve': { 'libs/live/src/index.ts': `import './nowhere.js';` },
  'no-orphans': { 'libs/live/src/forgotten.ts': `export const forgotten = 1;` },
};

const faultless: Record<string, string> = {
  'libs/kernel/src/index.ts': `export { inner } from './inner.js';`,
  'libs/kernel/src/inner.ts': `export const inner = 0;`,
  'libs/live/src/index.ts': `import { inner } from '#libs/kernel';\nexport const live = inner;`,
  'apps/api/src/main.ts': `import '#libs/live';`,
  'apps/web/src/main.ts': `import '#libs/kernel';`,
  'test/some.e2e.spec.ts': `import '#libs/kernel';`,
};
const rooms = [
  'platform',
  'access',
  'directory',
  'files',
  'partnerships',
  'officers',
  'coordination',
  'requests',
  'audit',
  'insights',
];
const manifest = {
  name: 'planted',
  type: 'module',
  imports: { '#libs/*': { source: './libs/*/src/index.ts', default: './dist/libs/*/src/index.js' } },
  dependencies: { '@nestjs/common': '*', typeorm: '*' },
  devDependencies: { devtool: '*' },
};

/** A small house in a folder of its own, correct but for the given files. */
function plant(files: Record<string, string>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'samenregie-arch-'));
  const rest = Object.fromEntries(rooms.map((room) => [`libs/${room}/src/index.ts`, `import '#libs/kernel';`]));
  for (const [name, content] of Object.entries({ ...rest, ...faultless, ...files })) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), `${content}\n`);
  }
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
  copyFileSync(path.join(root, 'tsconfig.json'), path.join(folder, 'tsconfig.json'));
  for (const name of ['@nestjs/common', 'typeorm', 'undeclared', 'devtool']) {
    const target = path.join(folder, 'node_modules', name);
    mkdirSync(target, { recursive: true });
    writeFileSync(path.join(target, 'package.json'), JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
    writeFileSync(path.join(target, 'index.js'), '');
  }
  symlinkSync(path.join(root, 'node_modules/typescript'), path.join(folder, 'node_modules/typescript'));
  return folder;
}

async function violationsIn(files: Record<string, string>): Promise<Violation[]> {
  const folder = plant(files);
  try {
    return await cruise(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** All faults in one house: each file holds what the rules planted in it. */
function everyFault(): Record<string, string> {
  const files: Record<string, string> = {};
  for (const [name, content] of Object.values(planted).flatMap((fault) => Object.entries(fault))) {
    files[name] = files[name] === undefined ? content : `${files[name]}\n${content}`;
  }
  return files;
}

describe('the floors of the house', () => {
  it('are kept by the code as it stands', async () => {
    const broken = (await cruise(root)).map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
    expect(broken).toEqual([]);
  });

  it('have no objection to a faultless house', async () => {
    expect(await violationsIn({})).toEqual([]);
  });

  describe('in a house with every fault', () => {
    let violations: Violation[];
    beforeAll(async () => {
      violations = await violationsIn(everyFault());
    });

    it.each(Object.keys(planted))('the rule %s notices its own', (rule) => {
      const found = violations.filter((violation) => violation.rule.name === rule).map(({ from }) => from);
      const sources = Object.keys(planted[rule] ?? {});
      expect(found.filter((from) => sources.includes(from))).not.toEqual([]);
    });
  });

  it('have a planted fault for every rule, and a reason in every rule', async () => {
    const config = (await import(path.join(root, '.dependency-cruiser.cjs'))) as {
      default: { forbidden: { name: string; comment: string }[] };
    };
    const { forbidden } = config.default;
    expect(Object.keys(planted).sort()).toEqual(forbidden.map(({ name }) => name).sort());
    expect(forbidden.filter(({ comment }) => comment.length < 20)).toEqual([]);
  });
});
