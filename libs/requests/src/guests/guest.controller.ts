import { Cookies } from '#libs/access';
import { limits, networkOf, Throttle } from '#libs/platform';
import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SESSION_MS, bodyOf, textIn } from './guest.rules.js';
import { GuestDesk, type GuestPage } from './guest-desk.js';
import type { GuestKeys } from './guest-keys.js';
import { GuestDoor, type CodeSent } from './guest-door.js';

/**
 * Answering without an account, apart from the graph: whoever comes here has no place in it. Every call names the link; all
 * but those at the door also need the session. JSON only, and nothing by GET, so that no other page can call it.
 */
@Controller('answer')
export class GuestController {
  constructor(
    private readonly door: GuestDoor,
    private readonly desk: GuestDesk,
    private readonly cookies: Cookies,
    private readonly throttle: Throttle,
  ) {}

  /** Mails a code. */
  @Post('code')
  @HttpCode(200)
  async code(@Body() body: unknown, @Req() request: FastifyRequest): Promise<CodeSent> {
    return this.door.code(await this.linkOf(body, request));
  }

  /** Takes the code, and gives a session. */
  @Post('enter')
  async enter(@Body() body: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const link = await this.linkOf(body, request);
    const session = await this.door.enter(link, textIn(bodyOf(body), 'code'), networkOf(request.ip));
    const page = await this.desk.look({ link, session });
    const cookie = this.cookies.write(request, 'guest', session, SESSION_MS / 1_000);
    await reply.header('set-cookie', cookie).status(200).send(page);
  }

  /** The same answer for every link, whether there is one or not. */
  @Post('renew')
  @HttpCode(202)
  async renew(@Body() body: unknown, @Req() request: FastifyRequest): Promise<object> {
    await this.door.renew(await this.linkOf(body, request), networkOf(request.ip));
    return { asked: true };
  }

  @Post('leave')
  async leave(@Body() body: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { link, session } = await this.keysOf(body, request);
    await this.door.leave(link, session);
    await reply.header('set-cookie', this.cookies.clear(request, 'guest')).status(200).send({ left: true });
  }

  /** The request, and what was added to it since. */
  @Post('look')
  @HttpCode(200)
  async look(@Body() body: unknown, @Req() request: FastifyRequest): Promise<GuestPage> {
    return this.desk.look(await this.keysOf(body, request));
  }

  @Post('draft')
  @HttpCode(200)
  async draft(@Body() body: unknown, @Req() request: FastifyRequest): Promise<object> {
    return this.desk.draft(await this.keysOf(body, request), bodyOf(body));
  }

  @Post('send')
  @HttpCode(200)
  async send(@Body() body: unknown, @Req() request: FastifyRequest): Promise<GuestPage> {
    return this.desk.answer(await this.keysOf(body, request), bodyOf(body));
  }

  @Post('time')
  @HttpCode(200)
  async time(@Body() body: unknown, @Req() request: FastifyRequest): Promise<GuestPage> {
    return this.desk.askTime(await this.keysOf(body, request), bodyOf(body));
  }

  @Post('pass-on')
  @HttpCode(200)
  async passOn(@Body() body: unknown, @Req() request: FastifyRequest): Promise<GuestPage> {
    return this.desk.passOn(await this.keysOf(body, request), bodyOf(body));
  }

  private async keysOf(body: unknown, request: FastifyRequest): Promise<GuestKeys> {
    const link = await this.linkOf(body, request);
    return { link, session: this.cookies.read(request.headers.cookie, 'guest') };
  }

  private async linkOf(body: unknown, request: FastifyRequest): Promise<string> {
    const { points, windowSeconds } = limits.answerCalls;
    await this.throttle.take(`answer ${networkOf(request.ip)}`, points, windowSeconds);
    return textIn(bodyOf(body), 'link');
  }
}
