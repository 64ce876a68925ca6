import { requireCapability } from '#libs/access';
import { commonErrors, conflict, newId } from '#libs/kernel';
import { EventLog } from '#libs/live';
import { Partnerships } from '#libs/partnerships';
import { Db, internalId } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { taskEvents } from '../task.events.js';
import { notNull } from '../task.rules.js';
import { cleanName, labelErrors, MAX_LABELS } from './label.rules.js';
import type { CreateLabelInput, RemoveLabelInput, UpdateLabelInput } from './label.types.js';
import { LabelsStore, type LabelRow } from './labels.store.js';

/** The labels of a partnership, which its managers keep. */
@Injectable()
export class ChangeLabels {
  constructor(
    private readonly db: Db,
    private readonly store: LabelsStore,
    private readonly partnerships: Partnerships,
    private readonly events: EventLog,
  ) {}

  create(input: CreateLabelInput): Promise<LabelRow> {
    const partnershipId = internalId('Partnership', input.partnershipId, 'partnershipId');
    requireCapability(partnershipId, 'label.manage');
    const name = cleanName(input.name);
    return this.db.transaction(async () => {
      // Two at once neither share a name nor make one too many.
      await this.partnerships.hold(partnershipId);
      if ((await this.store.of([partnershipId])).length >= MAX_LABELS)
        throw labelErrors.LABELS_FULL({ args: { limit: MAX_LABELS } });
      await this.checkName(partnershipId, name, null);
      const id = newId();
      await this.store.add({ id, partnershipId, name, colour: input.colour });
      return this.tell(partnershipId, id);
    });
  }

  update(input: UpdateLabelInput): Promise<LabelRow> {
    return this.db.transaction(async () => {
      const label = await this.held(input.id);
      const name = notNull('name', input.name);
      const colour = notNull('colour', input.colour) ?? label.colour;
      const cleaned = name === undefined ? label.name : cleanName(name);
      await this.checkName(label.partnershipId, cleaned, label.id);
      if (!(await this.store.update(label.id, input.expectedVersion, cleaned, colour)))
        throw conflict({ version: label.version });
      return this.tell(label.partnershipId, label.id);
    });
  }

  remove(input: RemoveLabelInput): Promise<void> {
    return this.db.transaction(async () => {
      const label = await this.held(input.id);
      if (!(await this.store.remove(label.id, input.expectedVersion))) throw conflict({ version: label.version });
      this.report(label.partnershipId);
    });
  }

  /** The label as it is now that nobody else changes labels of its partnership. */
  private async held(globalId: string): Promise<LabelRow> {
    const id = internalId('Label', globalId, 'id');
    const [label] = await this.store.byIds([id]);
    if (!label) throw commonErrors.NOT_FOUND({ field: 'id' });
    requireCapability(label.partnershipId, 'label.manage', 'id');
    await this.partnerships.hold(label.partnershipId);
    const [now] = await this.store.byIds([id]);
    if (!now) throw commonErrors.NOT_FOUND({ field: 'id' });
    return now;
  }

  private async checkName(partnershipId: string, name: string, exceptId: string | null): Promise<void> {
    if (await this.store.isTaken(partnershipId, name, exceptId)) throw labelErrors.LABEL_NAME_TAKEN({ field: 'name' });
  }

  private async tell(partnershipId: string, id: string): Promise<LabelRow> {
    this.report(partnershipId);
    return (await this.store.byIds([id]))[0]!;
  }

  private report(partnershipId: string): void {
    this.events.record({
      ...{ partnershipId, type: taskEvents.LABELS_CHANGED, subjectType: 'Partnership', subjectId: partnershipId },
      changedFields: ['labels'],
    });
  }
}
