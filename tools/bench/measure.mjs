import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK']).toString());

const statOf = (pid) =>
  readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');

/** CPU processes have used so far, user and system, in microseconds (Linux, /proc). */
export const cpuMicroseconds = (pids) =>
  pids.reduce((sum, pid) => {
    const fields = statOf(pid);
    return sum + ((Number(fields[11]) + Number(fields[12])) / ticksPerSecond) * 1e6;
  }, 0);

/** CPU of a process with all children that live or have ended: a Postgres with its backends, in microseconds. */
export function cpuOfFamily(pid) {
  const fields = statOf(pid);
  const ended = ((Number(fields[13]) + Number(fields[14])) / ticksPerSecond) * 1e6;
  const children = readdirSync('/proc').filter((name) => {
    try {
      return /^\d+$/.test(name) && statOf(name)[1] === String(pid);
    } catch {
      return false; // it ended meanwhile, and is among those who ended
    }
  });
  return ended + cpuMicroseconds([pid, ...children]);
}

/** Memory processes hold, in bytes. */
export const residentBytes = (pids) =>
  pids.reduce((sum, pid) => {
    const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return sum + Number(kilobytes) * 1024;
  }, 0);

/** The middle of some numbers. */
export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** The value below which a share of sorted numbers lies. */
export const percentile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];

/** Least squares: y = a + b × x. */
export function line(points) {
  const mean = (pick) => points.reduce((sum, point) => sum + pick(point), 0) / points.length;
  const [x, y] = [mean((p) => p.x), mean((p) => p.y)];
  const spread = points.reduce((sum, p) => sum + (p.x - x) ** 2, 0);
  const b = points.reduce((sum, p) => sum + (p.x - x) * (p.y - y), 0) / spread;
  return { a: y - b * x, b };
}
