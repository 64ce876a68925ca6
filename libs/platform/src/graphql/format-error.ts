import { AppError, commonErrors } from '#libs/kernel';
import { Logger } from '@nestjs/common';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { randomUUID } from 'node:crypto';
import { QueryFailedError, QueryRunnerAlreadyReleasedError } from 'typeorm';
import { describeBug } from './describe-bug.js';
import { limitErrors } from './limits.js';

const log = new Logger('graphql');

const unwrap = (error: unknown): unknown =>
  error instanceof GraphQLError && error.originalError ? unwrap(error.originalError) : error;

/**
 * What the driver says, without a code, when a connection ends while it is used, none comes in time, or this process is on its
 * way out: whoever asks again is answered, by another one perhaps.
 */
const LOST =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|Cannot use a pool after calling end)/;

/** SQLSTATE classes in which the database cannot be reached or is going away. */
const isConnectionLoss = (error: unknown): boolean => {
  const { code, driverError, message } = (error ?? {}) as Partial<Error> & {
    code?: string;
    driverError?: { code?: string };
  };
  const state = driverError?.code ?? code ?? '';
  // TypeORM lets one go when its connection breaks; `Db` does it at the end, when nobody waits for an answer any more.
  if (error instanceof QueryRunnerAlreadyReleasedError) return true;
  if (!state && LOST.test(message ?? '')) return true;
  return /^(08|57P0|53)/.test(state) || ['ECONNREFUSED', 'ECONNRESET', 'EPIPE'].includes(state);
};

/** What the database refuses as input that our own checks let through. */
const isBadValue = (error: unknown): boolean =>
  error instanceof QueryFailedError && /^22/.test(String((error.driverError as { code?: unknown }).code));

/** Maps anything thrown to an AppError; what is not expected is logged without its data and answered neutrally. */
export const toAppError = (error: unknown, traceId: string): AppError => {
  const cause = unwrap(error);
  if (cause instanceof AppError) return cause;
  // Without an original error it comes from GraphQL itself: parsing, validation, variables; with a path, from a result of
  // ours that does not fit the schema.
  if (cause instanceof GraphQLError && !cause.path) {
    const detail = cause.message.slice(0, 300);
    return limitErrors.DOCUMENT_INVALID({ args: { detail } });
  }
  if (isConnectionLoss(cause)) {
    log.warn(`${traceId} database out of reach`);
    return commonErrors.UNAVAILABLE();
  }
  log.error(`${traceId} ${describeBug(cause)}`);
  return isBadValue(cause) ? commonErrors.INVALID_INPUT({ args: { reason: 'VALUE' } }) : commonErrors.INTERNAL();
};

/** The code anything thrown will be answered with; says nothing in the log. */
export const errorCode = (error: unknown): string => {
  const cause = unwrap(error);
  if (cause instanceof AppError) return cause.code;
  if (isConnectionLoss(cause)) return 'UNAVAILABLE';
  return isBadValue(cause) ? 'INVALID_INPUT' : 'INTERNAL';
};

/** An error as it leaves the server: both transports write its JSON and nothing else. */
export class SentError extends GraphQLError {
  constructor(private readonly formatted: GraphQLFormattedError) {
    super(formatted.message);
  }

  override toJSON(): GraphQLFormattedError {
    return this.formatted;
  }
}

/** The one formatter of both transports: code, field, args and a reference for support; no stack, SQL or library text. */
export const formatError = (error: unknown): SentError => {
  if (error instanceof SentError) return error;
  const traceId = randomUUID().slice(0, 8);
  const app = toAppError(error, traceId);
  const at = error instanceof GraphQLError ? error : undefined;
  return new SentError({
    message: app.message,
    ...(at?.locations ? { locations: at.locations } : {}),
    ...(at?.path ? { path: at.path } : {}),
    extensions: { code: app.code, ...(app.field ? { field: app.field } : {}), args: app.args, traceId },
  });
};
