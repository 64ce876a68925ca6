import { caller, requireCapability } from '#libs/access';
import { Clock, commonErrors, newId } from '#libs/kernel';
import { EventLog } from '#libs/live';
import { AuditTrail, CONFIG, Db, Jobs, limits, loadNodes, Throttle, type Config } from '#libs/platform';
import { Inject, Injectable } from '@nestjs/common';
import { fileTypeFromBuffer } from 'file-type';
import { buffer } from 'node:stream/consumers';
import { AttachmentType } from './attachment.type.js';
import { Blobs } from './blobs/blobs.js';
import { contentOf } from './content.js';
import { fileEvents } from './file.events.js';
import { checkEnding, cleanName, fileErrors, HEAD_BYTES, mediaTypeOf, UPLOAD_MS } from './file.rules.js';
import { CHECK } from './files.jobs.js';
import { FilesStore, type AttachmentRow } from './files.store.js';
import { ownerOf, type FileOwner } from './owners.js';

const MEGABYTE = 1024 * 1024;
/** A part is written to the store and to the database well within this time, in milliseconds. */
const PART_MS = 60 * 60 * 1_000;

/** Sending a file piece by piece, and taking it away again. */
@Injectable()
export class Uploads {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly store: FilesStore,
    private readonly blobs: Blobs,
    private readonly events: EventLog,
    private readonly jobs: Jobs,
    private readonly trail: AuditTrail,
    private readonly throttle: Throttle,
  ) {}

  /** @throws NOT_FOUND, FORBIDDEN, FILE_* */
  async begin(owner: { type: string; id: string } | undefined, given: string, size: number): Promise<AttachmentRow> {
    const { accountId, organisationId } = caller();
    const { points, windowSeconds } = limits.uploads;
    await this.throttle.take(`upload ${accountId}`, points, windowSeconds);
    const { item, rules } = await this.writable(owner, 'owner');
    const name = cleanName(given);
    checkEnding(name);
    const { maxBytes, quotaBytes } = this.config.files;
    if (size === 0) throw fileErrors.FILE_EMPTY({ field: 'file' });
    if (size > maxBytes) throw fileErrors.FILE_TOO_LARGE({ field: 'file', args: { megabytes: maxBytes / MEGABYTE } });
    return this.db.transaction(async () => {
      const id = newId();
      const partnershipId = rules.partnershipOf(item);
      const expiresAt = this.expiry();
      const ownerType = owner!.type;
      await this.store.add({
        ...{ id, partnershipId, ownerType, ownerId: owner!.id, name, size, createdBy: accountId },
        ...{ organisationId, expiresAt },
      });
      // The row of the usage is ours until commit: two at once cannot both take the last room.
      if ((await this.store.used(partnershipId)) > quotaBytes)
        throw fileErrors.FILE_QUOTA_USED({ field: 'file', args: { megabytes: quotaBytes / MEGABYTE } });
      return (await this.store.byIds([id]))[0]!;
    });
  }

  /** An upload of the caller's that goes on. @throws NOT_FOUND */
  async mine(id: string): Promise<AttachmentRow> {
    const [row] = await this.store.byIds([id]);
    if (row?.createdBy !== caller().accountId) throw commonErrors.NOT_FOUND();
    return row;
  }

  /**
   * Adds bytes where the file ends so far; with the last ones it is complete.
   * @throws FILE_OFFSET_MISMATCH, FILE_TYPE_NOT_ALLOWED (the file is then gone)
   */
  async append(id: string, start: number, bytes: Uint8Array): Promise<AttachmentRow> {
    const row = await this.mine(id);
    const owner = { type: row.ownerType, id: row.ownerId };
    const { item, rules } = await this.writable(owner);
    const room = Number(row.size) - Number(row.received);
    if (start !== Number(row.received) || bytes.length > room) throw this.mismatch(row);
    if (bytes.length > 0) {
      const key = newId();
      const until = new Date(this.clock.now().getTime() + PART_MS);
      await this.db.transaction(() => this.store.announcePart(key, until));
      await this.blobs.put(key, bytes);
      const part = { key, start, size: bytes.length };
      const added = await this.db.transaction(() => this.store.addPart(row, part, this.expiry()));
      if (!added) throw this.mismatch(await this.mine(id));
    }
    const now = await this.mine(id);
    if (now.status === 'UPLOADING' && now.received === now.size) await this.complete(now, item, rules);
    return now;
  }

  /** Takes a file away, finished or not. @throws NOT_FOUND, FORBIDDEN */
  async remove({ row }: AttachmentType): Promise<void> {
    const { item, rules } = await this.writable({ type: row.ownerType, id: row.ownerId }, 'id');
    await this.db.transaction(async () => {
      if (!(await this.store.remove(row.id))) throw commonErrors.NOT_FOUND();
      if (row.status !== 'UPLOADING') await this.report(fileEvents.ATTACHMENT_REMOVED, item, rules);
    });
  }

  private async complete(row: AttachmentRow, item: object, rules: FileOwner): Promise<void> {
    const { id, name, partnershipId, ownerType, ownerId } = row;
    const parts = await this.store.parts(id);
    const last = Math.min(Number(row.size), HEAD_BYTES) - 1;
    const head = await buffer(contentOf(this.blobs, parts, { from: 0, to: last }));
    let mediaType: string;
    try {
      mediaType = mediaTypeOf(name, head, (await fileTypeFromBuffer(head))?.ext);
    } catch (error) {
      await this.db.transaction(() => this.store.remove(id));
      throw error;
    }
    const checked = this.config.files.clamd !== undefined;
    await this.db.transaction(async () => {
      await this.store.complete(id, mediaType, checked ? 'CHECKING' : 'READY');
      const event = await this.report(fileEvents.ATTACHMENT_ADDED, item, rules);
      const subject = { type: ownerType, id: ownerId };
      this.trail.record({
        kind: 'CHANGE',
        action: 'attachFile',
        result: 'OK',
        partnershipId,
        subject,
        fields: ['file'],
      });
      if (!checked) return;
      const payload = { id, event: { ...event, organisationId: caller().organisationId } };
      await this.jobs.schedule(CHECK, { runAt: this.clock.now(), key: id, partnershipId, payload });
    });
  }

  private async report(type: string, item: object, rules: FileOwner) {
    const event = await rules.event(item);
    this.events.record({ ...event, type });
    return event;
  }

  /** The item, as one on which the caller may put files. */
  private async writable(owner: { type: string; id: string } | undefined, field?: string) {
    const rules = owner && ownerOf(owner.type);
    const [item] = await loadNodes([rules ? owner : undefined]);
    if (!rules || !item) throw commonErrors.NOT_FOUND({ field });
    requireCapability(rules.partnershipOf(item), rules.capability, field);
    if (rules.mayWrite?.(item) === false) throw commonErrors.FORBIDDEN({ args: { capability: rules.capability } });
    return { item, rules };
  }

  private mismatch({ received }: AttachmentRow) {
    return fileErrors.FILE_OFFSET_MISMATCH({ args: { offset: Number(received) } });
  }

  private expiry(): Date {
    return new Date(this.clock.now().getTime() + UPLOAD_MS);
  }
}
