import { Clock, type EventDraft } from '#libs/kernel';
import { Db } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { Bus } from '../bus.js';
import type { LogPosition } from '../cursor.js';
import { Cursors } from '../cursors.js';
import { LogAudience } from '../log-audience.js';

/** One numbered event of a person's own log. */
export interface PersonalEvent extends LogPosition {
  /** Its place, for whoever receives it. */
  cursor: string;
  accountId: string;
  type: string;
  at: string;
  byAccountId: string | null;
  partnershipId: string;
  subjectType: string;
  subjectId: string;
  changedFields: string[];
  version: number | null;
  /** About the person, who hears it without rights in the partnership too. */
  aboutThem: boolean;
  /** Only for who acts for this organisation. */
  internalTo: string | null;
}

/** Where a person's log stands, and the visible events after a number. */
export interface PersonalPage extends LogPosition {
  purgedUntil: number;
  events: PersonalEvent[];
}

/** The channel that wakes a person's readers. */
export const personChannel = (accountId: string): string => `person:${accountId}`;

/** The log of what concerns each person, over all partnerships. */
@Injectable()
export class PersonalLog {
  constructor(
    private readonly db: Db,
    private readonly bus: Bus,
    private readonly clock: Clock,
    private readonly audience: LogAudience,
    private readonly cursors: Cursors,
  ) {}

  /** What readers hold of a place. */
  cursorOf(position: LogPosition): string {
    return this.cursors.encode(position);
  }

  /** The number a cursor stands for in a log of this epoch; undefined for a text that is no place in it. */
  numberIn(cursor: string, epoch: string): number | undefined {
    return this.cursors.decode(cursor, epoch);
  }

  /** What the caller may see of the own log after a number, or where it stands; undefined for nobody, and in a preview. */
  async read(after: number | 'head', limit: number): Promise<PersonalPage | undefined> {
    type Row = {
      epoch: string;
      sequence: string;
      purged_until: string;
      events: Omit<PersonalEvent, 'cursor'>[] | null;
    };
    const [row] = await this.db.query<Row>(
      `select s.epoch, s.last_sequence as sequence, s.purged_until,
              (select json_agg(page order by page.sequence) from (
                 select s.epoch, e.account_id as "accountId", e.sequence, e.type, e.at, e.by_account_id as "byAccountId",
                        e.partnership_id as "partnershipId", e.subject_type as "subjectType", e.subject_id as "subjectId",
                        e.changed_fields as "changedFields", e.version, e.about_them as "aboutThem",
                        e.internal_to as "internalTo"
                 from live.personal_events e
                 where e.account_id = s.account_id and e.sequence > coalesce($1::bigint, s.last_sequence)
                       and (${this.audience.personalEvents('e')})
                 order by e.sequence limit $2) page) as events
       from live.personal_streams s where (${this.audience.personalStreams('s')})`,
      [after === 'head' ? null : after, limit],
    );
    if (!row) return undefined;
    const { epoch, sequence, purged_until, events } = row;
    const placed = (events ?? []).map((event) => Object.assign(event, { cursor: this.cursorOf(event) }));
    return { epoch, sequence: Number(sequence), purgedUntil: Number(purged_until), events: placed };
  }

  /** Tells the people a change concerns, in its transaction. */
  async tell(partnershipId: string, drafts: readonly EventDraft[], by: string | null): Promise<void> {
    const news = drafts.flatMap((draft) =>
      [...new Set(draft.concerns ?? [])]
        // What one does oneself is no news, unless it is about oneself: the other windows hear of it.
        .filter((accountId) => draft.aboutThem === true || accountId !== by)
        .map((accountId) => ({
          account_id: accountId,
          type: draft.type,
          subject_type: draft.subjectType,
          subject_id: draft.subjectId,
          changed_fields: draft.changedFields ?? [],
          version: draft.version ?? null,
          about_them: draft.aboutThem ?? false,
          internal: draft.internal ?? false,
        })),
    );
    if (news.length === 0) return;
    const told = await this.db.query<{ account_id: string; last_sequence: string }>(
      `select account_id, last_sequence from access.tell_people($1, $2, $3::jsonb)`,
      [partnershipId, this.clock.now(), JSON.stringify(news)],
    );
    this.db.afterCommit(() =>
      told.forEach(({ account_id, last_sequence }) => this.bus.publish(personChannel(account_id), last_sequence)),
    );
  }
}
