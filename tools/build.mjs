// Builds what has changed: `node tools/build.mjs [api|web]`. The fingerprint of the inputs is kept beside the output.
import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Failure, fileProblem, report } from './lib/failure.mjs';
import { filesUnder, fingerprint, root } from './lib/files.mjs';

const isTest = (file) => /\.spec\.tsx?$/.test(file);
const isOutput = (file) => file.startsWith(path.join('apps', 'web', 'src', 'gql') + path.sep);
const isSchema = (file) => file === path.join('apps', 'api', 'schema.graphql');

const parts = {
  api: {
    label: 'API',
    inputs: () =>
      filesUnder('apps/api', 'apps/identity', 'libs', '.swcrc', 'package-lock.json', 'tools/build.mjs').filter(
        (file) => !isTest(file) && !isSchema(file),
      ),
    proof: 'dist/apps/api/src/main.js',
    build: buildApi,
  },
  web: {
    label: 'web app',
    inputs: () =>
      filesUnder(
        'apps/web',
        'codegen.ts',
        'apps/api/schema.graphql',
        'libs/kernel/src',
        'package-lock.json',
        'tools/build.mjs',
      ).filter((file) => !isTest(file) && !isOutput(file)),
    proof: 'dist/web/index.html',
    build: buildWeb,
  },
};

/** Brings the given parts up to date; `onStep` hears of those that really are built. */
export async function build(names = Object.keys(parts), { onStep = () => {}, force = false, signal } = {}) {
  for (const name of names) {
    const part = parts[name];
    if (!part) throw new Failure(`There is no part "${name}" to build: choose ${Object.keys(parts).join(' or ')}.`);
    const stamp = path.join(root, 'dist', `.${name}.fingerprint`);
    const inputs = part.inputs();
    const now = fingerprint(inputs);
    const before = existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';
    if (!force && before === now && existsSync(path.join(root, part.proof))) continue;
    onStep(`building the ${part.label}`);
    try {
      mkdirSync(path.dirname(stamp), { recursive: true });
      rmSync(stamp, { force: true });
      await part.build(inputs, signal);
      writeFileSync(stamp, now);
    } catch (error) {
      throw fileProblem(error, path.join(root, 'dist'));
    }
  }
}

/** Compiles file by file with swc, without a type check (that is `npm run typecheck`), and copies data files. */
async function buildApi(inputs) {
  const { transformFile } = await import('@swc/core');
  const options = JSON.parse(readFileSync(path.join(root, '.swcrc'), 'utf8'));
  for (const place of ['dist/apps', 'dist/libs']) rmSync(path.join(root, place), { recursive: true, force: true });
  const made = new Set();
  const queue = inputs.filter((file) => /^(apps|libs)\//.test(file.replaceAll(path.sep, '/')) && !file.endsWith('.md'));
  const work = async () => {
    for (let file = queue.pop(); file; file = queue.pop()) {
      const source = path.join(root, file);
      const target = path.join(root, 'dist', file).replace(/\.ts$/, '.js');
      const folder = path.dirname(target);
      if (!made.has(folder)) mkdirSync(folder, { recursive: true });
      made.add(folder);
      if (file.endsWith('.d.ts')) continue;
      if (!file.endsWith('.ts')) {
        copyFileSync(source, target);
        continue;
      }
      const name = path.relative(folder, source);
      const { code, map } = await transformFile(source, {
        ...options,
        swcrc: false,
        sourceMaps: true,
        sourceFileName: name,
      });
      writeFileSync(target, `${code}\n//# sourceMappingURL=${path.basename(target)}.map\n`);
      writeFileSync(`${target}.map`, map ?? '{}');
    }
  };
  try {
    await Promise.all(Array.from({ length: 4 }, work));
  } catch (error) {
    throw new Failure(`The API does not compile:\n${error.message}`);
  }
}

/** Typed documents from the schema, then the bundle. */
async function buildWeb(_inputs, signal) {
  await tool(
    'graphql-codegen',
    ['--config', 'codegen.ts'],
    'The typed documents of the web app could not be made',
    signal,
  );
  await tool(
    'vite',
    ['build', 'apps/web', '--configLoader', 'runner', '--logLevel', 'warn'],
    'The web app does not build',
    signal,
  );
}

function tool(name, args, problem, signal) {
  return new Promise((resolve, reject) => {
    const child = spawn(path.join(root, 'node_modules', '.bin', name), args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
    });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.once('error', () => reject(new Failure(`${name} is not installed: run npm ci.`)));
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Failure(`${problem}:\n${output.trim()}`))));
  });
}

if (import.meta.main ?? process.argv[1] === import.meta.filename) {
  const names = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
  const force = process.argv.includes('--force');
  build(names.length ? names : undefined, { force, onStep: (step) => console.log(step) }).catch(report);
}
