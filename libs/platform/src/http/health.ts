import { Controller, Get, Injectable, Res } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { Connections } from './connections.js';

/** `degraded` still serves, with less; `down` must not get traffic. */
export type PartState = 'ok' | 'degraded' | 'down';

/** Rooms report how their outside parts are doing. */
@Injectable()
export class Health {
  private readonly checks = new Map<string, () => Promise<PartState> | PartState>();

  constructor(
    @InjectDataSource() dataSource: DataSource,
    private readonly connections: Connections,
  ) {
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

  async report(): Promise<{ status: PartState | 'draining'; parts: Record<string, PartState> }> {
    const entries = await Promise.all([...this.checks].map(async ([part, check]) => [part, await check()] as const));
    const states = entries.map(([, state]) => state);
    const worst = states.includes('down') ? 'down' : states.includes('degraded') ? 'degraded' : 'ok';
    return { status: this.connections.draining ? 'draining' : worst, parts: Object.fromEntries(entries) };
  }
}

/** `/livez`: the process answers. `/readyz`: it can serve, with the state of each part; `draining` when it is going. */
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
    const serves = report.status === 'ok' || report.status === 'degraded';
    await reply.status(serves ? 200 : 503).send(report);
  }
}
