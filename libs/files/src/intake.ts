import { Clock, newId, type EventDraft } from '#libs/kernel';
import { CONFIG, Db, Jobs, type Config } from '#libs/platform';
import { Inject, Injectable } from '@nestjs/common';
import { fileTypeFromBuffer } from 'file-type';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Blobs } from './blobs/blobs.js';
import { contentOf } from './content.js';
import {
  checkEnding,
  cleanName,
  fileErrors,
  HEAD_BYTES,
  mediaTypeOf,
  UPLOAD_MS,
  type FileStatus,
  type Span,
} from './file.rules.js';
import { CHECK } from './files.jobs.js';
import { FilesStore, type Part } from './files.store.js';

const MEGABYTE = 1024 * 1024;
/** A part is written to the store and to the database well within this time, in milliseconds. */
const PART_MS = 60 * 60 * 1_000;

/** A file on its way in. Sizes are numbers, or text as the database writes large ones. */
export interface Upload {
  id: string;
  partnershipId: string;
  name: string;
  size: string | number;
  received: string | number;
  status: FileStatus;
}

/** Where one upload is kept note of, under the rights of whoever sends it. */
export interface UploadRows<T extends Upload> {
  /** As it is now. @throws NOT_FOUND */
  find(): Promise<T>;
  /** Adds a part where the file ends so far; false when it ends elsewhere by now. */
  addPart(part: Part, expiresAt: Date): Promise<boolean>;
  parts(): Promise<Part[]>;
  /** It is not what its name says. */
  refuse(): Promise<unknown>;
  /** It is there as a whole; answers what to report once it was looked at for viruses. */
  complete(mediaType: string, status: 'CHECKING' | 'READY'): Promise<Omit<EventDraft, 'type'>>;
}

/** Bytes of files on their way in and out. Whose they are and who may, the rows say that it is given. */
@Injectable()
export class Intake {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly store: FilesStore,
    private readonly blobs: Blobs,
    private readonly jobs: Jobs,
  ) {}

  /** The most that the files of one partnership take, in bytes. */
  get quota(): number {
    return this.config.files.quotaBytes;
  }

  /** When an upload is given up that nobody goes on with from now on. */
  expiry(): Date {
    return new Date(this.clock.now().getTime() + UPLOAD_MS);
  }

  /** The name under which such a file is kept. @throws FILE_* */
  check(given: string, size: number): string {
    const name = cleanName(given);
    checkEnding(name);
    const { maxBytes } = this.config.files;
    if (size === 0) throw fileErrors.FILE_EMPTY({ field: 'file' });
    if (size > maxBytes) throw fileErrors.FILE_TOO_LARGE({ field: 'file', args: { megabytes: maxBytes / MEGABYTE } });
    return name;
  }

  /** @throws FILE_QUOTA_USED */
  checkUsed(bytes: number): void {
    if (bytes > this.quota)
      throw fileErrors.FILE_QUOTA_USED({ field: 'file', args: { megabytes: this.quota / MEGABYTE } });
  }

  /**
   * Adds bytes where the file ends so far; with the last ones it is looked at and complete.
   * @throws FILE_OFFSET_MISMATCH, FILE_TYPE_NOT_ALLOWED (the file is then gone)
   */
  async append<T extends Upload>(rows: UploadRows<T>, start: number, bytes: Uint8Array): Promise<T> {
    const row = await rows.find();
    const room = Number(row.size) - Number(row.received);
    if (start !== Number(row.received) || bytes.length > room) throw this.mismatch(row);
    if (bytes.length > 0) {
      const key = newId();
      const until = new Date(this.clock.now().getTime() + PART_MS);
      await this.db.transaction(() => this.store.announcePart(key, until));
      await this.blobs.put(key, bytes);
      const part = { key, start, size: bytes.length };
      if (!(await this.db.transaction(() => rows.addPart(part, this.expiry())))) throw this.mismatch(await rows.find());
    }
    const now = await rows.find();
    if (now.status === 'UPLOADING' && Number(now.received) === Number(now.size)) await this.finish(rows, now);
    return now;
  }

  /** The bytes of a span, part after part. */
  content(parts: readonly Part[], span: Span): Readable {
    return contentOf(this.blobs, parts, span);
  }

  private async finish<T extends Upload>(rows: UploadRows<T>, { id, name, size, partnershipId }: T): Promise<void> {
    const last = Math.min(Number(size), HEAD_BYTES) - 1;
    const head = await buffer(this.content(await rows.parts(), { from: 0, to: last }));
    let mediaType: string;
    try {
      mediaType = mediaTypeOf(name, head, (await fileTypeFromBuffer(head))?.ext);
    } catch (error) {
      await this.db.transaction(() => rows.refuse());
      throw error;
    }
    const checked = this.config.files.clamd !== undefined;
    await this.db.transaction(async () => {
      const event = await rows.complete(mediaType, checked ? 'CHECKING' : 'READY');
      if (!checked) return;
      await this.jobs.schedule(CHECK, { runAt: this.clock.now(), key: id, partnershipId, payload: { id, event } });
    });
  }

  private mismatch({ received }: Upload) {
    return fileErrors.FILE_OFFSET_MISMATCH({ args: { offset: Number(received) } });
  }
}
