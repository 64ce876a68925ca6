import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The key pair of Samenregie as a client of a provider. */
export interface ClientKeys {
  privateKey: Record<string, unknown>;
  publicKey: Record<string, unknown>;
}

export const clientKeys = (): ClientKeys => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const facts = { alg: 'ES256', use: 'sig', kid: 'samenregie' };
  return {
    privateKey: { ...privateKey.export({ format: 'jwk' }), ...facts },
    publicKey: { ...publicKey.export({ format: 'jwk' }), ...facts },
  };
};

/** Who vouches for the example people; the demo writes it with their accounts. */
export const DEMO_ISSUER = 'https://identity.samenregie.example';

/** The local provider as a process of its own. */
export interface LocalProvider {
  url: string;
  stop(): Promise<void>;
}

const main = path.resolve(import.meta.dirname, '../../dist/apps/identity/src/main.js');

/** Starts the local provider on a port, for an API at an address; it ends with the test process. */
export const startProvider = async (options: {
  databaseUrl: string;
  publicUrl: string;
  keys: ClientKeys;
  port: number;
}): Promise<LocalProvider> => {
  const { databaseUrl, publicUrl, keys, port } = options;
  const child = spawn(process.execPath, [main], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'test',
      LAUNCHER_PIPE: '1',
      IDENTITY_PORT: String(port),
      DATABASE_URL: databaseUrl,
      PUBLIC_URL: publicUrl,
      OIDC_ISSUER: DEMO_ISSUER,
      OIDC_CLIENT_ID: 'samenregie',
      OIDC_CLIENT_KEY: JSON.stringify(keys.publicKey),
    },
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stdin.on('error', () => undefined);
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  for (let attempt = 0; attempt < 600 && child.exitCode === null; attempt++) {
    if (output.includes('"listening"'))
      return {
        url: `http://127.0.0.1:${String(port)}`,
        stop: async () => {
          child.kill();
          await ended;
        },
      };
    await sleep(50);
  }
  throw new Error(`the local provider did not start:\n${output}`);
};

/** Settings of an API that signs people in with the local provider on a port. */
export const oidcSettings = (providerPort: number, keys: ClientKeys): Record<string, string> => ({
  OIDC_ISSUER: DEMO_ISSUER,
  OIDC_DISCOVERY_URL: `http://127.0.0.1:${String(providerPort)}/.well-known/openid-configuration`,
  OIDC_CLIENT_ID: 'samenregie',
  OIDC_PRIVATE_KEY: JSON.stringify(keys.privateKey),
});
