import { commonErrors } from '#libs/kernel';
import { Controller, Get, Headers, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CONFIG, type Config } from '../config.js';
import { Db } from '../database/db.js';
import { NOBODY } from '../database/scope.js';
import { formatError } from '../graphql/format-error.js';
import { MailStore } from './mail.store.js';
import { OUTBOX_STYLE, outboxPage } from './outbox.page.js';

const MOST = 50;

/**
 * The mails of the demo, which go nowhere, for everybody who tries it out: a page for people, JSON for programs. Without demo
 * mode it does not exist.
 */
@Controller('auth')
export class OutboxController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly db: Db,
    private readonly store: MailStore,
  ) {}

  @Get('outbox')
  async outbox(@Headers('accept') accept: string | undefined, @Res() reply: FastifyReply): Promise<void> {
    // Where mails are sent, what waits is not for everybody's eyes.
    if (!this.config.demo || this.config.mail) {
      await reply.status(404).send({ errors: [formatError(commonErrors.NOT_FOUND())] });
      return;
    }
    const mails = await this.db.run(NOBODY, () => this.store.kept(MOST));
    void reply.header('cache-control', 'no-store');
    if (accept?.includes('text/html')) {
      await reply.type('text/html; charset=utf-8').send(outboxPage(mails));
      return;
    }
    await reply.send(
      mails.map(({ to, subject, text, html, headers, createdAt }) => ({ to, subject, text, html, headers, createdAt })),
    );
  }

  @Get('outbox.css')
  async style(@Res() reply: FastifyReply): Promise<void> {
    await reply.type('text/css; charset=utf-8').send(OUTBOX_STYLE);
  }
}
