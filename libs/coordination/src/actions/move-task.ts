import { requireCapability } from '#libs/access';
import { Clock } from '#libs/kernel';
import { Db, internalId } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { LinksStore } from '../links/links.store.js';
import { TaskSeries } from '../series/task-series.js';
import { TaskWriter } from '../task-writer.js';
import { taskEvents } from '../task.events.js';
import type { MoveTaskInput } from '../task.inputs.js';
import { clean, rankBetween, waitingOn } from '../task.rules.js';
import type { TaskView } from '../tasks.store.js';

/** Puts a task in a column, at a place in it. */
@Injectable()
export class MoveTask {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly writer: TaskWriter,
    private readonly links: LinksStore,
    private readonly series: TaskSeries,
  ) {}

  run(input: MoveTaskInput): Promise<TaskView> {
    const id = internalId('CoordinationTask', input.id, 'id');
    const { status } = input;
    return this.db.transaction(async () => {
      const before = await this.writer.store.get(id);
      requireCapability(before.partnershipId, 'task.write', 'id');
      const waits = this.waits(input, before);
      await this.writer.checkActors([waits.actorId], 'waitingOnActorId');
      const nextOn = this.series.dayAfter(before, status);
      // Numbers are given out under this lock; whoever holds it may wait for the task.
      if (nextOn) await this.links.hold(before.partnershipId);
      const rank = await this.place(input, before);
      const task = await this.writer.change(before, input.expectedVersion, {
        status,
        rank,
        waitingOnActorId: waits.actorId,
        waitingOnNote: waits.note,
        completedAt: status === 'DONE' ? (before.completedAt ?? this.clock.now()) : null,
        ...(nextOn && { repeated: true }),
      });
      const waitsOnAnother = waits.actorId !== before.waitingOnActorId || waits.note !== before.waitingOnNote;
      const changed = [
        ...(status === before.status ? [] : ['status']),
        ...(waitsOnAnother ? ['waitingOn'] : []),
        'rank',
      ];
      await this.writer.report(taskEvents.TASK_MOVED, task, changed, before);
      if (nextOn) await this.series.goOn(task, nextOn);
      return task;
    });
  }

  /** What it waits on; a waiting card that only changes place goes on waiting on the same. */
  private waits(input: MoveTaskInput, before: TaskView) {
    const said = input.waitingOnActorId !== undefined || input.waitingOnNote !== undefined;
    if (!said && before.status === 'WAITING')
      return waitingOn(input.status, { actorId: before.waitingOnActorId, note: before.waitingOnNote });
    return waitingOn(input.status, {
      actorId: input.waitingOnActorId ? internalId('Actor', input.waitingOnActorId, 'waitingOnActorId') : null,
      note: clean.waitingOnNote(input.waitingOnNote),
    });
  }

  private async place(input: MoveTaskInput, task: TaskView): Promise<string> {
    const { store } = this.writer;
    const above = await this.neighbour(input.afterId, 'afterId', task, input);
    const below = await this.neighbour(input.beforeId, 'beforeId', task, input);
    if (above === undefined && below !== undefined)
      return rankBetween(await store.rankAbove(task.partnershipId, input.status, below, task.id), below);
    if (below !== undefined && above !== undefined && above < below) return rankBetween(above, below);
    return rankBetween(above, await store.rankBelow(task.partnershipId, input.status, above, task.id));
  }

  /** The rank of a card named as neighbour; undefined when it has gone elsewhere meanwhile. */
  private async neighbour(globalId: string | null | undefined, field: string, task: TaskView, input: MoveTaskInput) {
    if (!globalId) return undefined;
    const [card] = await this.writer.store.byIds([internalId('CoordinationTask', globalId, field)]);
    const here =
      card && card.id !== task.id && card.partnershipId === task.partnershipId && card.status === input.status;
    return here ? card.rank : undefined;
  }
}
