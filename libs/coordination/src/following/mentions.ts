import { caller, Workspaces } from '#libs/access';
import { Injectable } from '@nestjs/common';
import { MAX_MENTIONS, taskErrors, type TaskAudience } from '../task.rules.js';
import type { TaskView } from '../tasks.store.js';

/** Naming people in comments. */
@Injectable()
export class Mentions {
  constructor(private readonly workspaces: Workspaces) {}

  /**
   * Accounts that can be named in a comment with this audience: those inside who may read it. An actor's staff is asked by
   * a request, and never called by its first name.
   */
  async possible(task: TaskView, audience: TaskAudience): Promise<string[]> {
    const stays = audience === 'OWN_ORGANISATION' || task.audience === 'OWN_ORGANISATION';
    return this.workspaces.assignable(task.partnershipId, stays ? (caller().organisationId ?? undefined) : undefined);
  }

  /** @throws COMMENT_MENTION_CANNOT_READ, COMMENT_TOO_MANY_MENTIONS */
  async check(task: TaskView, audience: TaskAudience, wanted: readonly string[]): Promise<string[]> {
    const ids = [...new Set(wanted)];
    if (ids.length === 0) return ids;
    if (ids.length > MAX_MENTIONS)
      throw taskErrors.COMMENT_TOO_MANY_MENTIONS({ field: 'mentionIds', args: { limit: MAX_MENTIONS } });
    const possible = await this.possible(task, audience);
    if (ids.some((id) => !possible.includes(id))) throw taskErrors.COMMENT_MENTION_CANNOT_READ({ field: 'mentionIds' });
    return ids;
  }
}
