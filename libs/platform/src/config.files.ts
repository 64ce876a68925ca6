import path from 'node:path';
import { ConfigError, text } from './config.oidc.js';

/** A bucket of a store that speaks S3. */
export interface S3Config {
  /** With the name of the bucket at its end. */
  endpoint: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
}

/** Where attachments are kept, and how much of them. */
export interface FilesConfig {
  /** Folder on this machine, where there is no bucket. */
  folder: string;
  s3?: S3Config;
  /** A ClamAV daemon, which is asked about every file. */
  clamd?: { host: string; port: number };
  /** Most bytes of one file. */
  maxBytes: number;
  /** Most bytes of all files of one partnership. */
  quotaBytes: number;
}

const MEGABYTE = 1024 * 1024;

const megabytes = (env: NodeJS.ProcessEnv, name: string, fallback: number): number => {
  const value = Number(text(env, name) ?? fallback);
  if (!Number.isInteger(value) || value < 1 || value > 1_000_000)
    throw new ConfigError(`${name} must be a whole number of megabytes from 1 to 1000000.`);
  return value * MEGABYTE;
};

const readS3 = (env: NodeJS.ProcessEnv): S3Config | undefined => {
  const endpoint = text(env, 'S3_URL');
  if (!endpoint) return undefined;
  const [accessKeyId, secretAccessKey] = [text(env, 'S3_ACCESS_KEY_ID'), text(env, 'S3_SECRET_ACCESS_KEY')];
  const url = URL.parse(endpoint);
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname === '/')
    throw new ConfigError('S3_URL must be an address with a bucket at its end, such as https://s3.example/samenregie.');
  if (!accessKeyId || !secretAccessKey)
    throw new ConfigError('S3_URL is set: set S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY too.');
  return { endpoint, region: text(env, 'S3_REGION') ?? 'auto', accessKeyId, secretAccessKey };
};

/** @throws ConfigError */
export const readFiles = (env: NodeJS.ProcessEnv): FilesConfig => {
  const clamd = text(env, 'CLAMD_URL');
  const url = clamd ? URL.parse(clamd) : undefined;
  if (clamd && (url?.protocol !== 'tcp:' || !url.hostname))
    throw new ConfigError('CLAMD_URL must be an address such as tcp://127.0.0.1:3310.');
  return {
    folder: path.resolve(text(env, 'DATA_DIR') ?? '.data', 'files'),
    s3: readS3(env),
    clamd: url ? { host: url.hostname, port: Number(url.port || 3310) } : undefined,
    maxBytes: megabytes(env, 'FILE_MEGABYTES', 50),
    quotaBytes: megabytes(env, 'FILES_MEGABYTES_PER_PARTNERSHIP', 5_000),
  };
};
