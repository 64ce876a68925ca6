// Postgres refuses to run as root. When we are root it runs as a system user, which must be able to reach its programs
// and its data even below folders that are closed to it (a home of root, a temporary folder).
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, linkSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { Failure } from '../lib/failure.mjs';

const quiet = { stdio: ['ignore', 'pipe', 'ignore'], encoding: 'utf8' };

function idsOf(user) {
  try {
    return {
      uid: Number(execFileSync('id', ['-u', user], quiet)),
      gid: Number(execFileSync('id', ['-g', user], quiet)),
    };
  } catch {
    return undefined;
  }
}

function systemUser() {
  const known = idsOf('postgres');
  if (known) return known;
  try {
    execFileSync(
      'useradd',
      ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'],
      quiet,
    );
  } catch {
    // No useradd, or a read-only /etc: nobody is an unprivileged user too.
  }
  const ids = idsOf('postgres') ?? idsOf('nobody');
  if (!ids) {
    throw new Failure(
      'Postgres cannot run as root and no other user could be made: start as an ordinary user, or set DATABASE_URL.',
    );
  }
  return ids;
}

/**
 * Who runs Postgres: `{}` for ourselves, otherwise user and group ids.
 * A cluster that exists keeps its owner.
 */
export function postgresAccount(dataDir) {
  const owner = existsSync(dataDir) ? statSync(dataDir) : undefined;
  if (userInfo().uid !== 0) {
    if (owner && owner.uid !== userInfo().uid) {
      throw new Failure(
        `The database in ${dataDir} belongs to another user: start as that user, or choose another folder with DATA_DIR.`,
      );
    }
    return {};
  }
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : systemUser();
}

/** Whether the account can enter this folder by its path. */
export function reaches(account, folder) {
  if (account.uid === undefined) return true;
  try {
    execFileSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...account, cwd: '/', stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/**
 * The folder with Postgres' programs, as the account can reach it: the package's own, or a copy (links where the disk
 * allows) in a cache that belongs to root.
 */
export function reachablePrograms(account, native, version) {
  if (reaches(account, path.join(native, 'bin'))) return native;
  for (const parent of ['/var/cache/samenregie', '/var/tmp/samenregie-root', undefined]) {
    try {
      const cache = parent ?? mkdtempSync(path.join(tmpdir(), 'samenregie-'));
      mkdirSync(cache, { recursive: true, mode: 0o755 });
      const found = statSync(cache);
      // Somebody else's folder could hold somebody else's programs.
      if (found.uid !== 0 || (found.mode & 0o022) !== 0) continue;
      const target = path.join(cache, `postgres-${version}`);
      if (!existsSync(target)) copyTree(native, target);
      if (reaches(account, path.join(target, 'bin'))) return target;
    } catch {
      // Try the next place.
    }
  }
  throw new Failure(
    `Postgres runs as another user than root and cannot reach its programs in ${native}: move the project to a folder that others may enter (for example /srv), or start as an ordinary user.`,
  );
}

function copyTree(from, to) {
  const draft = `${to}.${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  const link = (source, target) => {
    const found = statSync(source);
    if (!found.isFile()) return true;
    try {
      // A linked file keeps its owner, who could change what every later start runs: link root's own only.
      if (found.uid !== 0) return true;
      linkSync(source, target);
      return false;
    } catch {
      return true; // another disk: copy
    }
  };
  cpSync(from, draft, { recursive: true, verbatimSymlinks: true, filter: link });
  try {
    renameSync(draft, to);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(to)) throw error; // otherwise another start was quicker
  }
}
