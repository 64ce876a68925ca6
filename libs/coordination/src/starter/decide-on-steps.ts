import { caller, requireCapability } from '#libs/access';
import { Clock, commonErrors, conflict, newId, toGlobalId } from '#libs/kernel';
import { EventLog } from '#libs/live';
import { type PartnershipRow, Partnerships } from '#libs/partnerships';
import { Db, internalId } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { CreateTask } from '../actions/create-task.js';
import { taskEvents } from '../task.events.js';
import { notNull } from '../task.rules.js';
import { StarterPaths } from './starter-paths.js';
import {
  checkStart,
  cleanCodes,
  cleanReason,
  descriptionOf,
  type ProposedStep,
  starterErrors,
  stepsFor,
} from './starter.rules.js';
import { type PathRow, StarterStore } from './starter.store.js';
import type {
  SetStarterPathInput,
  SkipStarterStepInput,
  TakeOverStarterStepsInput,
  UnskipStarterStepInput,
} from './starter.types.js';

/**
 * What a partnership decides on the path through its first year. Each decision holds the path: of two who take over the same
 * step at once, the second finds it taken.
 */
@Injectable()
export class DecideOnSteps {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly store: StarterStore,
    private readonly paths: StarterPaths,
    private readonly partnerships: Partnerships,
    private readonly creating: CreateTask,
    private readonly events: EventLog,
  ) {}

  /** @throws STARTER_START_OUT_OF_RANGE, CONFLICT */
  set(input: SetStarterPathInput): Promise<string> {
    const startsOn = notNull('startsOn', input.startsOn);
    const asksSubsidy = notNull('asksSubsidy', input.asksSubsidy);
    if (startsOn !== undefined) checkStart(startsOn, this.clock.today());
    return this.inPath(input.partnershipId, async (partnership) => {
      const path = await this.store.hold(partnership.id, this.paths.usualStart(partnership));
      const wanted = { ...path, startsOn: startsOn ?? path.startsOn, asksSubsidy: asksSubsidy ?? path.asksSubsidy };
      if (!(await this.store.update({ ...wanted, version: input.expectedVersion })))
        throw conflict({ version: path.version });
    });
  }

  /**
   * Makes a task of each step that nobody decided on yet.
   * @throws STARTER_START_OUT_OF_RANGE, INVALID_INPUT for a step that is not proposed to this partnership
   */
  async takeOver(
    input: TakeOverStarterStepsInput,
  ): Promise<{ partnershipId: string; taskIds: string[]; leftOut: string[] }> {
    const codes = cleanCodes(input.codes, 'codes');
    const startsOn = checkStart(input.startsOn, this.clock.today());
    const taskIds: string[] = [];
    let leftOut: string[] = [];
    const partnershipId = await this.inPath(input.partnershipId, async (partnership) => {
      const path = await this.store.hold(partnership.id, startsOn);
      const decided = await this.decided(partnership.id);
      leftOut = codes.filter((code) => decided.has(code));
      const wanted = codes.filter((code) => !decided.has(code));
      const steps = await this.proposed(partnership, { ...path, startsOn }, wanted, 'codes');
      // Each comes on top of its column: from last to first they hang in order of time.
      for (const step of steps.toReversed()) {
        const task = await this.creating.run({
          ...{ partnershipId: toGlobalId('Partnership', partnership.id), title: step.title, status: 'TODO' },
          ...{ description: descriptionOf(step), dueOn: step.proposedOn, checklist: [...step.checklist] },
          ...{ priority: 'NORMAL', audience: 'PARTNERSHIP' },
        });
        await this.decide(partnership.id, step.code, 'TAKEN', { taskId: task.id });
        taskIds.unshift(task.id);
      }
    });
    return { partnershipId, taskIds, leftOut };
  }

  /** @throws STARTER_STEP_DECIDED, INVALID_INPUT for a step that is not proposed to this partnership */
  skip(input: SkipStarterStepInput): Promise<string> {
    const [code] = cleanCodes([input.code], 'code');
    const reason = cleanReason(input.reason);
    return this.inPath(input.partnershipId, async (partnership) => {
      const path = await this.store.hold(partnership.id, this.paths.usualStart(partnership));
      if ((await this.decided(partnership.id)).has(code!)) throw starterErrors.STARTER_STEP_DECIDED({ field: 'code' });
      await this.proposed(partnership, path, [code!], 'code');
      await this.decide(partnership.id, code!, 'SKIPPED', { reason });
    });
  }

  /** @throws STARTER_STEP_NOT_SKIPPED */
  unskip(input: UnskipStarterStepInput): Promise<string> {
    return this.inPath(input.partnershipId, async (partnership) => {
      await this.store.hold(partnership.id, this.paths.usualStart(partnership));
      const choice = (await this.decided(partnership.id)).get(input.code);
      if (choice?.decision !== 'SKIPPED') throw starterErrors.STARTER_STEP_NOT_SKIPPED({ field: 'code' });
      await this.store.undo(choice.id, caller().accountId, this.clock.now());
    });
  }

  /** Changes the path of a partnership and reports that it changed; answers the id of the partnership. */
  private async inPath(globalId: string, change: (partnership: PartnershipRow) => Promise<void>): Promise<string> {
    const id = internalId('Partnership', globalId, 'partnershipId');
    requireCapability(id, 'task.write');
    return this.db.transaction(async () => {
      const partnership = await this.partnerships.byId(id);
      if (!partnership) throw commonErrors.NOT_FOUND({ field: 'partnershipId' });
      await change(partnership);
      this.events.record({
        ...{ partnershipId: id, type: taskEvents.STARTER_PATH_CHANGED, subjectType: 'Partnership', subjectId: id },
        changedFields: ['starterPath'],
      });
      return id;
    });
  }

  /** The steps with these codes; also those for a subsidy, whatever the path says now: whoever decides on them saw them. */
  private async proposed(
    partnership: PartnershipRow,
    path: PathRow,
    codes: readonly string[],
    field: string,
  ): Promise<ProposedStep[]> {
    const profile = await this.paths.profile(partnership, { ...path, asksSubsidy: true });
    const steps = stepsFor(profile, path.startsOn).filter(({ code }) => codes.includes(code));
    if (steps.length < codes.length) throw commonErrors.INVALID_INPUT({ field, args: { reason: 'UNKNOWN_VALUE' } });
    return steps;
  }

  private async decided(partnershipId: string) {
    return new Map((await this.store.choices([partnershipId])).map((choice) => [choice.code, choice]));
  }

  private async decide(
    partnershipId: string,
    code: string,
    decision: 'TAKEN' | 'SKIPPED',
    { taskId = null, reason = null }: { taskId?: string | null; reason?: string | null },
  ): Promise<void> {
    const row = { id: newId(), partnershipId, code, decision, taskId, reason, decidedBy: caller().accountId };
    await this.store.add(row, this.clock.now());
  }
}
