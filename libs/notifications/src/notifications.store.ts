import { visible } from '#libs/access';
import { Clock, type CursorKeys } from '#libs/kernel';
import { Db } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { actingReasons, type Reason } from './reason.rules.js';

/** One thing that happened. */
export interface NewsRow {
  type: string;
  reason: Reason;
  at: string;
  read: boolean;
  byAccountId: string | null;
}

/** What happened to one thing, for one person. */
export interface ItemRow {
  id: string;
  accountId: string;
  partnershipId: string;
  subjectType: string;
  subjectId: string;
  internal: boolean;
  latestAt: string;
  laterUntil: string | null;
  unread: number;
  reasons: string[];
  news: NewsRow[];
  mailFailed: boolean;
}

/** Which notifications. */
export interface ItemQuery {
  unread?: boolean | null;
  mustAct?: boolean | null;
  reasons?: readonly Reason[] | null;
}

/** A mail that was written. */
export interface DeliveryRow {
  id: string;
  accountId: string;
  kind: 'NOW' | 'DIGEST';
  things: number;
  at: string;
  state: string | null;
}

/** Somebody to wake, and where their log stands. */
export interface Told {
  account_id: string;
  last_sequence: string;
}

const MOMENT = `'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'`;
const utc = (column: string): string => `to_char(${column} at time zone 'UTC', ${MOMENT})`;
const EVERYBODY = `'00000000-0000-0000-0000-000000000000'`;

const COLUMNS = `
  i.id, i.account_id as "accountId", i.partnership_id as "partnershipId", i.subject_type as "subjectType",
  i.subject_id as "subjectId", i.kept_by <> ${EVERYBODY} as internal, ${utc('i.latest_at')} as "latestAt",
  ${utc('i.later_until')} as "laterUntil", coalesce(s.unread, 0)::int as unread, coalesce(s.reasons, '{}') as reasons,
  coalesce(l.news, '[]') as news, coalesce(s.failed, false) as "mailFailed"`;

/** The state of an item: unread news count, else all of it. */
const STATE = `
  cross join lateral (
    select count(*) filter (where n.read_at is null) as unread,
           case when bool_or(n.read_at is null) then array_agg(distinct n.reason) filter (where n.read_at is null)
                else array_agg(distinct n.reason) end as reasons,
           bool_or(n.mail_id is not null and notifications.state_of_mail(n.mail_id) in ('REFUSED', 'GIVEN_UP')) as failed
    from notifications.news n where n.item_id = i.id and $visible) s`;

const LATEST = `
  cross join lateral (
    select json_agg(json_build_object('type', p.type, 'reason', p.reason, 'at', ${utc('p.at')},
             'read', p.read_at is not null, 'byAccountId', p.by_account_id) order by p.at desc, p.origin desc) as news
    from (select * from notifications.news n where n.item_id = i.id and $visible
          order by n.at desc, n.origin desc limit 5) p) l`;

const withNews = (sql: string): string => sql.replaceAll('$visible', () => visible('notifications.news', 'n'));

type Bind = (value: unknown) => string;

const unreadWith = (reasons: string | undefined): string =>
  `exists (select from notifications.news n where n.item_id = i.id and n.account_id = i.account_id and n.read_at is null
           ${reasons ? `and n.reason = any (${reasons})` : ''} and ${visible('notifications.news', 'n')})`;

const conditionsOf = ({ unread, mustAct, reasons }: ItemQuery, bind: Bind): string => {
  const all = [visible('notifications.items', 'i')];
  if (unread || mustAct) all.push('i.later_until is null');
  if (unread) all.push(unreadWith(undefined));
  if (mustAct) all.push(unreadWith(bind(actingReasons)));
  if (reasons)
    all.push(
      `exists (select from notifications.news n where n.item_id = i.id and n.reason = any (${bind(reasons)})
               and ${visible('notifications.news', 'n')})`,
    );
  return all.join(' and ');
};

/** All SQL of the inbox that runs for a person. */
@Injectable()
export class NotificationsStore {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** The newest first; one row more than the page. */
  page(query: ItemQuery, size: number, after?: CursorKeys): Promise<ItemRow[]> {
    const values: unknown[] = [];
    const bind: Bind = (value) => `$${values.push(value)}`;
    const conditions = conditionsOf(query, bind);
    const seek = after ? `and (i.latest_at, i.id) < (${bind(after[0])}::timestamptz, ${bind(after[1])}::uuid)` : '';
    return this.db.query(
      `select ${COLUMNS} from (
         select * from notifications.items i where ${conditions} ${seek}
         order by i.latest_at desc, i.id desc limit ${bind(size + 1)}) i ${withNews(STATE)} ${withNews(LATEST)}
       order by i.latest_at desc, i.id desc`,
      values,
    );
  }

  byIds(ids: readonly string[]): Promise<ItemRow[]> {
    return this.db.query(
      `select ${COLUMNS} from notifications.items i ${withNews(STATE)} ${withNews(LATEST)}
       where i.id = any ($1) and ${visible('notifications.items', 'i')}`,
      [ids],
    );
  }

  async count(query: ItemQuery): Promise<number> {
    const values: unknown[] = [];
    const conditions = conditionsOf(query, (value) => `$${values.push(value)}`);
    const [row] = await this.db.query<{ count: number }>(
      `select count(*)::int as count from notifications.items i where ${conditions}`,
      values,
    );
    return row?.count ?? 0;
  }

  /** Marks news of one's own as read, or the newest as unread again; all of it without ids. Answers which changed. */
  async mark(ids: readonly string[] | null, read: boolean): Promise<string[]> {
    const which = ids ? `and i.id = any ($2)` : '';
    const scope = `select i.id from notifications.items i where ${visible('notifications.items', 'i')} ${which}`;
    const newest = `(n.item_id, n.origin) in (
      select distinct on (x.item_id) x.item_id, x.origin from notifications.news x where x.item_id in (${scope})
      order by x.item_id, x.at desc, x.origin desc)`;
    const rows = await this.db.query<{ id: string }>(
      read
        ? `update notifications.news n set read_at = $1 where n.read_at is null and n.item_id in (${scope}) returning n.item_id as id`
        : `update notifications.news n set read_at = null where $1::timestamptz is not null and n.read_at is not null and ${newest}
           returning n.item_id as id`,
      [this.clock.now(), ...(ids ? [ids] : [])],
    );
    return [...new Set(rows.map(({ id }) => id))];
  }

  /** Puts an item off until a moment; false when it is not there. */
  async postpone(id: string, until: Date | null): Promise<boolean> {
    const rows = await this.db.query<{ id: string }>(
      `update notifications.items i set later_until = $2 where i.id = $1 and ${visible('notifications.items', 'i')}
       returning i.id`,
      [id, until],
    );
    return rows.length > 0;
  }

  /** Lets the person's other windows know. */
  tellMe(ids: readonly string[]): Promise<Told[]> {
    return this.db.query(`select * from notifications.tell_me($1, $2)`, [ids, this.clock.now()]);
  }

  /** Mails to the caller, the newest first. */
  deliveries(most: number): Promise<DeliveryRow[]> {
    return this.db.query(
      `select d.id, d.account_id as "accountId", d.kind, d.things, ${utc('d.at')} as at,
              notifications.state_of_mail(d.id) as state
       from notifications.deliveries d where ${visible('notifications.deliveries', 'd')} order by d.at desc, d.id limit $1`,
      [most],
    );
  }
}
