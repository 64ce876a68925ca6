import path from 'node:path';
import { Failure } from './failure.mjs';
import { root } from './files.mjs';

function whole(name, text, least, most) {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new Failure(`${name}=${text} is not a whole number from ${least} to ${most}: correct it or leave it out.`);
  }
  return value;
}

function yesOrNo(name, text) {
  if (/^(true|1|yes)$/i.test(text)) return true;
  if (/^(false|0|no)$/i.test(text)) return false;
  throw new Failure(`${name}=${text} is neither true nor false: correct it or leave it out.`);
}

/** The settings of a start, read from the environment and checked; the README lists them all. */
export function readSettings(env = process.env) {
  const given = (name) => (env[name] === undefined || env[name] === '' ? undefined : env[name]);
  const databaseUrl = given('DATABASE_URL');
  const settings = {
    host: given('HOST') ?? '127.0.0.1',
    port: whole('PORT', given('PORT') ?? '3000', 1, 65535),
    dataDir: path.resolve(root, given('DATA_DIR') ?? '.data'),
    databaseUrl,
    ownerUrl: given('DATABASE_OWNER_URL'),
    redisUrl: given('REDIS_URL'),
    instances: whole('API_INSTANCES', given('API_INSTANCES') ?? '1', 1, 1000),
    demo: given('DEMO') === undefined ? !databaseUrl && env.NODE_ENV !== 'production' : yesOrNo('DEMO', env.DEMO),
  };
  if (settings.ownerUrl && !databaseUrl) {
    throw new Failure(
      'DATABASE_OWNER_URL is set without DATABASE_URL: give both, or neither for the embedded database.',
    );
  }
  if (settings.instances > 1 && !settings.redisUrl) {
    throw new Failure(
      `API_INSTANCES=${settings.instances} needs REDIS_URL: several API processes tell each other through Redis what has changed.`,
    );
  }
  return settings;
}

/** Refuses, in a sentence, the Node versions the libraries have left. */
export function assertNode() {
  if (Number.parseInt(process.versions.node, 10) >= 24) return;
  throw new Failure(
    `This runs on Node ${process.versions.node} but needs 24: start it with "npm start" after "npm ci", which brings Node 24 along.`,
  );
}
