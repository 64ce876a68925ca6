import { commonErrors } from '#libs/kernel';
import { AuditTrail, CONFIG, Db, formatError, limits, networkOf, NOBODY, Throttle, type Config } from '#libs/platform';
import { Body, Controller, Get, Headers, Inject, Post, Req, Res } from '@nestjs/common';
import { stringifySetCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AccessStore, type PersonaRow } from './access.store.js';
import { SESSION_COOKIE, SESSION_MS, Sessions } from './sessions.js';

const publicPersona = ({ key, displayName, jobTitle, organisationName, partnershipName, role }: PersonaRow) => ({
  key,
  displayName,
  function: jobTitle,
  organisationName,
  partnershipName,
  role,
});

/** Signing in as an example person, and signing out. Without demo mode the first two do not exist. */
@Controller('auth')
export class DemoSignInController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly db: Db,
    private readonly store: AccessStore,
    private readonly sessions: Sessions,
    private readonly throttle: Throttle,
    private readonly trail: AuditTrail,
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
    const token = await this.sessions.start({ accountId: persona.accountId, kind });
    await this.trail.note(
      { kind: 'SESSION', action: 'signIn', result: 'OK' },
      { ...NOBODY, accountId: persona.accountId },
    );
    await reply
      .header('set-cookie', this.cookie(token, SESSION_MS / 1_000))
      .send(kind === 'BEARER' ? { token, persona: publicPersona(persona) } : { persona: publicPersona(persona) });
  }

  @Post('sign-out')
  async signOut(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { cookie, authorization } = request.headers;
    const who = await this.sessions.authenticate({ cookie, authorization });
    await this.sessions.end({ cookie, authorization });
    if (who.accountId) await this.trail.note({ kind: 'SESSION', action: 'signOut', result: 'OK' }, who);
    await reply.status(204).header('set-cookie', this.cookie('', 0)).send();
  }

  private all(): Promise<PersonaRow[]> {
    return this.db.run(NOBODY, () => this.store.personas());
  }

  private cookie(value: string, maxAge: number): string {
    const secure = this.config.production;
    return stringifySetCookie({
      name: SESSION_COOKIE,
      value,
      httpOnly: true,
      sameSite: 'lax',
      path: '/',
      maxAge,
      secure,
    });
  }

  private async refuse(reply: FastifyReply, status: number): Promise<void> {
    await reply.status(status).send({ errors: [formatError(commonErrors.NOT_FOUND())] });
  }
}
