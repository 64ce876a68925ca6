import { readFiles, type FilesConfig } from './config.files.js';
import { readMail, type MailConfig } from './config.mail.js';
import { readPush, type PushConfig } from './config.push.js';
import { ConfigError, readOidc, readPublicUrl, text, type OidcConfig } from './config.oidc.js';
import { limits } from './limits/limits.js';

export type { FilesConfig, S3Config } from './config.files.js';
export { ConfigError, type OidcConfig } from './config.oidc.js';

const integer = (env: NodeJS.ProcessEnv, name: string, fallback: number, min: number, max: number): number => {
  const given = text(env, name);
  if (given === undefined) return fallback;
  const value = Number(given);
  if (!Number.isInteger(value) || value < min || value > max)
    throw new ConfigError(`${name} must be a whole number from ${min} to ${max}, not "${given}".`);
  return value;
};

const flag = (env: NodeJS.ProcessEnv, name: string): boolean | undefined => {
  const given = text(env, name)?.toLowerCase();
  if (given === undefined) return undefined;
  if (['true', '1', 'yes'].includes(given)) return true;
  if (['false', '0', 'no'].includes(given)) return false;
  throw new ConfigError(`${name} must be true or false, not "${given}".`);
};

const readMetricsToken = (env: NodeJS.ProcessEnv): string | undefined => {
  const token = text(env, 'METRICS_TOKEN');
  if (token !== undefined && token.length < 16)
    throw new ConfigError('METRICS_TOKEN must have at least 16 characters: whoever guesses it reads the figures.');
  return token;
};

/** The settings of one API process, read once from the environment. */
export interface Config {
  host: string;
  port: number;
  /** The address people use, without a slash at the end; links and sign-in come back to it. */
  publicUrl: string;
  /** Where people sign in; absent: nowhere but, in demo mode, as an example person. */
  oidc?: OidcConfig;
  /** Login role of the API; owns nothing. */
  databaseUrl: string;
  /** Most connections this process opens to Postgres. */
  databasePool: number;
  redisUrl?: string;
  /** How many API processes share the database; above 1 they need Redis to tell each other of events. */
  instances: number;
  /** Demo sign-in and example data. */
  demo: boolean;
  /** How mails leave the house; absent: not at all. */
  mail?: MailConfig;
  /** How devices are told; absent: not at all. */
  push?: PushConfig;
  /** Where attachments are kept. */
  files: FilesConfig;
  /** Points one operation may cost at most; what costs what is in graphql/cost.ts. */
  costPerOperation: number;
  /** Points one caller may spend in a minute. */
  costPerMinute: number;
  /** The same for one service client, whatever people spend. */
  costPerMinuteServiceClient: number;
  /** How long the log of events reaches back. */
  eventRetentionDays: number;
  /** Subscribers who see the same share one execution; off only to measure what that is worth. */
  sharedExecution: boolean;
  /** Whether this process does jobs that are due; off, it leaves them to others. */
  doesJobs: boolean;
  /** How many proxies of our own stand in front and write down the client's address; 0 believes no header. */
  trustedProxies: number;
  /** What whoever reads `/metrics` bears; absent: nobody does. */
  metricsToken?: string;
  /** Folder with the built web app; without it only the API is served. */
  webDir?: string;
  production: boolean;
}

/** @throws ConfigError with one sentence that says what to do. */
export const readConfig = (env: NodeJS.ProcessEnv = process.env): Config => {
  const databaseUrl = text(env, 'DATABASE_URL');
  if (!databaseUrl)
    throw new ConfigError('DATABASE_URL is missing: start with "npm start", or point it at a PostgreSQL.');
  const production = env.NODE_ENV === 'production';
  const instances = integer(env, 'API_INSTANCES', 1, 1, 64);
  const redisUrl = text(env, 'REDIS_URL');
  if (instances > 1 && !redisUrl)
    throw new ConfigError(
      `API_INSTANCES is ${instances}: set REDIS_URL, several processes need Redis to stay in step.`,
    );
  const host = text(env, 'HOST') ?? '127.0.0.1';
  const port = integer(env, 'PORT', 3000, 0, 65535);
  const publicUrl = readPublicUrl(env, host, port);
  const oidc = readOidc(env);
  if (oidc && production && !publicUrl.startsWith('https:'))
    throw new ConfigError(
      'PUBLIC_URL must be the https address people use: the identity provider sends them back to it.',
    );
  return {
    host,
    port,
    publicUrl,
    oidc,
    databaseUrl,
    databasePool: integer(env, 'DATABASE_POOL', 10, 2, 200),
    redisUrl,
    instances,
    demo: flag(env, 'DEMO') ?? false,
    mail: readMail(env),
    push: readPush(env),
    files: readFiles(env),
    costPerOperation: integer(env, 'COST_PER_OPERATION', limits.budget.operation, 1, 10_000_000),
    costPerMinute: integer(env, 'COST_PER_MINUTE', limits.budget.caller, 1, 1_000_000_000),
    costPerMinuteServiceClient: integer(
      env,
      'COST_PER_MINUTE_SERVICE_CLIENT',
      limits.budget.serviceClient,
      1,
      1_000_000_000,
    ),
    eventRetentionDays: integer(env, 'EVENT_RETENTION_DAYS', 7, 1, 3_650),
    sharedExecution: flag(env, 'SHARED_EXECUTION') ?? true,
    doesJobs: flag(env, 'JOBS') ?? true,
    trustedProxies: integer(env, 'TRUSTED_PROXIES', 0, 0, 10),
    metricsToken: readMetricsToken(env),
    webDir: text(env, 'WEB_DIR'),
    production,
  };
};

/** Injection token of the Config. */
export const CONFIG = Symbol('config');
