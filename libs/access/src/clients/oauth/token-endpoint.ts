import formbody from '@fastify/formbody';
import { AppError } from '#libs/kernel';
import { CONFIG, formatError, limits, networkOf, Throttle, type Config } from '#libs/platform';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { grantableScopes } from '../client.rules.js';
import { SIGNING_ALGORITHMS } from '../public-keys.rules.js';
import { ClientTokens, type IssuedToken } from './client-tokens.js';
import { OAuthError } from './oauth-error.js';
import { readTokenRequest } from './token-request.rules.js';

const TOKEN_PATH = '/oauth/token';
const FORM = 'application/x-www-form-urlencoded';

/** What went wrong, in the shape of OAuth. */
const oauthErrorOf = (error: unknown): OAuthError => {
  if (error instanceof OAuthError) return error;
  if (error instanceof AppError && error.kind === 'TooMany')
    return new OAuthError('temporarily_unavailable', error.message, Number(error.args.retryAfterSeconds));
  // What Fastify refuses before us: another content type, a body that is too large.
  const status = (error as { statusCode?: number } | null)?.statusCode;
  if (status && status < 500) return new OAuthError('invalid_request', `The body must be ${FORM}, and small.`);
  // Writes a bug into the log, without what was sent.
  const unavailable = formatError(error).toJSON().extensions?.code === 'UNAVAILABLE';
  return unavailable
    ? new OAuthError('temporarily_unavailable', 'Try again in a moment.')
    : new OAuthError('server_error', 'Something went wrong on our side.');
};

/** `POST /oauth/token` (RFC 6749 section 4.4) and where to read about it (RFC 8414). */
@Injectable()
export class TokenEndpoint implements OnModuleInit {
  constructor(
    private readonly http: HttpAdapterHost,
    @Inject(CONFIG) private readonly config: Config,
    private readonly tokens: ClientTokens,
    private readonly throttle: Throttle,
  ) {}

  async onModuleInit(): Promise<void> {
    // Without HTTP, as when the demo is loaded, there is nothing to mount on.
    const adapter = this.http.httpAdapter as HttpAdapterHost['httpAdapter'] | undefined;
    if (!adapter) return;
    const fastify = adapter.getInstance<FastifyInstance>();
    fastify.get('/.well-known/oauth-authorization-server', async () => this.metadata());
    // Forms are read here and nowhere else: a page of another site could send one.
    fastify.removeContentTypeParser(FORM);
    await fastify.register(async (own: FastifyInstance) => {
      own.removeAllContentTypeParsers();
      await own.register(formbody, { bodyLimit: limits.token.bodyBytes });
      own.setErrorHandler((error, _request, reply) => this.refuse(reply, oauthErrorOf(error)));
      own.post(TOKEN_PATH, async (request, reply) => this.answer(request, reply));
    });
  }

  private async answer(request: FastifyRequest, reply: FastifyReply): Promise<IssuedToken> {
    const { client, network, windowSeconds } = limits.token;
    const from = networkOf(request.ip);
    await this.throttle.take(`token ${from}`, network, windowSeconds);
    const wanted = readTokenRequest(request.body, request.headers.authorization);
    // By network too: nobody can keep a client out by failing in its name from elsewhere.
    await this.throttle.take(`token ${wanted.proof.clientId} ${from}`, client, windowSeconds);
    const issuer = this.config.publicUrl;
    const token = await this.tokens.issue(wanted, [issuer, issuer + TOKEN_PATH]);
    void reply.headers({ 'cache-control': 'no-store', pragma: 'no-cache' });
    return token;
  }

  private refuse(reply: FastifyReply, { code, message, status, retryAfterSeconds }: OAuthError) {
    void reply.headers({ 'cache-control': 'no-store', pragma: 'no-cache' });
    if (retryAfterSeconds !== undefined) void reply.header('retry-after', retryAfterSeconds);
    if (status === 401) void reply.header('www-authenticate', 'Basic realm="samenregie", charset="UTF-8"');
    return reply.status(status).send({ error: code, error_description: message });
  }

  private metadata(): Record<string, unknown> {
    const issuer = this.config.publicUrl;
    return {
      issuer,
      token_endpoint: issuer + TOKEN_PATH,
      grant_types_supported: ['client_credentials'],
      response_types_supported: [],
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'private_key_jwt'],
      token_endpoint_auth_signing_alg_values_supported: [...SIGNING_ALGORITHMS, 'Ed25519'],
      scopes_supported: grantableScopes().map(({ scope }) => scope),
    };
  }
}
