import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from './failure.mjs';
import { root } from './files.mjs';

/** A built entry point of the API. */
export const apiScript = (name) => path.join(root, 'dist/apps/api/src', `${name}.js`);

/**
 * A child process of Node with its lines handed out one by one and the end of its complaints kept.
 * With LAUNCHER_PIPE it ends by itself when its standard input closes, that is when we are gone.
 */
export function startNode(script, { env, args = [], onLine = () => {}, onError = () => {} }) {
  const child = spawn(process.execPath, [script, ...args], {
    env: { ...env, LAUNCHER_PIPE: '1' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.on('error', () => {});
  const complaints = [];
  createInterface({ input: child.stdout }).on('line', onLine);
  createInterface({ input: child.stderr }).on('line', (line) => {
    complaints.push(line);
    if (complaints.length > 40) complaints.shift();
    onError(line);
  });
  const ended = new Promise((resolve) => child.once('close', (code, signal) => resolve({ code, signal, complaints })));
  return {
    pid: child.pid,
    ended,
    /** Asks the process to end and insists after a grace period. */
    async stop(graceMs = 5000) {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      child.stdin.end();
      const patience = new AbortController();
      const insist = sleep(graceMs, undefined, { signal: patience.signal }).then(
        () => child.kill('SIGKILL'),
        () => {},
      );
      await ended;
      patience.abort();
      await insist;
    },
  };
}

/** Runs a script of the API to its end; its complaint becomes the sentence. */
export async function runNode(script, options, problem) {
  const child = startNode(script, options);
  options.onStart?.(child);
  const { code, signal, complaints } = await child.ended;
  if (code === 0) return;
  throw new Failure(sentenceOf(complaints) ?? `${problem} (${signal ?? `exit code ${code}`}).`);
}

/** What a process said last on its error output, without a stack. */
export function sentenceOf(complaints) {
  const said = complaints.filter((line) => line.trim() && !/^\s+at /.test(line)).join('\n');
  return said || undefined;
}
