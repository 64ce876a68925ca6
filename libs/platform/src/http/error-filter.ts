import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { AppError, type ErrorKind } from '#libs/kernel';
import type { FastifyReply } from 'fastify';
import { formatError } from '../graphql/format-error.js';

const statusOf: Record<ErrorKind, number> = {
  NotFound: 404,
  Forbidden: 403,
  Unauthenticated: 401,
  Invalid: 400,
  Conflict: 409,
  TooMany: 429,
  Unavailable: 503,
  Bug: 500,
};

/** Leaves errors of GraphQL to its own formatter, and answers those of plain HTTP in the same shape. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): unknown {
    // Thrown on, not returned: whoever wraps a resolver must see that it failed.
    if (host.getType<string>() !== 'http') throw error;
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    // What Nest and Fastify refuse themselves: unknown paths, bodies that are too large or no JSON.
    const own =
      error instanceof HttpException ? error.getStatus() : (error as { statusCode?: number } | null)?.statusCode;
    if (own && own < 500) return reply.status(own).send({ statusCode: own });
    const sent = formatError(error).toJSON();
    const status =
      error instanceof AppError ? statusOf[error.kind] : sent.extensions?.code === 'UNAVAILABLE' ? 503 : 500;
    const retryAfter = error instanceof AppError ? error.args.retryAfterSeconds : undefined;
    if (typeof retryAfter === 'number') void reply.header('retry-after', retryAfter);
    return reply.status(status).send({ errors: [sent] });
  }
}
