import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Failure, fileProblem } from './failure.mjs';

const names = ['superuser', 'owner', 'api'];

/** Passwords of the embedded database, made once and readable for this user only. */
export function readSecrets(dataDir, { clusterExists }) {
  const file = path.join(dataDir, 'secrets.json');
  try {
    const secrets = JSON.parse(readFileSync(file, 'utf8'));
    if (names.every((name) => /^[0-9a-f]{16,}$/.test(secrets[name] ?? ''))) return secrets;
    throw new SyntaxError();
  } catch (error) {
    if (error.code && error.code !== 'ENOENT') throw fileProblem(error, file);
    if (clusterExists) {
      throw new Failure(
        `${file} is missing or damaged, so the database in ${dataDir} cannot be opened: put the file back, or move the folder away to begin anew.`,
      );
    }
  }
  const secrets = Object.fromEntries(names.map((name) => [name, randomBytes(24).toString('hex')]));
  try {
    writeFileSync(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  } catch (error) {
    throw fileProblem(error, file);
  }
  return secrets;
}
