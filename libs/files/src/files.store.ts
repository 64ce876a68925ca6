import { visible } from '#libs/access';
import { Clock } from '#libs/kernel';
import { Db } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import type { FileStatus } from './file.rules.js';

/** A file, without its bytes. */
export interface AttachmentRow {
  id: string;
  partnershipId: string;
  ownerType: string;
  ownerId: string;
  name: string;
  /** In bytes; text, as the database writes large numbers. */
  size: string;
  received: string;
  mediaType: string | null;
  status: FileStatus;
  createdAt: string;
  /** Null for who has no account. */
  createdBy: string | null;
  expiresAt: string | null;
}

/** A piece of a file, as it was sent. */
export interface Part {
  key: string;
  start: number;
  size: number;
}

const COLUMNS = `a.id, a.partnership_id as "partnershipId", a.owner_type as "ownerType", a.owner_id as "ownerId", a.name,
  a.size, a.received, a.media_type as "mediaType", a.status, a.created_at as "createdAt", a.created_by as "createdBy",
  a.expires_at as "expiresAt"`;
const PART = `p.key, p.start::float8 as start, p.size`;

/** All SQL of the room. */
@Injectable()
export class FilesStore {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  byIds(ids: readonly string[]): Promise<AttachmentRow[]> {
    return this.db.query(
      `select ${COLUMNS} from files.attachments a where a.id = any ($1) and ${visible('files.attachments', 'a')}`,
      [ids],
    );
  }

  /** What is there of items of a type, oldest first; not what is still being sent. */
  ofItems(type: string, ids: readonly string[]): Promise<AttachmentRow[]> {
    return this.db.query(
      `select ${COLUMNS} from files.attachments a
       where a.owner_type = $1 and a.owner_id = any ($2) and a.status <> 'UPLOADING' and ${visible('files.attachments', 'a')}
       order by a.created_at, a.id`,
      [type, ids],
    );
  }

  parts(id: string): Promise<Part[]> {
    return this.db.query(
      `select ${PART} from files.parts p where p.attachment_id = $1 and ${visible('files.parts', 'p')} order by p.start`,
      [id],
    );
  }

  async add(
    file: Omit<AttachmentRow, 'received' | 'mediaType' | 'status' | 'createdAt' | 'expiresAt' | 'size'> & {
      size: number;
      organisationId: string | null;
      expiresAt: Date;
    },
  ): Promise<void> {
    const { id, partnershipId, ownerType, ownerId, name, size, createdBy, organisationId, expiresAt } = file;
    await this.db.query(
      `insert into files.attachments (id, partnership_id, owner_type, owner_id, name, size, status, created_at, created_by,
                                      organisation_id, expires_at)
       values ($1, $2, $3, $4, $5, $6, 'UPLOADING', $7, $8, $9, $10)`,
      [id, partnershipId, ownerType, ownerId, name, size, this.clock.now(), createdBy, organisationId, expiresAt],
    );
  }

  /** Bytes of all files of the partnership of an upload of the caller's, with those of this one. */
  async usedWith(id: string): Promise<number> {
    const [row] = await this.db.query<{ bytes: number | null }>(`select files.used_with($1)::float8 as bytes`, [id]);
    return row?.bytes ?? 0;
  }

  /** Notes a name in the store before anything is there under it: what no part takes up by then is removed. */
  async announcePart(key: string, until: Date): Promise<void> {
    await this.db.query(`select files.announce_part($1, $2)`, [key, until]);
  }

  /** Adds a part where the file ends so far; false when it ends elsewhere by now. */
  async addPart(file: AttachmentRow, { key, start, size }: Part, expiresAt: Date): Promise<boolean> {
    const [row] = await this.db.query<{ id: string }>(
      `update files.attachments a set received = a.received + $3, expires_at = $4
       where a.id = $1 and a.received = $2 and a.status = 'UPLOADING' and a.received + $3 <= a.size returning a.id`,
      [file.id, start, size, expiresAt],
    );
    if (!row) return false;
    await this.db.query(
      `insert into files.parts (partnership_id, attachment_id, start, size, key) values ($1, $2, $3, $4, $5)`,
      [file.partnershipId, file.id, start, size, key],
    );
    return true;
  }

  async complete(id: string, mediaType: string, status: FileStatus): Promise<void> {
    await this.db.query(
      `update files.attachments set media_type = $2, status = $3, expires_at = null where id = $1 and status = 'UPLOADING'`,
      [id, mediaType, status],
    );
  }

  /** Answers whether it was there. */
  async remove(id: string): Promise<boolean> {
    const rows = await this.db.query(`delete from files.attachments where id = $1 returning id`, [id]);
    return rows.length === 1;
  }

  partsToCheck(id: string): Promise<Part[]> {
    return this.db.query(`select ${PART} from files.parts_to_check($1) p`, [id]);
  }

  async finishCheck(id: string, verdict: 'READY' | 'REFUSED'): Promise<boolean> {
    const [row] = await this.db.query<{ done: boolean }>(`select files.finish_check($1, $2) as done`, [id, verdict]);
    return row?.done ?? false;
  }

  async expireUploads(): Promise<void> {
    await this.db.query(`select files.expire_uploads($1)`, [this.clock.now()]);
  }

  /** Names in the store that nothing needs any more; who takes them removes what is there. */
  async takeLeftovers(most: number): Promise<string[]> {
    const rows = await this.db.query<{ key: string }>(`select k as key from files.take_leftovers($1, $2) k`, [
      ...[this.clock.now(), most],
    ]);
    return rows.map(({ key }) => key);
  }
}
