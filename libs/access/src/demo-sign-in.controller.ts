import { commonErrors } from '#libs/kernel';
import { CONFIG, Db, formatError, limits, networkOf, NOBODY, Throttle, type Config } from '#libs/platform';
import { Body, Controller, Get, Headers, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AccessStore, type PersonaRow } from './access.store.js';
import { SESSION_MS, Sessions } from './sessions.js';
import { Cookies } from './sign-in/cookies.js';

const publicPersona = ({ key, displayName, jobTitle, organisationName, partnershipName, role }: PersonaRow) => ({
  key,
  displayName,
  function: jobTitle,
  organisationName,
  partnershipName,
  role,
});

/** Signing in as an example person; does not exist without demo mode. */
@Controller('auth')
export class DemoSignInController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly db: Db,
    private readonly store: AccessStore,
    private readonly sessions: Sessions,
    private readonly throttle: Throttle,
    private readonly cookies: Cookies,
  ) {}

  @Get('personas')
  async personas(@Res() reply: FastifyReply): Promise<void> {
    if (!this.config.demo) return this.refuse(reply, 404);
    await reply.send((await this.all()).map(publicPersona));
  }

  @Post('demo')
  async signIn(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Headers('accept') accept: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { points, windowSeconds } = limits.demoSignIn;
    await this.throttle.take(`demo ${networkOf(request.ip)}`, points, windowSeconds);
    const key = (body as { persona?: unknown } | null)?.persona;
    const persona = this.config.demo ? (await this.all()).find((candidate) => candidate.key === key) : undefined;
    if (!persona) return this.refuse(reply, 404);
    const kind = accept?.includes('application/json') ? 'BEARER' : 'BROWSER';
    // Whoever was signed in here is no longer.
    if (kind === 'BROWSER') await this.sessions.end({ cookie: request.headers.cookie }, persona.accountId);
    const token = await this.sessions.start({
      accountId: persona.accountId,
      kind,
      userAgent: request.headers['user-agent'],
    });
    await reply
      .header('set-cookie', this.cookies.write(request, 'session', token, SESSION_MS / 1_000))
      .send(kind === 'BEARER' ? { token, persona: publicPersona(persona) } : { persona: publicPersona(persona) });
  }

  private all(): Promise<PersonaRow[]> {
    return this.db.run(NOBODY, () => this.store.personas());
  }

  private async refuse(reply: FastifyReply, status: number): Promise<void> {
    await reply.status(status).send({ errors: [formatError(commonErrors.NOT_FOUND())] });
  }
}
