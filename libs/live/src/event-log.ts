import { Clock, type EventDraft } from '#libs/kernel';
import { ambient, Db } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { Bus } from './bus.js';
import type { LogPosition } from './cursor.js';

/** One numbered event as the log keeps it. */
export interface LoggedEvent {
  streamId: string;
  sequence: number;
  epoch: string;
  type: string;
  at: string;
  accountId: string | null;
  organisationId: string | null;
  subjectType: string;
  subjectId: string;
  changedFields: string[];
  version: number | null;
  /** Actors of the directory, outside the partnership, who may know of it. */
  partyIds: string[];
  /** Only for `organisationId`. */
  internal: boolean;
}

/** What a reader gets of a stream in one look: where it stands, and the visible events after a number. */
export interface LogPage extends LogPosition {
  purgedUntil: number;
  events: LoggedEvent[];
}

/** Which streams and events somebody may read; bound by the room that knows of rights. Conditions in SQL over an alias. */
export abstract class LogAudience {
  abstract streams(alias: string): string;
  abstract events(alias: string): string;
}

/** The channel that wakes the readers of a partnership. */
export const eventsChannel = (partnershipId: string): string => `events:${partnershipId}`;

interface StreamRow {
  epoch: string;
  sequence: string;
  purged_until: string;
  events: LoggedEvent[] | null;
}

const EVENT_COLUMNS = `
  e.stream_id as "streamId", e.sequence, s.epoch, e.type, e.at, e.account_id as "accountId",
  e.organisation_id as "organisationId", e.subject_type as "subjectType", e.subject_id as "subjectId",
  e.changed_fields as "changedFields", e.version, e.party_ids as "partyIds", e.internal`;

/** The numbered log of each partnership: written in the transaction of the change, read under the reader's rights. */
@Injectable()
export class EventLog {
  private readonly pending = new WeakMap<object, EventDraft[]>();

  constructor(
    private readonly db: Db,
    private readonly bus: Bus,
    private readonly clock: Clock,
    private readonly audience: LogAudience,
  ) {}

  /** Starts the log of a new partnership. */
  async open(partnershipId: string): Promise<void> {
    await this.db.query(`insert into live.streams (id, created_at) values ($1, $2)`, [partnershipId, this.clock.now()]);
  }

  /** Reports a change. It gets its number as the last thing before commit, so that writers queue as briefly as possible. */
  record(draft: EventDraft): void {
    const transaction = ambient()?.transaction;
    if (!transaction) throw new Error('events are recorded in the transaction of their change');
    const drafts = this.pending.get(transaction) ?? [];
    if (drafts.push(draft) > 1) return;
    this.pending.set(transaction, drafts);
    this.db.beforeCommit(() => this.write(drafts));
  }

  /** Wakes the readers of a log to which a function of the database, in the open transaction, added events up to a number. */
  announce(partnershipId: string, last: number): void {
    this.db.afterCommit(() => this.bus.publish(eventsChannel(partnershipId), String(last)));
  }

  /** Where the log stands and what is visible of it after a number; undefined when the caller may not see the stream. */
  async read(partnershipId: string, after: number | 'head', limit: number): Promise<LogPage | undefined> {
    const [row] = await this.db.query<StreamRow>(
      `select s.epoch, s.last_sequence as sequence, s.purged_until,
              (select json_agg(page order by page.sequence) from (
                 select ${EVENT_COLUMNS} from live.events e
                 where e.stream_id = s.id and e.sequence > coalesce($2::bigint, s.last_sequence)
                       and (${this.audience.events('e')})
                 order by e.sequence limit $3) page) as events
       from live.streams s where s.id = $1 and (${this.audience.streams('s')})`,
      [partnershipId, after === 'head' ? null : after, limit],
    );
    if (!row) return undefined;
    const { epoch, events } = row;
    return { epoch, sequence: Number(row.sequence), purgedUntil: Number(row.purged_until), events: events ?? [] };
  }

  /** The newest visible events first. */
  async recent(partnershipId: string, limit: number): Promise<LoggedEvent[]> {
    const [row] = await this.db.query<{ events: LoggedEvent[] | null }>(
      `select json_agg(page order by page.sequence desc) as events from (
         select ${EVENT_COLUMNS} from live.events e join live.streams s on s.id = e.stream_id
         where e.stream_id = $1 and (${this.audience.events('e')}) order by e.sequence desc limit $2) page`,
      [partnershipId, limit],
    );
    return row?.events ?? [];
  }

  private async write(drafts: EventDraft[]): Promise<void> {
    const { identity } = ambient()!.scope;
    const at = this.clock.now();
    const byStream = Map.groupBy(drafts, (draft) => draft.partnershipId);
    // Always in the same order, so that two writers to the same two partnerships cannot wait for each other.
    for (const partnershipId of [...byStream.keys()].sort()) {
      const events = (byStream.get(partnershipId) ?? []).map((draft) => ({
        type: draft.type,
        subject_type: draft.subjectType,
        subject_id: draft.subjectId,
        changed_fields: draft.changedFields ?? [],
        version: draft.version ?? null,
        party_ids: draft.partyIds ?? [],
        internal: draft.internal ?? false,
      }));
      // One statement, because other writers wait from the moment the number is taken.
      const [counter] = await this.db.query<{ last_sequence: string }>(
        `with counter as (
           update live.streams set last_sequence = last_sequence + $2::bigint where id = $1 returning last_sequence),
         added as (
           insert into live.events (stream_id, sequence, type, at, account_id, organisation_id, subject_type, subject_id,
                                    changed_fields, version, party_ids, internal)
           select $1, counter.last_sequence - $2::bigint + row_number() over (), d.type, $3, $4, $5, d.subject_type, d.subject_id,
                  array(select jsonb_array_elements_text(d.changed_fields)), d.version,
                  array(select jsonb_array_elements_text(d.party_ids)::uuid), d.internal
           from counter, jsonb_to_recordset($6::jsonb)
                as d(type text, subject_type text, subject_id uuid, changed_fields jsonb, version int, party_ids jsonb,
                     internal boolean))
         select last_sequence from counter`,
        [partnershipId, events.length, at, identity.accountId, identity.organisationId, JSON.stringify(events)],
      );
      if (!counter) throw new Error(`partnership ${partnershipId} has no log the writer may write`);
      const last = Number(counter.last_sequence);
      this.announce(partnershipId, last);
    }
  }
}
