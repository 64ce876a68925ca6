import { Controller, Get, Headers, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { createHash, timingSafeEqual } from 'node:crypto';
import { CONFIG, type Config } from '../config.js';
import { Metrics } from './metrics.js';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** `/metrics`: not there unless METRICS_TOKEN is set, and then for whoever bears it. */
@Controller()
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('metrics')
  async read(@Headers('authorization') authorization: string | undefined, @Res() reply: FastifyReply): Promise<void> {
    const { metricsToken } = this.config;
    if (!metricsToken) {
      await reply.status(404).type('text/plain; charset=utf-8').send('Not found');
      return;
    }
    // Digests are of one length, and take the same time to compare whatever they are of.
    if (!timingSafeEqual(digest(authorization ?? ''), digest(`Bearer ${metricsToken}`))) {
      await reply.status(401).header('www-authenticate', 'Bearer').send('');
      return;
    }
    const { type, text } = await this.metrics.page();
    await reply.type(type).send(text);
  }
}
