import { caller, Workspaces, worksIn, type PersonType } from '#libs/access';
import { Injectable } from '@nestjs/common';
import { MAX_MENTIONS, narrower, taskErrors, type TaskAudience } from '../task.rules.js';
import type { TaskView } from '../tasks.store.js';

/** Naming people in comments. */
@Injectable()
export class Mentions {
  constructor(private readonly workspaces: Workspaces) {}

  /**
   * People who can be named in a comment with this audience: those inside who may read it. An actor's staff is asked by
   * a request, and never called by its first name.
   */
  async possible(task: TaskView, audience: TaskAudience): Promise<PersonType[]> {
    if (!worksIn(task.partnershipId)) return [];
    const within = this.within(task, audience);
    return within === null ? [] : this.workspaces.people(task.partnershipId, within);
  }

  /** The organisation that its readers act for: undefined when it may be any, null when there is none. */
  private within(task: TaskView, audience: TaskAudience): string | null | undefined {
    return narrower(audience, task.audience) === 'OWN_ORGANISATION' ? caller().organisationId : undefined;
  }

  /** @throws COMMENT_MENTION_CANNOT_READ, COMMENT_TOO_MANY_MENTIONS */
  async check(task: TaskView, audience: TaskAudience, wanted: readonly string[]): Promise<string[]> {
    const ids = [...new Set(wanted)];
    if (ids.length === 0) return ids;
    if (ids.length > MAX_MENTIONS)
      throw taskErrors.COMMENT_TOO_MANY_MENTIONS({ field: 'mentionIds', args: { limit: MAX_MENTIONS } });
    const within = this.within(task, audience);
    const possible = within === null ? [] : await this.workspaces.assignable(task.partnershipId, within);
    if (ids.some((id) => !possible.includes(id))) throw taskErrors.COMMENT_MENTION_CANNOT_READ({ field: 'mentionIds' });
    return ids;
  }
}
