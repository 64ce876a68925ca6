import { AppError, commonErrors, fromGlobalId, toGlobalId } from '#libs/kernel';
import { CONFIG, isLoopback, limits, networkOf, Throttle, type Config } from '#libs/platform';
import { Body, Controller, Get, Inject, Logger, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SESSION_MS, Sessions } from '../sessions.js';
import { ATTEMPT_SECONDS, packAttempt, unpackAttempt } from './attempt.js';
import { Cookies } from './cookies.js';
import { IdentityProvider } from './identity-provider.js';
import { PAGE_STYLE, refusalPage } from './refusal-page.js';
import { SignInRefused, statusOfRefusal } from './refusals.js';
import { languageOf, localPath } from './sign-in.rules.js';
import { SignIn } from './sign-in.js';

/** Where the web app lets somebody choose an example person. */
const PERSONAS_PATH = '/aanmelden';

/** Signing in with the identity provider, choosing for whom, and signing out. */
@Controller('auth')
export class SignInController {
  private readonly log = new Logger('sign-in');

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly signIn: SignIn,
    private readonly provider: IdentityProvider,
    private readonly sessions: Sessions,
    private readonly cookies: Cookies,
    private readonly throttle: Throttle,
  ) {}

  @Get('sign-in')
  async begin(
    @Query('return') wanted: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const path = localPath(wanted);
    await this.orPage(request, reply, path, async () => {
      const elsewhere = this.elsewhere(request, path);
      if (elsewhere) return reply.redirect(elsewhere, 302);
      const { url, attempt } = await this.provider.begin(path);
      const cookie = this.cookies.write(request, 'signIn', packAttempt(attempt), ATTEMPT_SECONDS);
      return reply.header('set-cookie', cookie).redirect(url, 302);
    });
  }

  @Get('callback')
  async callback(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { cookie, 'user-agent': userAgent } = request.headers;
    const attempt = unpackAttempt(this.cookies.read(cookie, 'signIn'), Date.now());
    const path = attempt?.path ?? '/';
    // An attempt is good for one answer.
    void reply.header('set-cookie', this.cookies.clear(request, 'signIn'));
    await this.orPage(request, reply, path, async () => {
      const query = /\?.*$/s.exec(request.url)?.[0] ?? '';
      const token = await this.signIn.finish({ query, attempt, credentials: { cookie }, userAgent });
      const session = this.cookies.write(request, 'session', token, SESSION_MS / 1_000);
      return reply.header('set-cookie', session).redirect(path, 303);
    });
  }

  /** Chooses for which of one's organisations one acts from now on; the session gets a new token. */
  @Post('organisation')
  async choose(@Body() body: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.take(request);
    const { organisationId } = (body ?? {}) as { organisationId?: unknown };
    const chosen = typeof organisationId === 'string' ? fromGlobalId(organisationId) : undefined;
    if (chosen?.type !== 'Organisation') throw commonErrors.NOT_FOUND({ field: 'organisationId' });
    const { cookie, authorization } = request.headers;
    const { token, kind, expiresAt } = await this.sessions.actFor({ cookie, authorization }, chosen.id);
    const answer = { organisationId: toGlobalId('Organisation', chosen.id) };
    if (kind !== 'BROWSER') {
      await reply.status(200).send({ ...answer, token });
      return;
    }
    const seconds = Math.max(1, Math.floor((expiresAt.getTime() - this.sessions.now()) / 1_000));
    const session = this.cookies.write(request, 'session', token, seconds);
    await reply.status(200).header('set-cookie', session).send(answer);
  }

  /** Ends the session here; answers where the provider's own can be ended, when it has one. */
  @Post('sign-out')
  async signOut(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { cookie, authorization } = request.headers;
    await this.sessions.end({ cookie, authorization });
    void reply.header('set-cookie', this.cookies.clear(request, 'session'));
    const url = await this.provider.endSessionUrl();
    await (url ? reply.status(200).send({ url }) : reply.status(204).send());
  }

  @Get('page.css')
  async style(@Res() reply: FastifyReply): Promise<void> {
    await reply.type('text/css; charset=utf-8').header('cache-control', 'public, max-age=3600').send(PAGE_STYLE);
  }

  /** Another address at which signing in can begin, where it cannot begin here. */
  private elsewhere({ host, hostname }: FastifyRequest, path: string): string | undefined {
    const { demo, publicUrl } = this.config;
    const toPersonas = `${PERSONAS_PATH}?return=${encodeURIComponent(path)}`;
    if (!this.provider.isSet) return demo ? toPersonas : undefined;
    const home = new URL(publicUrl);
    if (host === home.host || !isLoopback(home.hostname)) return undefined;
    // The provider sends people back to the one address it knows, and the cookie must be of that same host.
    if (isLoopback(hostname)) return `${publicUrl}/auth/sign-in?return=${encodeURIComponent(path)}`;
    // A phone that looks at somebody's computer cannot reach a provider that is on that computer.
    return demo ? toPersonas : undefined;
  }

  private async take({ ip }: FastifyRequest): Promise<void> {
    const { points, windowSeconds } = limits.signIn;
    await this.throttle.take(`sign-in ${networkOf(ip)}`, points, windowSeconds);
  }

  /** Does something for a person in front of a browser: whatever goes wrong ends at a page in their language. */
  private async orPage(
    request: FastifyRequest,
    reply: FastifyReply,
    path: string,
    work: () => Promise<unknown>,
  ): Promise<void> {
    void reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer');
    try {
      await this.take(request);
      await work();
    } catch (error) {
      const refused = this.refused(error);
      await this.signIn.report(refused);
      if (error instanceof AppError) void reply.header('retry-after', String(error.args.retryAfterSeconds ?? 60));
      await reply
        .status(statusOfRefusal[refused.refusal])
        .type('text/html; charset=utf-8')
        .header('vary', 'accept-language')
        .send(refusalPage(refused.refusal, languageOf(request.headers['accept-language']), path));
    }
  }

  private refused(error: unknown): SignInRefused {
    if (error instanceof SignInRefused) return error;
    if (error instanceof AppError && error.kind === 'TooMany') return new SignInRefused('TOO_MANY');
    this.log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return new SignInRefused('FAILED');
  }
}
