import { describe, expect, it } from '@jest/globals';
import { ConfigError, readConfig } from './config.js';

const key = JSON.stringify({ kty: 'EC', crv: 'P-256', x: 'x', y: 'y', d: 'd' });
const provider = { OIDC_ISSUER: 'https://provider.example', OIDC_CLIENT_ID: 'us', OIDC_PRIVATE_KEY: key };
const read = (env: Record<string, string>) => readConfig({ DATABASE_URL: 'postgres://localhost/x', ...env });

describe('the public address', () => {
  it.each([
    [{}, 'http://127.0.0.1:3000'],
    [{ HOST: '0.0.0.0', PORT: '80' }, 'http://127.0.0.1:80'],
    [{ HOST: '::1', PORT: '3001' }, 'http://[::1]:3001'],
    [{ PUBLIC_URL: 'https://samenregie.example/' }, 'https://samenregie.example'],
  ])('of %j is %s', (env: Record<string, string>, url) => {
    expect(read(env).publicUrl).toBe(url);
  });

  it.each([
    'samenregie.example',
    'ftp://samenregie.example',
    'https://samenregie.example/path',
    'https://a:b@c.example',
  ])('is not %s', (url) => {
    expect(() => read({ PUBLIC_URL: url })).toThrow(ConfigError);
  });
});

describe('the identity provider', () => {
  it('is shaped for ACM/IDM unless told otherwise', () => {
    expect(read({}).oidc).toBeUndefined();
    expect(read(provider).oidc).toMatchObject({
      discoveryUrl: 'https://provider.example/.well-known/openid-configuration',
      scope: 'openid vo profile samenregie',
      subjectClaim: 'vo_id',
      organisationClaim: 'vo_orgcode',
      roleClaim: undefined,
      privateKey: { kty: 'EC' },
    });
  });

  it('is any other by configuration', () => {
    const other = {
      OIDC_ISSUER: 'https://other.example/realms/a/',
      OIDC_CLIENT_ID: 'us',
      OIDC_CLIENT_SECRET: 'secret',
    };
    expect(read({ ...other, OIDC_SCOPE: 'openid  email' }).oidc).toMatchObject({
      discoveryUrl: 'https://other.example/realms/a/.well-known/openid-configuration',
      scope: 'openid email',
      subjectClaim: 'sub',
      clientSecret: 'secret',
    });
  });

  it.each([
    [{ OIDC_CLIENT_ID: 'us' }, /OIDC_CLIENT_ID is set without OIDC_ISSUER/],
    [{ ...provider, OIDC_ISSUER: 'http://provider.example' }, /OIDC_ISSUER must begin with https/],
    [{ ...provider, OIDC_DISCOVERY_URL: 'http://provider.example' }, /OIDC_DISCOVERY_URL must begin with https/],
    [{ ...provider, OIDC_CLIENT_ID: '' }, /OIDC_CLIENT_ID is missing/],
    [{ ...provider, OIDC_CLIENT_SECRET: 'x' }, /either OIDC_PRIVATE_KEY or OIDC_CLIENT_SECRET/],
    [{ ...provider, OIDC_PRIVATE_KEY: '' }, /either OIDC_PRIVATE_KEY or OIDC_CLIENT_SECRET/],
    [{ ...provider, OIDC_PRIVATE_KEY: '/nowhere.json' }, /no such file/],
    [{ ...provider, OIDC_PRIVATE_KEY: '{"kty":' }, /is no JWK/],
    [{ ...provider, OIDC_PRIVATE_KEY: '{"kty":"EC"}' }, /no private part/],
    [{ ...provider, OIDC_SCOPE: 'openid RRN vo' }, /must not contain rrn/],
    [{ ...provider, OIDC_SCOPE: 'vo' }, /must contain openid/],
    [{ ...provider, NODE_ENV: 'production' }, /PUBLIC_URL must be the https address/],
  ])('is refused in a sentence: %j', (env: Record<string, string>, sentence) => {
    expect(() => read(env)).toThrow(expect.objectContaining({ message: expect.stringMatching(sentence) }));
  });

  it('is told apart from a key nobody may read in a log', () => {
    expect(() => read({ ...provider, OIDC_PRIVATE_KEY: '{"d":"secret' })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('secret') }),
    );
  });
});

describe('the token of the figures', () => {
  it('is not there, or long enough that nobody guesses it', () => {
    expect(read({}).metricsToken).toBeUndefined();
    expect(read({ METRICS_TOKEN: 'x'.repeat(16) }).metricsToken).toBe('x'.repeat(16));
    expect(() => read({ METRICS_TOKEN: 'geheim' })).toThrow(ConfigError);
  });
});
