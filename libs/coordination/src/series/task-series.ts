import { Clock } from '#libs/kernel';
import { Injectable } from '@nestjs/common';
import { CopyTask } from '../copies/copy-task.js';
import { HistoryStore } from '../history/history.store.js';
import type { TaskStatus } from '../task.rules.js';
import type { TaskView } from '../tasks.store.js';
import { nextDay, type Repeating } from './series.rules.js';

/** Lets the next task of a series come when one is done. */
@Injectable()
export class TaskSeries {
  constructor(
    private readonly clock: Clock,
    private readonly copies: CopyTask,
    private readonly history: HistoryStore,
  ) {}

  /** The day of the task that comes when this one, or a new one without a column yet, goes to a column; null when none does. */
  dayAfter(task: Repeating & { status: TaskStatus | null }, status: TaskStatus | undefined): string | null {
    return status === 'DONE' && task.status !== 'DONE' ? nextDay(task, this.clock.today()) : null;
  }

  /**
   * Makes the next task of a series. The task before it was marked as repeated with the change that made it done, under its
   * version: of two who do that at once, one is refused.
   */
  async goOn(task: TaskView, day: string): Promise<TaskView> {
    const { recurrence, recursFrom, seriesId, occurrence } = task;
    const own = { recurrence, recursFrom, recursOn: day, dueOn: day, seriesId, occurrence: occurrence! + 1 };
    const next = await this.copies.copy(task, own);
    await this.history.keep(next, [{ field: 'previousInSeries', before: [], after: [task.id] }]);
    await this.history.keep(task, [{ field: 'nextInSeries', before: [], after: [next.id] }]);
    return next;
  }
}
