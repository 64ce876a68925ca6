import { beforeAll, describe, expect, it } from '@jest/globals';
import { AppError } from '#libs/kernel';
import { definePolicy } from '../policy.js';
import { checkExpiry, checkScopes, grantableScopes, roleForScopes, stateOf, tokenScopes } from './client.rules.js';

beforeAll(() => {
  definePolicy({
    fields: {},
    types: {},
    capabilities: {
      'spec.write': ['MANAGER', 'OFFICER', 'MEMBER'],
      'spec.comment': ['MANAGER', 'OFFICER', 'MEMBER', 'COORDINATOR'],
      'spec.trace': ['MANAGER', 'AUDITOR'],
      'spec.answer': ['MANAGER', 'ANSWERER'],
      'spec.manage': ['MANAGER'],
    },
    scopes: Object.fromEntries(
      ['spec.write', 'spec.comment', 'spec.trace', 'spec.answer'].map((scope) => [
        scope,
        { description: scope, opens: [] },
      ]),
    ),
  });
});

const refusal = (work: () => unknown) => {
  try {
    return work();
  } catch (error) {
    return error instanceof AppError ? [error.code, error.args] : error;
  }
};

describe('the role of a service client', () => {
  it.each([
    [['read'], 'MUNICIPALITY', 'READER'],
    [['read', 'spec.comment'], 'REGION', 'COORDINATOR'],
    [['read', 'spec.write'], 'MUNICIPALITY', 'MEMBER'],
    [['read', 'spec.comment', 'spec.write'], 'VENDOR', 'MEMBER'],
    [['read', 'spec.trace'], 'ASSOCIATION', 'AUDITOR'],
    [['read'], 'ACTOR', 'ANSWERER'],
    [['read', 'spec.answer'], 'ACTOR', 'ANSWERER'],
  ])('for %j, working for a %s, is the weakest that has all of it: %s', (scopes, kind, role) => {
    expect(roleForScopes(scopes, kind)).toBe(role);
  });

  it.each([
    // Only a manager does both, and a system is never one.
    [['read', 'spec.trace', 'spec.write'], 'MUNICIPALITY', 'spec.trace spec.write'],
    [['read', 'spec.manage'], 'MUNICIPALITY', 'spec.manage'],
    [['read', 'spec.write'], 'ACTOR', 'spec.write'],
    [['read', 'spec.answer'], 'MUNICIPALITY', 'spec.answer'],
  ])('does not exist for %j, working for a %s', (scopes, kind, scope) => {
    expect(refusal(() => roleForScopes(scopes, kind))).toEqual(['SERVICE_CLIENT_SCOPE_NOT_GRANTABLE', { scope }]);
  });
});

describe('scopes that are granted', () => {
  it('are known, held by whoever grants them, each once, with reading first', () => {
    expect(checkScopes(['spec.write', 'spec.comment', 'spec.write'], () => true)).toEqual([
      'read',
      'spec.comment',
      'spec.write',
    ]);
    expect(checkScopes([], () => false)).toEqual(['read']);
    for (const [asked, held] of [
      ['spec.write', false],
      ['spec.manage', true],
      ['nonsense', true],
    ] as const)
      expect(refusal(() => checkScopes(['read', asked], () => held))).toEqual([
        'SERVICE_CLIENT_SCOPE_NOT_GRANTABLE',
        { scope: asked },
      ]);
  });

  it('are those the rooms offer', () => {
    const names = grantableScopes().map(({ scope }) => scope);
    expect(names[0]).toBe('read');
    expect(names).toContain('spec.write');
    for (const never of ['spec.manage', 'clients.manage', 'members.manage', 'partnership.manage'])
      expect(names).not.toContain(never);
  });
});

describe('scopes of a token', () => {
  const granted = ['read', 'spec.write', 'spec.withdrawn'];

  it('are all that were granted and still can be, unless fewer are asked', () => {
    expect(tokenScopes(granted, undefined)).toEqual(['read', 'spec.write']);
    expect(tokenScopes(granted, 'read')).toEqual(['read']);
    expect(tokenScopes(granted, 'spec.write read read')).toEqual(['spec.write', 'read']);
  });

  it.each(['spec.comment read', 'spec.withdrawn read', 'spec.write', '', 'READ'])(
    'are never more, nor blind: %j',
    (asked) => {
      expect(tokenScopes(granted, asked)).toBeUndefined();
    },
  );
});

describe('the last day', () => {
  it('is today at the earliest and a year from now at the latest', () => {
    expect(checkExpiry('2027-02-01', '2027-02-01')).toBe('2027-02-01');
    expect(checkExpiry('2028-02-01', '2027-02-01')).toBe('2028-02-01');
    for (const day of ['2027-01-31', '2028-02-03'])
      expect(refusal(() => checkExpiry(day, '2027-02-01'))).toEqual([
        'SERVICE_CLIENT_EXPIRY_OUT_OF_RANGE',
        { earliest: '2027-02-01', latest: '2028-02-02' },
      ]);
  });

  it('is a day on which the client works', () => {
    const client = { revokedAt: null, expiresOn: '2027-02-01' };
    expect([stateOf(client, '2027-02-01'), stateOf(client, '2027-02-02')]).toEqual(['ACTIVE', 'EXPIRED']);
    expect(stateOf({ ...client, revokedAt: new Date() }, '2027-02-01')).toBe('REVOKED');
  });
});
