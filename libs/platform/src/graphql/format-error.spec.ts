import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { commonErrors } from '#libs/kernel';
import { Logger } from '@nestjs/common';
import { GraphQLError } from 'graphql';
import { QueryFailedError, QueryRunnerAlreadyReleasedError } from 'typeorm';
import { errorCode, formatError } from './format-error.js';

const sent = (error: unknown) => formatError(error).toJSON();
const database = (code: string) =>
  new QueryFailedError('select secret', [], Object.assign(new Error('driver says secret'), { code }));

describe('an error that leaves the server', () => {
  const written: string[] = [];
  beforeEach(() => {
    written.length = 0;
    for (const level of ['error', 'warn'] as const)
      jest.spyOn(Logger.prototype, level).mockImplementation((message: unknown) => void written.push(String(message)));
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('carries code, field, args and a reference when it was expected', () => {
    const error = commonErrors.INVALID_INPUT({ field: 'title', args: { reason: 'REQUIRED' } });
    expect(sent(error)).toMatchObject({
      message: 'A value is missing or not allowed.',
      extensions: {
        code: 'INVALID_INPUT',
        field: 'title',
        args: { reason: 'REQUIRED' },
        traceId: expect.stringMatching(/^\w{8}$/),
      },
    });
    expect(written).toEqual([]);
  });

  it('is neutral when it was not, and is found in the log by its reference', () => {
    const answer = sent(
      new GraphQLError('secret', { originalError: new TypeError('secret at /srv/x.js'), path: ['task'] }),
    );
    expect(answer).toMatchObject({
      message: 'Something went wrong on our side.',
      path: ['task'],
      extensions: { code: 'INTERNAL', args: {} },
    });
    expect(JSON.stringify(answer)).not.toContain('secret');
    expect(written[0]).toContain(String(answer.extensions?.traceId));
  });

  it('tells a result that does not fit the schema from a document that does not', () => {
    expect(sent(new GraphQLError('Int cannot represent', { path: ['a'] })).extensions?.code).toBe('INTERNAL');
    expect(sent(new GraphQLError('Cannot query field')).extensions?.code).toBe('DOCUMENT_INVALID');
  });

  it.each([
    ['08006', 'UNAVAILABLE'],
    ['57P01', 'UNAVAILABLE'],
    ['53300', 'UNAVAILABLE'],
    ['ECONNREFUSED', 'UNAVAILABLE'],
    ['22021', 'INVALID_INPUT'],
    ['42P01', 'INTERNAL'],
  ])('says what the database means by %s, and no more', (state, code) => {
    const answer = sent(database(state));
    expect([answer.extensions?.code, JSON.stringify(answer).includes('secret')]).toEqual([code, false]);
  });

  it.each([
    'Connection terminated unexpectedly',
    'Connection terminated due to connection timeout',
    'Cannot use a pool after calling end on the pool',
    'Client has encountered a connection error and is not queryable',
    'timeout exceeded when trying to connect',
  ])('knows a lost connection without a code: %s', (message) => {
    expect(sent(new Error(message)).extensions?.code).toBe('UNAVAILABLE');
    expect(errorCode(new Error(message))).toBe('UNAVAILABLE');
  });

  it('knows that TypeORM let go of a connection that broke', () => {
    expect(sent(new QueryRunnerAlreadyReleasedError()).extensions?.code).toBe('UNAVAILABLE');
  });

  it('is formatted once', () => {
    const once = formatError(commonErrors.NOT_FOUND());
    expect(formatError(once)).toBe(once);
  });
});
