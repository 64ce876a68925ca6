import { Cookies } from '#libs/access';
import { commonErrors } from '#libs/kernel';
import { limits, networkOf, Throttle } from '#libs/platform';
import { Body, Controller, HttpCode, Param, Patch, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GuestFiles, type Sent } from './guest-files.js';
import type { GuestKeys } from './guest-keys.js';
import { bodyOf, textIn } from './guest.rules.js';

const whole = (value: unknown, field: string): number => {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0)
    throw commonErrors.INVALID_INPUT({ field, args: { reason: 'NOT_A_NUMBER' } });
  return value;
};

/**
 * Files of those who answer without an account. As all their calls these need link and session, and no other page can make
 * them: bytes come by PATCH, with the link in a header of its own; files go out by POST, so that no address opens one.
 */
@Controller('answer/files')
export class GuestFilesController {
  constructor(
    private readonly files: GuestFiles,
    private readonly cookies: Cookies,
    private readonly throttle: Throttle,
  ) {}

  /** Begins to send a file: its name and its size in bytes. */
  @Post()
  async begin(@Body() body: unknown, @Req() request: FastifyRequest): Promise<Sent> {
    const given = bodyOf(body);
    const keys = await this.keys(textIn(given, 'link'), request);
    return this.files.begin(keys, textIn(given, 'name'), whole(given.size, 'size'));
  }

  /** The next bytes; where they belong stands in `upload-offset`. */
  @Patch(':id')
  async append(@Param('id') id: string, @Req() request: FastifyRequest): Promise<Sent> {
    const { 'answer-link': link, 'upload-offset': offset } = request.headers;
    const keys = await this.keys(typeof link === 'string' ? link : '', request);
    if (!(request.body instanceof Uint8Array)) throw commonErrors.INVALID_INPUT({ field: 'file' });
    const start = typeof offset === 'string' && /^\d{1,15}$/.test(offset) ? Number(offset) : undefined;
    return this.files.append(keys, id, whole(start, 'offset'), request.body);
  }

  @Post('remove')
  @HttpCode(200)
  async remove(@Body() body: unknown, @Req() request: FastifyRequest): Promise<object> {
    const given = bodyOf(body);
    await this.files.remove(await this.keys(textIn(given, 'link'), request), textIn(given, 'id'));
    return { removed: true };
  }

  @Post('fetch')
  async fetch(@Body() body: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const given = bodyOf(body);
    const keys = await this.keys(textIn(given, 'link'), request);
    const { headers, content } = await this.files.fetch(keys, textIn(given, 'id'));
    await reply
      .status(200)
      .headers({ ...headers, 'cache-control': 'private, no-store' })
      .send(content);
  }

  private async keys(link: string, request: FastifyRequest): Promise<GuestKeys> {
    const { points, windowSeconds } = limits.answerCalls;
    await this.throttle.take(`answer ${networkOf(request.ip)}`, points, windowSeconds);
    return { link, session: this.cookies.read(request.headers.cookie, 'guest') };
  }
}
