import { generateKeyPairSync } from 'node:crypto';
import path from 'node:path';
import { startNode } from '../lib/child.mjs';
import { root } from '../lib/files.mjs';
import { freePort } from '../lib/ports.mjs';

/** Who vouches for the people of the demo: a name that belongs to nobody, wherever the provider listens. */
const ISSUER = 'https://identity.samenregie.example';
const CLIENT_ID = 'samenregie';

const given = (name) => Boolean(process.env[name]?.trim());

/** Whether people sign in with the local provider: for examples only, and where no real one is set. */
export const needsIdentity = ({ demo }) =>
  demo &&
  process.env.NODE_ENV !== 'production' &&
  !Object.keys(process.env).some((name) => name.startsWith('OIDC_') && given(name));

/** A key pair for as long as this run lasts: with it the API shows the provider who it is. */
const clientKeys = () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const text = (key) =>
    JSON.stringify({ ...key.export({ format: 'jwk' }), alg: 'ES256', use: 'sig', kid: 'samenregie' });
  return { privateKey: text(privateKey), publicKey: text(publicKey) };
};

/**
 * Starts the local identity provider on a free port of this machine.
 * @param {{ databaseUrl: string, publicUrl: string, onLine: (line: string) => void }} options
 * @returns the settings with which the API uses it, and the process
 */
export async function startIdentity({ databaseUrl, publicUrl, onLine }) {
  const port = await freePort();
  const { privateKey, publicKey } = clientKeys();
  const shared = { OIDC_ISSUER: ISSUER, OIDC_CLIENT_ID: CLIENT_ID, PUBLIC_URL: publicUrl };
  const { DATABASE_OWNER_URL: _owner, ...env } = process.env;
  let ready;
  const isReady = new Promise((resolve) => (ready = resolve));
  const child = startNode(path.join(root, 'dist/apps/identity/src/main.js'), {
    env: { ...env, ...shared, DATABASE_URL: databaseUrl, OIDC_CLIENT_KEY: publicKey, IDENTITY_PORT: String(port) },
    onLine: (line) => (line.includes('"listening"') ? ready() : onLine(line)),
    onError: onLine,
  });
  return {
    ...child,
    /** Settles when it listens, or has ended. */
    ready: Promise.race([isReady, child.ended]),
    settings: {
      ...shared,
      OIDC_PRIVATE_KEY: privateKey,
      OIDC_DISCOVERY_URL: `http://127.0.0.1:${port}/.well-known/openid-configuration`,
    },
  };
}
