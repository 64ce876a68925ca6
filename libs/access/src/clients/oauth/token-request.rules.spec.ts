import { describe, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel';
import { OAuthError } from './oauth-error.js';
import { readTokenRequest } from './token-request.rules.js';

const id = newId();
const grant = { grant_type: 'client_credentials' };
const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
const errorOf = (body: unknown, authorization?: string) => {
  try {
    return readTokenRequest(body, authorization);
  } catch (error) {
    return error instanceof OAuthError ? error.code : error;
  }
};

describe('a token request', () => {
  it('names its client in one of three ways', () => {
    const proof = { clientId: id, secret: 'a b:é%' };
    expect(readTokenRequest(grant, basic(`${id}:a+b%3A%C3%A9%25`))).toEqual({ proof, scope: undefined });
    expect(
      readTokenRequest({ ...grant, client_id: id.toUpperCase(), client_secret: 'a b:é%', scope: 'read x' }, undefined),
    ).toEqual({ proof, scope: 'read x' });
    expect(readTokenRequest({ ...grant, extra: ['a', 'b'] }, basic(`${id}:x`)).proof).toEqual({
      clientId: id,
      secret: 'x',
    });
  });

  it('that leaves a value empty leaves it out', () => {
    expect(errorOf({ grant_type: '' }, basic(`${id}:x`))).toBe('invalid_request');
    expect(readTokenRequest({ ...grant, scope: '' }, basic(`${id}:x`)).scope).toBeUndefined();
  });

  it.each([
    undefined,
    null,
    'text',
    { grant_type: ['client_credentials', 'client_credentials'] },
    { ...grant, scope: ['a', 'b'] },
  ])('is refused without a form in which each value stands once: %j', (body) => {
    expect(errorOf(body, basic(`${id}:x`))).toBe('invalid_request');
  });

  it.each([
    ['another scheme', 'Digest abc'],
    ['no Base64', `Basic ${id}:x`],
    ['Base64 with something behind it', `${basic(`${id}:x`)} x`],
    ['Base64 of which bits are lost', 'Basic YWJjZB=='],
    ['no colon', basic(id)],
    ['no name', basic(':x')],
    ['bytes that are no text', `Basic ${Buffer.from([0xff, 0x3a, 0x41]).toString('base64')}`],
    ['a percent sign alone', basic(`${id}:%`)],
    ['no id of ours', basic('client:x')],
  ])('is of nobody with %s', (_what, authorization) => {
    expect(errorOf(grant, authorization)).toBe('invalid_client');
  });
});
