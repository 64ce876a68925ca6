import type { Socket } from 'node:net';
import { startIdentity } from './start-identity.js';

const fail = (sentence: string): never => {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
};

const needed = (name: string): string =>
  process.env[name] ?? fail(`${name} is missing: the local provider is started by npm start.`);

const { env } = process;
if (env.NODE_ENV === 'production') fail('The local provider knows no passwords: it does not start in production.');
const host = env.IDENTITY_HOST ?? '127.0.0.1';
if (!/^(127\.\d+\.\d+\.\d+|localhost|::1)$/.test(host) && env.HOST !== host)
  fail(`IDENTITY_HOST ${host} is not this machine alone: set HOST to the same to show the examples to others.`);

// However the launcher went, we go too.
if (env.LAUNCHER_PIPE === '1') {
  const end = (): never => process.exit(0);
  process.stdin.on('end', end).on('error', end).resume();
  (process.stdin as Partial<Socket>).unref?.();
}
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit(0));

const { url } = await startIdentity({
  host,
  port: Number(env.IDENTITY_PORT ?? 0),
  databaseUrl: needed('DATABASE_URL'),
  issuer: needed('OIDC_ISSUER'),
  clientId: needed('OIDC_CLIENT_ID'),
  clientKey: JSON.parse(needed('OIDC_CLIENT_KEY')) as Record<string, unknown>,
  publicUrl: needed('PUBLIC_URL'),
});
process.stdout.write(`${JSON.stringify({ event: 'listening', address: url })}\n`);
