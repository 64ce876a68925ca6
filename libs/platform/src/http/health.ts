import { Controller, Get, Injectable, Res } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';

/** `degraded` still serves, with less; `down` must not get traffic. */
export type PartState = 'ok' | 'degraded' | 'down';

/** Rooms report how their outside parts are doing. */
@Injectable()
export class Health {
  private readonly checks = new Map<string, () => Promise<PartState> | PartState>();

  constructor(@InjectDataSource() dataSource: DataSource) {
    this.add('database', () =>
      dataSource.query('select 1').then(
        () => 'ok',
        () => 'down',
      ),
    );
  }

  add(part: string, check: () => Promise<PartState> | PartState): void {
    this.checks.set(part, check);
  }

  async report(): Promise<{ status: PartState; parts: Record<string, PartState> }> {
    const entries = await Promise.all([...this.checks].map(async ([part, check]) => [part, await check()] as const));
    const states = entries.map(([, state]) => state);
    const status = states.includes('down') ? 'down' : states.includes('degraded') ? 'degraded' : 'ok';
    return { status, parts: Object.fromEntries(entries) };
  }
}

/** `/livez`: the process answers. `/readyz`: it can serve, with the state of each part. */
@Controller()
export class HealthController {
  constructor(private readonly health: Health) {}

  @Get('livez')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('readyz')
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const report = await this.health.report();
    await reply.status(report.status === 'down' ? 503 : 200).send(report);
  }
}
