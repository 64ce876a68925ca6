import { execFileSync, spawnSync } from 'node:child_process';
import { userInfo } from 'node:os';

/** The full path of a program, or undefined. */
export function findProgram(...names) {
  for (const name of names.filter(Boolean)) {
    const { status, stdout } = spawnSync('/bin/sh', ['-c', 'command -v -- "$1"', 'sh', name], { encoding: 'utf8' });
    if (status === 0 && stdout.trim()) return stdout.trim();
  }
  return undefined;
}

/** Installs Debian packages when that is ours to do: as root, on a machine with apt-get. */
export function installWithApt(name) {
  if (userInfo().uid !== 0 || !findProgram('apt-get')) return false;
  console.error(`installing ${name} with apt-get ...`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // The installed package must not start a server of its own.
  const install = ['install', '-y', '-q', '--no-install-recommends', '-o', 'Dpkg::Options::=--force-confold', name];
  try {
    try {
      execFileSync('apt-get', install, { env, stdio: 'ignore' });
    } catch {
      execFileSync('apt-get', ['update', '-q'], { env, stdio: 'ignore' });
      execFileSync('apt-get', install, { env, stdio: 'ignore' });
    }
    return true;
  } catch {
    return false;
  }
}
