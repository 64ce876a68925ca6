// One launcher per data folder. The lock is a file that names its owner by process id and start time, because ids are
// reused (after a restart of a container even at once) and a killed launcher cannot take its lock away.
import { execFileSync } from 'node:child_process';
import { linkSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { Failure, fileProblem } from './failure.mjs';

/** The fields of Linux' process table entry, from the third on: the second is a name that may hold spaces. */
function fieldsOf(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/** The process that started this one; undefined where the system does not tell cheaply. */
export function parentOf(pid) {
  try {
    return fieldsOf(pid)[1];
  } catch {
    return undefined;
  }
}

/** When a process started, in whatever unit the system offers; undefined when it does not run. */
export function startOf(pid) {
  try {
    if (process.platform === 'linux') {
      const fields = fieldsOf(pid);
      return fields[0] === 'Z' ? undefined : fields[19];
    }
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
}

const read = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return error.code === 'ENOENT' ? undefined : {};
  }
};
const lives = (owner) => Boolean(owner?.pid && owner.started && startOf(owner.pid) === owner.started);

/**
 * Takes the lock or refuses with a sentence.
 * @returns `note(more)` to write down what others may want to know (the address), `release()`.
 */
export function takeLock(file) {
  const mine = { pid: process.pid, started: startOf(process.pid) };
  for (let attempt = 0; attempt < 20; attempt++) {
    // Written aside and linked into place, so that nobody ever reads half a lock.
    const draft = `${file}.${process.pid}`;
    try {
      writeFileSync(draft, JSON.stringify(mine), { mode: 0o644 });
      linkSync(draft, file);
      return {
        note(more) {
          writeFileSync(draft, JSON.stringify({ ...mine, ...more }));
          renameSync(draft, file);
        },
        release() {
          if (read(file)?.pid === process.pid) rmSync(file, { force: true });
        },
      };
    } catch (error) {
      if (error.code !== 'EEXIST') throw fileProblem(error, file);
    } finally {
      rmSync(draft, { force: true });
    }
    const owner = read(file);
    if (owner && lives(owner)) {
      const where = owner.url ? ` at ${owner.url}` : '';
      throw new Failure(
        `Samenregie already runs on this data folder${where} (process ${owner.pid}): stop it first, or give this one its own folder with DATA_DIR and PORT.`,
      );
    }
    if (owner) takeAway(file, owner);
  }
  throw new Failure(`Cannot take the lock ${file}: remove that file when no other Samenregie runs on this folder.`);
}

/** Removes a dead owner's lock, unless somebody else replaced it meanwhile. */
function takeAway(file, dead) {
  const aside = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, aside);
    if (read(aside)?.pid !== dead.pid || lives(read(aside))) linkSync(aside, file);
  } catch {
    // Somebody was quicker; the next attempt sees what is there.
  } finally {
    try {
      unlinkSync(aside);
    } catch {
      // It was never moved aside.
    }
  }
}
