import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ariaStyles } from '../../apps/api/src/secure-headers.js';
import { setStage, type Stage } from '../support/partnership.js';
import type { ApiProcess } from '../support/servers.js';

let stage: Stage;
let behindHttps: ApiProcess;
let site: string;
beforeAll(async () => {
  // The built site when there is one; `npm test` builds it first.
  site = path.resolve('dist/web');
  if (!existsSync(path.join(site, 'index.html'))) {
    site = mkdtempSync(path.join(tmpdir(), 'samenregie-site-'));
    writeFileSync(path.join(site, 'index.html'), '<!doctype html><title>Samenregie</title>');
  }
  stage = await setStage({ env: { WEB_DIR: site } });
  behindHttps = await stage.another({ env: { WEB_DIR: site, PUBLIC_URL: 'https://samenregie.example' } });
}, 90_000);
afterAll(async () => {
  await stage.close();
  if (!site.endsWith('web')) rmSync(site, { recursive: true, force: true });
});

const page = (url: string, place = '/') => fetch(`${url}${place}`, { headers: { accept: 'text/html' } });
const directives = (headers: Headers) =>
  Object.fromEntries(
    (headers.get('content-security-policy') ?? '').split(';').map((part) => {
      const [name = '', ...sources] = part.trim().split(' ');
      return [name, sources.join(' ')];
    }),
  );

describe('the headers of every answer', () => {
  it.each(['/', '/taken', '/livez', '/graphql', '/nergens.js'])('on %s keep other sites out', async (place) => {
    const { headers } = await page(stage.api.url, place);
    const policy = directives(headers);
    expect(policy).toMatchObject({
      'default-src': `'self'`,
      'object-src': `'none'`,
      'base-uri': `'none'`,
      'form-action': `'self'`,
      'frame-ancestors': `'none'`,
    });
    expect(policy['style-src']).toMatch(/^'self'( 'sha256-[\w+/]{43}='){2}$/);
    expect(headers.get('content-security-policy')).not.toMatch(/unsafe|\*|data:|https?:/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('permissions-policy')).toContain('camera=()');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('server')).toBeNull();
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(headers.get('strict-transport-security')).toBeNull();
  });

  it('say what an answer is, and in which alphabet', async () => {
    const typeOf = async (place: string) => (await page(stage.api.url, place)).headers.get('content-type');
    expect(await typeOf('/')).toBe('text/html; charset=utf-8');
    expect(await typeOf('/readyz')).toBe('application/json; charset=utf-8');
    expect(await typeOf('/auth/personas')).toBe('application/json; charset=utf-8');
    expect((await fetch(`${stage.api.url}/nergens`)).headers.get('content-type')).toBe('text/plain; charset=utf-8');
  });

  it('let nothing be kept but files', async () => {
    expect((await page(stage.api.url, '/livez')).headers.get('cache-control')).toBe('no-store');
    expect((await page(stage.api.url, '/auth/personas')).headers.get('cache-control')).toBe('no-store');
    expect((await page(stage.api.url)).headers.get('cache-control')).toBe('no-cache');
  });

  it('ask for HTTPS where people reach the site over HTTPS', async () => {
    const { headers } = await page(behindHttps.url);
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains');
    expect(headers.get('content-security-policy')).toContain('upgrade-insecure-requests');
  });

  it('allow the style elements of the library as it is installed', () => {
    const sources = ['interactions/usePress', 'overlays/usePreventScroll']
      .map((file) => readFileSync(`node_modules/react-aria/dist/private/${file}.mjs`, 'utf8'))
      .join('\n');
    const written = [...sources.matchAll(/style\.textContent = `([^`]*)`\.trim\(\)/g)].map(([, text]) =>
      text!.trim().replace(/\$\{\$\w+\$var\$PRESSABLE_ATTRIBUTE\}/, 'data-react-aria-pressable'),
    );
    expect(written).toEqual(ariaStyles);
  });

  it('are without inline script or style in the page itself', async () => {
    const html = await (await page(stage.api.url)).text();
    expect(html).not.toMatch(/<style|style=|<script(?![^>]*\bsrc=)|\bon\w+=/i);
  });
});

describe('a change', () => {
  const attempts: [string, string, Record<string, string>][] = [
    ['from another site', '/graphql', { 'sec-fetch-site': 'cross-site' }],
    ['from a neighbour', '/auth/demo', { 'sec-fetch-site': 'same-site' }],
    ['from another origin', '/auth/demo', { origin: 'https://evil.example' }],
    ['from a page without an origin', '/auth/sign-out', { origin: 'null' }],
  ];
  it.each(attempts)('%s is refused at %s', async (_from, place, headers) => {
    const response = await fetch(`${stage.api.url}${place}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ persona: 'officer', query: '{ viewer { demo } }' }),
    });
    expect([response.status, response.headers.getSetCookie()]).toEqual([403, []]);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
  });

  it('from a page of ours goes through', async () => {
    const ours: Record<string, string>[] = [{ origin: stage.api.url }, { 'sec-fetch-site': 'same-origin' }];
    for (const headers of ours) {
      const response = await fetch(`${stage.api.url}/auth/demo`, {
        method: 'POST',
        headers: new Headers({ 'content-type': 'application/json', ...headers }),
        body: '{"persona":"officer"}',
      });
      expect(response.status).toBe(201);
    }
  });
});
