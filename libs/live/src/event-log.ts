import { Clock, type EventDraft } from '#libs/kernel';
import { ambient, Db, type Identity } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { Bus } from './bus.js';
import type { LogPosition } from './cursor.js';
import { Cursors } from './cursors.js';
import { LogAudience } from './log-audience.js';
import { PersonalLog } from './personal/personal-log.js';

/** One numbered event as the log keeps it. */
export interface LoggedEvent {
  streamId: string;
  sequence: number;
  epoch: string;
  /** Right behind it; the same text for everybody. */
  cursor: string;
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

/** The channel that wakes the readers of a partnership. */
export const eventsChannel = (partnershipId: string): string => `events:${partnershipId}`;

type LoggedRow = Omit<LoggedEvent, 'cursor'>;

interface StreamRow {
  epoch: string;
  sequence: string;
  purged_until: string;
  events: LoggedRow[] | null;
}

const EVENT_COLUMNS = `
  e.stream_id as "streamId", e.sequence, s.epoch, e.type, e.at, e.account_id as "accountId",
  e.organisation_id as "organisationId", e.subject_type as "subjectType", e.subject_id as "subjectId",
  e.changed_fields as "changedFields", e.version, e.party_ids as "partyIds", e.internal`;

/** The numbered log of each partnership: written in the transaction of the change, read under the reader's rights. */
@Injectable()
export class EventLog {
  private readonly pending = new WeakMap<object, EventDraft[]>();
  private readonly listeners = new Set<(partnershipId: string) => void>();

  constructor(
    private readonly db: Db,
    private readonly bus: Bus,
    private readonly clock: Clock,
    private readonly audience: LogAudience,
    private readonly cursors: Cursors,
    private readonly people: PersonalLog,
  ) {}

  /** Starts the log of a new partnership. */
  async open(partnershipId: string): Promise<void> {
    await this.db.query(`insert into live.streams (id, created_at) values ($1, $2)`, [partnershipId, this.clock.now()]);
  }

  /** Reports a change. It gets its number with the commit, so that writers queue as briefly as possible. */
  record(draft: EventDraft): void {
    const transaction = ambient()?.transaction;
    if (!transaction) throw new Error('events are recorded in the transaction of their change');
    const drafts = this.pending.get(transaction) ?? [];
    if (drafts.push(draft) > 1) return;
    this.pending.set(transaction, drafts);
    this.db.seal(() => this.write(drafts));
  }

  /** Wakes the readers of a log to which a function of the database, in the open transaction, added events up to a number. */
  announce(partnershipId: string, last: number): void {
    this.db.afterCommit(() => {
      this.bus.publish(eventsChannel(partnershipId), String(last));
      this.listeners.forEach((listener) => listener(partnershipId));
    });
  }

  /**
   * For observers: told, in the process that wrote and after commit, that there is more; must not throw.
   * @returns a function that stops listening.
   */
  onRecorded(listener: (partnershipId: string) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
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
    return {
      epoch,
      sequence: Number(row.sequence),
      purgedUntil: Number(row.purged_until),
      events: this.placed(events),
    };
  }

  /** The newest visible events first. */
  async recent(partnershipId: string, limit: number): Promise<LoggedEvent[]> {
    const [row] = await this.db.query<{ events: LoggedRow[] | null }>(
      `select json_agg(page order by page.sequence desc) as events from (
         select ${EVENT_COLUMNS} from live.events e join live.streams s on s.id = e.stream_id
         where e.stream_id = $1 and (${this.audience.events('e')}) order by e.sequence desc limit $2) page`,
      [partnershipId, limit],
    );
    return this.placed(row?.events ?? null);
  }

  /** The cursor of a place in a log. */
  cursorAt(position: LogPosition): string {
    return this.cursors.encode(position);
  }

  /** The number a cursor stands for in a log of this epoch; undefined for a text that is no place in it. */
  numberAt(cursor: string, epoch: string): number | undefined {
    return this.cursors.decode(cursor, epoch);
  }

  private placed(rows: LoggedRow[] | null): LoggedEvent[] {
    return (rows ?? []).map((row) => Object.assign(row, { cursor: this.cursors.encode(row) }));
  }

  /** Sends everything before it waits for anything. */
  private async write(drafts: EventDraft[]): Promise<void> {
    const { identity } = ambient()!.scope;
    const at = this.clock.now();
    // Always in the same order, so that two writers to the same two partnerships cannot wait for each other.
    const byStream = [...Map.groupBy(drafts, (draft) => draft.partnershipId)].sort(([a], [b]) => (a < b ? -1 : 1));
    const numbered = byStream.map(async ([partnershipId, some]) => {
      const events = some.map((draft) => ({
        type: draft.type,
        subject_type: draft.subjectType,
        subject_id: draft.subjectId,
        changed_fields: draft.changedFields ?? [],
        version: draft.version ?? null,
        party_ids: draft.partyIds ?? [],
        internal: draft.internal ?? false,
        organisation_id: draft.organisationId ?? null,
      }));
      const last = identity.jobId
        ? await this.writeByJob(partnershipId, at, events)
        : await this.writeBy(identity, partnershipId, at, events);
      this.announce(partnershipId, last);
    });
    // The people afterwards, in the same order too.
    const told = byStream.map(([partnershipId, some]) => this.people.tell(partnershipId, some, identity.accountId));
    await Promise.all([...numbered, ...told]);
  }

  private async writeBy(
    { accountId, organisationId }: Identity,
    partnershipId: string,
    at: Date,
    events: object[],
  ): Promise<number> {
    // One statement, because other writers wait from the moment the number is taken. A log that the writer may not write
    // gives no number, and an event without one is refused.
    const [counter] = await this.db.query<{ last_sequence: string }>(
      `with counter as (
         update live.streams set last_sequence = last_sequence + $2::bigint where id = $1 returning last_sequence),
       added as (
         insert into live.events (stream_id, sequence, type, at, account_id, organisation_id, subject_type, subject_id,
                                  changed_fields, version, party_ids, internal)
         select $1, (select last_sequence from counter) - $2::bigint + row_number() over (), d.type, $3, $4, $5,
                d.subject_type, d.subject_id, array(select jsonb_array_elements_text(d.changed_fields)), d.version,
                array(select jsonb_array_elements_text(d.party_ids)::uuid), d.internal
         from jsonb_to_recordset($6::jsonb)
              as d(type text, subject_type text, subject_id uuid, changed_fields jsonb, version int, party_ids jsonb,
                   internal boolean))
       select last_sequence from counter`,
      [partnershipId, events.length, at, accountId, organisationId, JSON.stringify(events)],
    );
    return Number(counter!.last_sequence);
  }

  /** A job may write in its own partnership only, and reads nothing: a function of the database does it. */
  private async writeByJob(partnershipId: string, at: Date, events: object[]): Promise<number> {
    const [row] = await this.db.query<{ last: string }>(`select live.record_by_job($1, $2, $3) as last`, [
      ...[partnershipId, at, JSON.stringify(events)],
    ]);
    return Number(row!.last);
  }
}
