import { visible } from '#libs/access';
import type { CursorKeys } from '#libs/kernel';
import { Db } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import type { NoteAudience } from '../request.rules.js';

/** A note that never leaves the asking side. */
export interface NoteRow {
  id: string;
  partnershipId: string;
  requestId: string;
  audience: NoteAudience;
  /** On whose behalf it was written. */
  organisationId: string;
  body: string;
  authorId: string;
  createdAt: string;
}

const COLUMNS = `n.id, n.partnership_id as "partnershipId", n.request_id as "requestId", n.audience,
  n.organisation_id as "organisationId", n.body, n.author_id as "authorId", n.created_at as "createdAt"`;
const readable = () => visible('requests.notes', 'n');

/** Internal notes, in a table of their own that no statement for the other side ever names. */
@Injectable()
export class NotesStore {
  constructor(private readonly db: Db) {}

  /** Newest first, one row more than the page. */
  page(requestId: string, size: number, after?: CursorKeys): Promise<NoteRow[]> {
    return this.db.query(
      `select ${COLUMNS} from requests.notes n
       where n.request_id = $1 and ${readable()} and ($2::uuid is null or (n.created_at, n.id) < ($3::timestamptz, $2::uuid))
       order by n.created_at desc, n.id desc limit $4`,
      [requestId, after?.[1] ?? null, after?.[0] ?? null, size + 1],
    );
  }

  byIds(ids: readonly string[]): Promise<NoteRow[]> {
    return this.db.query(`select ${COLUMNS} from requests.notes n where n.id = any ($1) and ${readable()}`, [ids]);
  }

  async add(note: Omit<NoteRow, 'createdAt'> & { createdAt: Date }): Promise<void> {
    await this.db.query(
      `insert into requests.notes (id, partnership_id, request_id, audience, organisation_id, body, author_id, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        ...[note.id, note.partnershipId, note.requestId, note.audience, note.organisationId, note.body],
        ...[note.authorId, note.createdAt],
      ],
    );
  }
}
