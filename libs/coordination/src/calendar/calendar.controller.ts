import { callerOrNobody } from '#libs/access';
import { addDays, Clock, commonErrors } from '#libs/kernel';
import { Authenticator, CONFIG, Db, internalId, limits, networkOf, Throttle, type Config } from '#libs/platform';
import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { TasksStore } from '../tasks.store.js';
import { calendarOf } from './calendar.rules.js';
import { hashOf } from './feeds.resolver.js';
import { FeedsStore } from './feeds.store.js';

/** How long something stays in a calendar after it was due. */
const KEPT_DAYS = 90;

/** Tasks for calendar programmes: all of somebody's under a secret address, and one at a time for whoever sees it. */
@Controller()
export class CalendarController {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly authenticator: Authenticator,
    private readonly throttle: Throttle,
    private readonly feeds: FeedsStore,
    private readonly tasks: TasksStore,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('calendar/:file')
  async feed(@Param('file') file: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const { points, windowSeconds } = limits.calendarFeed;
    await this.throttle.take(`calendar ${networkOf(request.ip)}`, points, windowSeconds);
    const token = /^([\w-]{43})\.ics$/.exec(file)?.[1];
    const tasks = token && (await this.feeds.tasks(hashOf(token), addDays(this.clock.today(), -KEPT_DAYS)));
    if (!tasks) throw commonErrors.NOT_FOUND();
    await this.send(reply, calendarOf(tasks, this.config.publicUrl));
  }

  @Get('tasks/:id/calendar')
  async one(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const { cookie, authorization } = request.headers;
    const file = await this.db.run(await this.authenticator.authenticate({ cookie, authorization }), async () => {
      if (!callerOrNobody()) throw commonErrors.UNAUTHENTICATED();
      const task = await this.tasks.get(internalId('CoordinationTask', id, 'id'));
      if (!task.dueOn) throw commonErrors.NOT_FOUND({ field: 'id' });
      return calendarOf([{ ...task, dueOn: task.dueOn, partnership: 'Samenregie' }], this.config.publicUrl);
    });
    await this.send(reply.header('content-disposition', 'attachment; filename="samenregie-taak.ics"'), file);
  }

  private async send(reply: FastifyReply, file: string): Promise<void> {
    await reply.header('content-type', 'text/calendar; charset=utf-8').header('cache-control', 'no-store').send(file);
  }
}
