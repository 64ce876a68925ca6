import { describe, expect, it } from '@jest/globals';
import { fromOwnSite } from './own-site.js';

const host = 'samenregie.example';

describe('a request that could change something', () => {
  it.each([
    ['no browser', {}, true],
    ['a page of ours', { 'sec-fetch-site': 'same-origin', origin: `https://${host}` }, true],
    ['the person, by hand', { 'sec-fetch-site': 'none' }, true],
    [
      'a page of ours behind a proxy that renames the host',
      { 'sec-fetch-site': 'same-origin', origin: 'https://x' },
      true,
    ],
    ['an older browser on a page of ours', { origin: `https://${host}` }, true],
    ['another site', { 'sec-fetch-site': 'cross-site' }, false],
    ['a neighbour under the same domain', { 'sec-fetch-site': 'same-site', origin: `https://${host}` }, false],
    ['an older browser on another site', { origin: 'https://evil.example' }, false],
    ['another port', { origin: `https://${host}:8443` }, false],
    ['a page without an origin', { origin: 'null' }, false],
    ['nonsense', { origin: 'https://' }, false],
  ])('from %s: %j is let through: %s', (_from, headers, ours) => {
    expect(fromOwnSite({ host, ...headers })).toBe(ours);
  });

  it('is ours when it comes from the public address, whatever the host is called inside', () => {
    const headers = { host: 'api:3000', origin: 'https://samenregie.example' };
    expect(fromOwnSite(headers)).toBe(false);
    expect(fromOwnSite(headers, 'https://samenregie.example')).toBe(true);
  });
});
