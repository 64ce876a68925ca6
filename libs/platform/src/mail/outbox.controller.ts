import { commonErrors } from '#libs/kernel';
import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CONFIG, type Config } from '../config.js';
import { Db } from '../database/db.js';
import { NOBODY } from '../database/scope.js';
import { formatError } from '../graphql/format-error.js';
import { MailStore } from './mail.store.js';

const MOST = 50;

/** The mails of the demo, which go nowhere, for everybody who tries it out. Without demo mode it does not exist. */
@Controller('auth')
export class OutboxController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly db: Db,
    private readonly store: MailStore,
  ) {}

  @Get('outbox')
  async outbox(@Res() reply: FastifyReply): Promise<void> {
    // Where mails are sent, what waits is not for everybody's eyes.
    if (!this.config.demo || this.config.mail) {
      await reply.status(404).send({ errors: [formatError(commonErrors.NOT_FOUND())] });
      return;
    }
    const mails = await this.db.run(NOBODY, () => this.store.kept(MOST));
    await reply.header('cache-control', 'no-store').send(
      mails.map(({ to, subject, text, html, headers, createdAt }) => ({
        to,
        subject,
        text,
        html,
        headers,
        createdAt,
      })),
    );
  }
}
