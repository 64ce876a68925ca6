import { visible } from '#libs/access';
import type { CursorKeys } from '#libs/kernel';
import { Db } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { actorOf, guestOf } from '../actor-of.sql.js';

/** What an entry of the shared timeline tells. */
export const entryKinds = {
  SENT: 'The request went to the actor.',
  JOINED: 'A municipality joined.',
  READ: 'Somebody of the actor read it for the first time.',
  RECEIVED: 'It was received or registered.',
  STARTED: 'The actor is working on it.',
  MESSAGE: 'Somebody wrote to the other side.',
  REMINDED: 'The actor was reminded.',
  ANSWERED: 'An answer came.',
  ACCEPTED: 'The answer is sufficient.',
  NOT_SUFFICIENT: 'The answer is not sufficient.',
  EXTENSION_ASKED: 'The actor asked for more time.',
  EXTENSION_GRANTED: 'More time was given.',
  EXTENSION_REFUSED: 'More time was refused.',
  ESCALATED: 'It went up a step of the ladder.',
  COMMITMENT_DUE: 'The day of a promise passed.',
  COMMITMENT_KEPT: 'A promise was kept.',
  COMMITMENT_BROKEN: 'A promise was not kept.',
  PASSED_ON: 'Somebody of the actor passed it on to a colleague, whom the text names.',
  WITHDRAWN: 'The request was withdrawn.',
  CLOSED: 'The request was closed.',
} as const;
export type EntryKind = keyof typeof entryKinds;

/** One line of the timeline both sides read. */
export interface EntryRow {
  id: string;
  partnershipId: string;
  requestId: string;
  /** Of the request. */
  actorId: string;
  kind: EntryKind;
  side: 'ASKING' | 'ACTOR' | 'SYSTEM';
  body: string | null;
  aboutId: string | null;
  day: string | null;
  level: number | null;
  authorId: string | null;
  /** Who did it without an account: the name, or the address. */
  guest: string | null;
  at: string;
}
export type NewEntry = Omit<EntryRow, 'at' | 'actorId' | 'guest'> & { at: Date };

const columns = () => `e.id, e.partnership_id as "partnershipId", e.request_id as "requestId", e.kind, e.side, e.body,
  e.about_id as "aboutId", e.day, e.level, e.author_id as "authorId", e.at,
  ${actorOf('e')}, ${guestOf('e')}`;
const readable = () => visible('requests.entries', 'e');

/** The timeline of requests: what both sides read. Notes are elsewhere. */
@Injectable()
export class EntriesStore {
  constructor(private readonly db: Db) {}

  /** Newest first, one row more than the page. */
  page(requestId: string, size: number, after?: CursorKeys): Promise<EntryRow[]> {
    return this.db.query(
      `select ${columns()} from requests.entries e
       where e.request_id = $1 and ${readable()} and ($2::uuid is null or (e.at, e.id) < ($3::timestamptz, $2::uuid))
       order by e.at desc, e.id desc limit $4`,
      [requestId, after?.[1] ?? null, after?.[0] ?? null, size + 1],
    );
  }

  async count(requestId: string): Promise<number> {
    const [row] = await this.db.query<{ count: number }>(
      `select count(*)::int as count from requests.entries e where e.request_id = $1 and ${readable()}`,
      [requestId],
    );
    return row!.count;
  }

  byIds(ids: readonly string[]): Promise<EntryRow[]> {
    return this.db.query(`select ${columns()} from requests.entries e where e.id = any ($1) and ${readable()}`, [ids]);
  }

  async add(entry: NewEntry): Promise<void> {
    await this.db.query(
      `insert into requests.entries (id, partnership_id, request_id, kind, side, body, about_id, day, level, author_id, at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        ...[entry.id, entry.partnershipId, entry.requestId, entry.kind, entry.side, entry.body, entry.aboutId],
        ...[entry.day, entry.level, entry.authorId, entry.at],
      ],
    );
  }

  /** Notes that the caller, of the actor, read it; answers whether this was the first time. */
  async read(entry: NewEntry): Promise<boolean> {
    const rows = await this.db.query(
      `insert into requests.entries (id, partnership_id, request_id, kind, side, author_id, at)
       values ($1, $2, $3, 'READ', 'ACTOR', $4, $5)
       on conflict (request_id, author_id) where kind = 'READ' do nothing returning id`,
      [entry.id, entry.partnershipId, entry.requestId, entry.authorId, entry.at],
    );
    return rows.length === 1;
  }
}
