import { Injectable } from '@nestjs/common';
import { AbstractGraphQLDriver, type GqlModuleOptions } from '@nestjs/graphql';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { createHandler } from 'graphql-http';
import { Authenticator } from './authenticator.js';
import { Executor } from './executor.js';
import { formatError } from './format-error.js';
import { Idempotency } from './idempotency.js';
import { limitErrors } from './limits.js';

/** GraphQL over HTTP: POST with JSON only, as the GraphQL-over-HTTP specification describes it. */
@Injectable()
export class HttpDriver extends AbstractGraphQLDriver<GqlModuleOptions> {
  constructor(
    private readonly executor: Executor,
    private readonly authenticator: Authenticator,
    private readonly idempotency: Idempotency,
  ) {
    super();
  }

  async start(options: GqlModuleOptions): Promise<void> {
    if (!options.schema) throw new Error('no schema was built');
    this.idempotency.protect(options.schema);
    this.executor.schema = options.schema;
    const handle = createHandler<FastifyRequest>({
      // What the library itself refuses (no query, variables that are no object) are plain errors with fixed sentences.
      formatError: (error) =>
        formatError(
          error instanceof GraphQLError ? error : limitErrors.DOCUMENT_INVALID({ args: { detail: error.message } }),
        ),
      // The finished result goes back: the library speaks HTTP, the executor executes.
      onSubscribe: async ({ raw }, request) => {
        try {
          const prepared = this.executor.prepare(request);
          const { cookie, authorization } = raw.headers;
          const identity = await this.authenticator.authenticate({ cookie, authorization });
          return await this.executor.execute(prepared, identity);
        } catch (error) {
          return [formatError(error)];
        }
      },
    });
    const fastify = this.httpAdapterHost.httpAdapter.getInstance<FastifyInstance>();
    fastify.post(options.path ?? '/graphql', async (request: FastifyRequest, reply: FastifyReply) => {
      const { method, url, headers, body } = request;
      const [answer, init] = await handle({
        method,
        url,
        headers,
        body: body as never,
        raw: request,
        context: undefined,
      });
      return reply
        .status(init.status)
        .headers(init.headers ?? {})
        .send(answer ?? '');
    });
    fastify.get(options.path ?? '/graphql', async (_request: FastifyRequest, reply: FastifyReply) =>
      reply.status(405).header('allow', 'POST').send(''),
    );
  }

  async stop(): Promise<void> {
    // The HTTP server, which Nest closes, is all there is.
  }
}
