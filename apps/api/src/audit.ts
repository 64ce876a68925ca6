import 'reflect-metadata';
import { headLine, readChainHeads, readHeads, verifyChains } from '#libs/audit';
import { ConfigError } from '#libs/platform';
import { readFileSync } from 'node:fs';
import { runProgram } from './operator.js';

const usage = 'Say what to do: audit head, or audit verify with, if you kept one, a file of earlier heads.';

const anchorsIn = (file: string) => {
  try {
    return readHeads(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError(`The file ${file} with earlier heads cannot be read.`);
  }
};

/** `audit verify [file] | head`: computes the audit log again, or says where it stands, as the owner (DATABASE_OWNER_URL). */
await runProgram(async () => {
  const [command, file, ...rest] = process.argv.slice(2);
  const ownerUrl = process.env.DATABASE_OWNER_URL?.trim();
  if ((command !== 'verify' && command !== 'head') || rest.length > 0 || (command === 'head' && file))
    throw new ConfigError(usage);
  if (!ownerUrl)
    throw new ConfigError('DATABASE_OWNER_URL is not set: only the owner of the database sees every line.');
  const heads =
    command === 'head' ? await readChainHeads(ownerUrl) : await verifyChains(ownerUrl, file ? anchorsIn(file) : []);
  for (const head of heads) process.stdout.write(`${headLine(head)}\n`);
  if (command === 'verify') {
    const lines = heads.reduce((sum, { sequence }) => sum + sequence, 0);
    process.stdout.write(`# unbroken: ${lines} lines in ${heads.length} chains\n`);
  }
});
