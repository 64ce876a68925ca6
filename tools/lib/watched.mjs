// Servers that never outlive us: each runs below a small shell that holds our pipe and ends it when we are gone.
import { spawn } from 'node:child_process';

// When this process goes away, even by kill -9, `read` ends and the server is told to stop, then made to.
// Only the server keeps the log open, so the end of the log is the end of the server, even when the shell was killed.
const script = `
exec 3<&0
trap '' INT TERM HUP
"$@" </dev/null >&2 3<&- &
p=$!
echo "watchdog: the server is process $p" >&2
exec 2>/dev/null
read -r _ <&3
kill -INT $p
( n=0; while [ $n -lt 80 ]; do sleep 0.1; n=$((n+1)); done; kill -QUIT $p ) &
t=$!
wait $p
kill -KILL $t
`;

/**
 * Starts a program and waits until it says it is ready, or has ended.
 * @param {string[]} command program and arguments
 * @param {object} options
 * @param {string} options.ready what it writes when it is ready
 * @param {object} [options.spawn] working directory, user, group
 * @param {{ write(chunk: Buffer): void }} [options.log] gets all it writes
 * @param {() => void} [options.onGone] told when it ends, once it was ready, without having been asked
 */
export function startWatched(command, { ready, spawn: how = {}, log, onGone = () => {} }) {
  return new Promise((resolve, reject) => {
    const child = spawn('/bin/sh', ['-c', script, 'samenregie-watchdog', ...command], {
      ...how,
      detached: true,
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    const server = { up: false, pid: undefined, output: '', stop, kill };
    let asked = false;
    let gone = false;
    const ended = new Promise((done) => child.stderr.once('close', done));
    child.once('error', reject);
    child.stdin.on('error', () => {}); // the shell was killed; its `exit` tells
    child.once('exit', () => {
      // Without its watchdog the server could outlive us.
      if (!gone) signal('SIGINT');
    });
    child.stderr.on('data', (chunk) => {
      log?.write(chunk);
      server.output = (server.output + chunk).slice(-8000);
      server.pid ??= Number(/watchdog: the server is process (\d+)/.exec(server.output)?.[1]) || undefined;
      if (server.up || !server.output.includes(ready)) return;
      server.up = true;
      // The caller's other work decides how long this process lives, not the open pipes.
      for (const handle of [child, child.stdin, child.stderr]) handle.unref();
      resolve(server);
    });
    void ended.then(() => {
      gone = true;
      child.stdin.end();
      if (server.up && !asked) onGone();
      resolve(server);
    });

    function signal(name) {
      try {
        if (server.pid) process.kill(server.pid, name);
      } catch {
        // It is gone already.
      }
    }
    async function end(act) {
      asked = true;
      for (const handle of [child, child.stderr]) handle.ref();
      act();
      await ended;
    }
    /** Ends it in good order. */
    function stop() {
      return end(() => child.stdin.end());
    }
    /** Ends it the hard way, for tests of what happens then. */
    function kill() {
      return end(() => signal('SIGKILL'));
    }
  });
}
