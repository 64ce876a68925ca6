import { caller } from '#libs/access';
import { commonErrors, newId } from '#libs/kernel';
import { EventLog } from '#libs/live';
import { AuditTrail, Db, limits, loadNodes, Throttle } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { AttachmentType } from './attachment.type.js';
import { fileEvents } from './file.events.js';
import { FilesStore, type AttachmentRow } from './files.store.js';
import { Intake } from './intake.js';
import { ownerOf, type FileOwner } from './owners.js';

/** Sending a file piece by piece, and taking it away again, by people with an account. */
@Injectable()
export class Uploads {
  constructor(
    private readonly db: Db,
    private readonly store: FilesStore,
    private readonly intake: Intake,
    private readonly events: EventLog,
    private readonly trail: AuditTrail,
    private readonly throttle: Throttle,
  ) {}

  /** @throws NOT_FOUND, FORBIDDEN, FILE_* */
  async begin(owner: { type: string; id: string } | undefined, given: string, size: number): Promise<AttachmentRow> {
    const { accountId, organisationId } = caller();
    const { points, windowSeconds } = limits.uploads;
    await this.throttle.take(`upload ${accountId}`, points, windowSeconds);
    const { item, rules } = await this.load(owner, 'owner');
    rules.check(item, 'ADD', 'owner');
    const name = this.intake.check(given, size);
    return this.db.transaction(async () => {
      const id = newId();
      const partnershipId = rules.partnershipOf(item);
      const expiresAt = this.intake.expiry();
      const ownerType = owner!.type;
      await this.store.add({
        ...{ id, partnershipId, ownerType, ownerId: owner!.id, name, size, createdBy: accountId },
        ...{ organisationId, expiresAt },
      });
      // The row of the usage is ours until commit: two at once cannot both take the last room.
      this.intake.checkUsed(await this.store.usedWith(id));
      return (await this.store.byIds([id]))[0]!;
    });
  }

  /** An upload of the caller's that goes on. @throws NOT_FOUND */
  async mine(id: string): Promise<AttachmentRow> {
    const [row] = await this.store.byIds([id]);
    if (!row || row.createdBy !== caller().accountId) throw commonErrors.NOT_FOUND();
    return row;
  }

  /** @throws NOT_FOUND, FORBIDDEN, FILE_OFFSET_MISMATCH, FILE_TYPE_NOT_ALLOWED (the file is then gone) */
  async append(id: string, start: number, bytes: Uint8Array): Promise<AttachmentRow> {
    const row = await this.mine(id);
    const subject = { type: row.ownerType, id: row.ownerId };
    const { item, rules } = await this.load(subject);
    rules.check(item, 'ADD');
    const rows = {
      find: () => this.mine(id),
      addPart: this.store.addPart.bind(this.store, row),
      parts: () => this.store.parts(id),
      refuse: () => this.store.remove(id),
      complete: async (mediaType: string, status: 'CHECKING' | 'READY') => {
        await this.store.complete(id, mediaType, status);
        const event = await this.report(fileEvents.ATTACHMENT_ADDED, item, rules);
        const { partnershipId } = row;
        this.trail.record({
          ...{ kind: 'CHANGE', action: 'attachFile', result: 'OK', partnershipId, subject, fields: ['file'] },
        });
        const { organisationId } = caller();
        return { ...event, ...(organisationId && { organisationId }) };
      },
    };
    return this.intake.append(rows, start, bytes);
  }

  /** Takes a file away, finished or not. @throws NOT_FOUND, FORBIDDEN */
  async remove({ row }: AttachmentType): Promise<void> {
    const { item, rules } = await this.load({ type: row.ownerType, id: row.ownerId }, 'id');
    const arrived = row.status !== 'UPLOADING';
    rules.check(item, arrived ? 'REMOVE' : 'ADD', 'id');
    await this.db.transaction(async () => {
      if (!(await this.store.remove(row.id))) throw commonErrors.NOT_FOUND();
      if (arrived) await this.report(fileEvents.ATTACHMENT_REMOVED, item, rules);
    });
  }

  private async report(type: string, item: object, rules: FileOwner) {
    const event = await rules.event(item);
    this.events.record({ ...event, type });
    return event;
  }

  private async load(owner: { type: string; id: string } | undefined, field?: string) {
    const rules = owner && ownerOf(owner.type);
    const [item] = await loadNodes([rules ? owner : undefined]);
    if (!rules || !item) throw commonErrors.NOT_FOUND({ field });
    return { item, rules };
  }
}
