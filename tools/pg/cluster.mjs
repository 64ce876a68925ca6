import { spawn } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { Failure, fileProblem } from '../lib/failure.mjs';

/** Where the cluster lives below the folder that belongs to Postgres. */
export const clusterOf = (home) => path.join(home, 'data');

/** Whether a complete cluster is there; it only appears under this name when initdb has finished. */
export const clusterExists = (home) => existsSync(path.join(clusterOf(home), 'PG_VERSION'));

/** Refuses a cluster written by another major version, in a sentence. */
export function assertMajor(home, version) {
  const [ours] = version.split('.');
  const theirs = readFileSync(path.join(clusterOf(home), 'PG_VERSION'), 'utf8').trim();
  if (theirs !== ours) {
    throw new Failure(
      `The database in ${home} was made by Postgres ${theirs} and this version brings Postgres ${ours}: move the folder away (or dump it with Postgres ${theirs} first) or choose another DATA_DIR.`,
    );
  }
}

/** Makes a new cluster: in a folder aside, renamed when it is complete, so that an interrupted start leaves no half one. */
export async function createCluster({ home, account, programs, password, pathOf, fast }) {
  const draft = path.join(home, 'new');
  const passwordFile = path.join(home, 'password');
  const own = (file) => account.uid !== undefined && chownSync(file, account.uid, account.gid);
  try {
    mkdirSync(home, { recursive: true, mode: 0o700 });
    own(home);
    rmSync(draft, { recursive: true, force: true });
    mkdirSync(draft, { mode: 0o700 });
    own(draft);
    writeFileSync(passwordFile, password, { mode: 0o600 });
    own(passwordFile);
  } catch (error) {
    throw fileProblem(error, home);
  }
  const args = [
    '-D',
    pathOf(draft),
    '-U',
    'postgres',
    '--auth=scram-sha-256',
    '--pwfile=../password',
    '--encoding=UTF8',
    '--locale=C.UTF-8',
  ];
  try {
    // In the test servers nothing is worth the wait for the disk.
    await run(path.join(programs, 'bin', 'initdb'), fast ? [...args, '--no-sync'] : args, { ...account, cwd: draft });
    renameSync(draft, clusterOf(home));
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function run(program, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
    let errors = '';
    child.stderr.on('data', (chunk) => (errors += chunk));
    child.once('error', (error) => reject(explain(error.message)));
    child.once('close', (code) => (code === 0 ? resolve() : reject(explain(errors))));
  });
}

/** What kept Postgres from starting, in a sentence where the cause is known. */
export function explain(output) {
  const text = output.trim();
  if (/No space left/.test(text)) return new Failure('The disk is full: Postgres could not write its data.');
  if (/shared librar|cannot open shared object|ENOENT|EACCES/.test(text)) {
    return new Failure(
      `Postgres' programs do not start (${text.split('\n')[0]}): run npm ci again, with install scripts allowed.`,
    );
  }
  const lines = text.split('\n').filter((line) => /FATAL|PANIC|error:|HINT/.test(line));
  const what = (lines.length ? lines : text.split('\n'))
    .slice(-2)
    .join(' ')
    .replace(/^.*?(FATAL|PANIC|error): +/, '');
  return new Failure(`Postgres did not start: ${what || 'it gave no reason'}.`);
}

/**
 * Deals with what an earlier run left in the cluster's folder. Returns the id of a Postgres that still runs on it.
 * Postgres itself only compares process ids, and after a restart of the machine an id may belong to something else.
 */
export function predecessor(cluster) {
  const file = path.join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
  if (process.platform !== 'linux') return undefined; // Postgres' own check has to do
  try {
    if (readlinkSync(`/proc/${pid}/cwd`) === cluster) return pid;
  } catch {
    // It does not run, or it is not ours to look at.
  }
  rmSync(file, { force: true });
  return undefined;
}
