import { AppError } from '#libs/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { AbstractGraphQLDriver, type GqlModuleOptions } from '@nestjs/graphql';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError, Kind } from 'graphql';
import { createHandler, type Response } from 'graphql-http';
import { CONFIG, type Config } from '../config.js';
import { NOBODY } from '../database/scope.js';
import { addressOf } from '../limits/address.js';
import { Admission } from './admission.js';
import { budgetHeaders, type Meter } from './meter.js';
import { Authenticator } from './authenticator.js';
import { Executor, type PreparedOperation } from './executor.js';
import { formatError } from './format-error.js';
import { Idempotency } from './idempotency.js';
import { limitErrors } from './limits.js';
import { StreamTransport } from './stream.js';

const isExhausted = (error: unknown): boolean => error instanceof AppError && error.kind === 'TooMany';

/** Whether a query asks for nothing but the schema: all that GET answers, and only as nobody. */
const asksOnlyForSchema = ({ operation: { operation, selectionSet } }: PreparedOperation): boolean =>
  operation === 'query' &&
  selectionSet.selections.every(
    ({ kind, ...field }) => kind === Kind.FIELD && 'name' in field && field.name.value.startsWith('__'),
  );

/** Clients that would take a stream among other things get the answer they ask for first. */
const wantsEventStream = (accept = ''): boolean => accept.includes('text/event-stream') && !accept.includes('json');

const METHOD_NOT_ALLOWED: Response = [
  null,
  { status: 405, statusText: 'Method Not Allowed', headers: { allow: 'POST' } },
];

/** GraphQL over HTTP: POST with JSON only, as the GraphQL-over-HTTP specification describes it. */
@Injectable()
export class HttpDriver extends AbstractGraphQLDriver<GqlModuleOptions> {
  constructor(
    private readonly executor: Executor,
    private readonly admission: Admission,
    @Inject(CONFIG) private readonly config: Config,
    private readonly authenticator: Authenticator,
    private readonly idempotency: Idempotency,
    private readonly stream: StreamTransport,
  ) {
    super();
  }

  async start(options: GqlModuleOptions): Promise<void> {
    if (!options.schema) throw new Error('no schema was built');
    this.idempotency.protect(options.schema);
    this.executor.schema = options.schema;
    const handle = createHandler<FastifyRequest, Meter>({
      // What the library itself refuses (no query, variables that are no object) are plain errors with fixed sentences.
      formatError: (error) =>
        formatError(
          error instanceof GraphQLError ? error : limitErrors.DOCUMENT_INVALID({ args: { detail: error.message } }),
        ),
      // The finished result goes back: the library speaks HTTP, the executor executes.
      onSubscribe: async ({ raw, context: meter }, request) => {
        try {
          const { cookie, authorization } = raw.headers;
          const reading = raw.method === 'GET';
          const identity = reading ? NOBODY : await this.authenticator.authenticate({ cookie, authorization });
          const address = addressOf(raw.raw, this.config.trustedProxies);
          const admitted = await this.admission.admit(request, { identity, address });
          meter.standing = admitted.standing;
          if (reading && !('prepared' in admitted && asksOnlyForSchema(admitted.prepared))) return METHOD_NOT_ALLOWED;
          if ('prepared' in admitted) return await this.executor.execute(admitted.prepared, identity);
          meter.exhausted = isExhausted(admitted.error);
          return [formatError(admitted.error)];
        } catch (error) {
          return [formatError(error)];
        }
      },
    });
    const fastify = this.httpAdapterHost.httpAdapter.getInstance<FastifyInstance>();
    const serve = async (request: FastifyRequest, reply: FastifyReply) => {
      if (wantsEventStream(request.headers.accept)) {
        await this.stream.serve(request, reply);
        return reply;
      }
      const { method, url, headers, body } = request;
      const meter: Meter = {};
      const [answer, init] = await handle({ method, url, headers, body: body as never, raw: request, context: meter });
      return reply
        .status(meter.exhausted ? 429 : init.status)
        .headers({ ...init.headers, ...budgetHeaders(meter) })
        .send(answer ?? '');
    };
    const path = options.path ?? '/graphql';
    fastify.post(path, serve);
    fastify.get(path, async (request: FastifyRequest, reply: FastifyReply) => {
      const { query, extensions } = request.query as Record<string, unknown>;
      // No text, or the name of one: there are no persisted queries.
      if (typeof query === 'string' && extensions === undefined) return serve(request, reply);
      return reply.status(405).header('allow', 'POST').send('');
    });
  }

  async stop(): Promise<void> {
    // The HTTP server, which Nest closes, is all there is.
  }
}
