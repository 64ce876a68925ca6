import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import path from 'node:path';
import { root } from './files.mjs';

/**
 * Runs a command to its end; `show` lets its output through, otherwise it is answered; `idly`: only while nobody else has
 * work for the machine.
 */
export function run([program, ...args], { show = false, idly = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
    });
    if (idly && child.pid) setPriority(child.pid, constants.priority.PRIORITY_LOW);
    let output = '';
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (output += chunk));
    child.once('error', (error) => resolve({ code: 1, output: error.message }));
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Runs Jest and answers how many tests passed and failed. */
export async function runJest(args) {
  const file = path.join(root, 'artefacts/jest.json');
  mkdirSync(path.dirname(file), { recursive: true });
  rmSync(file, { force: true });
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const jest = [process.execPath, ...flags, 'node_modules/jest/bin/jest.js', '--ci', '--json', '--outputFile', file];
  const { code } = await run([...jest, ...args], { show: true });
  let counts;
  try {
    counts = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { passed: 0, failed: 1 }; // it did not come as far as counting
  }
  // A file that does not load has no tests that could fail.
  const failed = counts.numFailedTests + counts.numRuntimeErrorTestSuites;
  return { passed: counts.numPassedTests, failed: failed || (code === 0 ? 0 : 1) };
}
