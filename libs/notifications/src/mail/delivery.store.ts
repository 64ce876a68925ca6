import { toGlobalId } from '#libs/kernel';
import { Db, NOBODY } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import type { Choices, PendingNews, Reason } from '../reason.rules.js';
import type { MailLanguage } from '../settings/settings.types.js';

/** News that no mail told of, with its place. */
export interface UntoldNews extends PendingNews {
  origin: string;
}

/** Somebody a mail may go to, with all that decides about it. */
export interface Reader {
  accountId: string;
  email: string | null;
  name: string;
  language: MailLanguage | null;
  stopped: boolean;
  person: Choices;
  organisation: Choices;
  organisationIds: string[];
  news: UntoldNews[];
}

/** What a mail says of a thing: what the reader may see of it now. */
export interface Thing {
  itemId: string;
  reference: string;
  title: string;
  partnershipId: string;
  partnershipName: string;
  /** Where it is shown. */
  path: string;
}

interface Facts extends Omit<Reader, 'person' | 'organisation' | 'news'> {
  ways: Choices['ways'];
  quietDays: number[] | null;
  defaults: Choices['ways'] | null;
  defaultQuietDays: number[] | null;
  news: { itemId: string; origin: string; reason: Reason; at: string }[];
}

/** What the jobs that write mails read and change, through functions of the owner. */
@Injectable()
export class DeliveryStore {
  constructor(private readonly db: Db) {}

  /** People with untold news for one of these reasons, in order of their ids. */
  async readers(reasons: readonly Reason[], after: string | null, most: number): Promise<string[]> {
    const rows = await this.db.query<{ account_id: string }>(
      `select account_id from notifications.readers_to_write($1, $2, $3)`,
      [reasons, after, most],
    );
    return rows.map(({ account_id }) => account_id);
  }

  /** Somebody, `holding` until the transaction ends; undefined when there is nobody to write to. */
  async reader(accountId: string, holding: boolean): Promise<Reader | undefined> {
    const [row] = await this.db.query<{ facts: Facts | null }>(`select notifications.to_write($1, $2) as facts`, [
      ...[accountId, holding],
    ]);
    if (!row?.facts) return undefined;
    const { ways, quietDays, defaults, defaultQuietDays, news, ...reader } = row.facts;
    return {
      ...reader,
      person: { ways, quietDays },
      organisation: { ways: defaults ?? {}, quietDays: defaultQuietDays },
      news: news.map((item) => ({ ...item, at: new Date(item.at) })),
    };
  }

  /**
   * The things of some items, under the rights of their reader at this moment: what is no longer theirs to see is not among
   * them. Row-level security decides, as it does when they look themselves.
   */
  async things({ accountId, organisationIds }: Reader, itemIds: readonly string[]): Promise<Thing[]> {
    const found = new Map<string, Thing>();
    for (const organisationId of organisationIds) {
      const rows = await this.db.run({ ...NOBODY, accountId, organisationId }, () =>
        this.db.query<Thing>(
          `select i.id as "itemId", p.name as "partnershipName", coalesce(t.title, r.title) as title,
                  coalesce('T-' || lpad(t.number::text, 4, '0'), r.year || '-' || lpad(r.number::text, 3, '0')) as reference,
                  coalesce('/taken/' || t.number, '/verzoeken/' || r.year || '-' || lpad(r.number::text, 3, '0'))
                    as path, i.partnership_id as "partnershipId"
           from notifications.items i
           join partnerships.partnerships p on p.id = i.partnership_id
           left join coordination.tasks t on i.subject_type = 'CoordinationTask' and t.id = i.subject_id
           left join requests.requests r on i.subject_type = 'Request' and r.id = i.subject_id
           where i.id = any ($1) and coalesce(t.id, r.id) is not null`,
          [itemIds],
        ),
      );
      rows.forEach(({ path, ...row }) =>
        found.set(row.itemId, {
          ...row,
          path: `${path}?in=${encodeURIComponent(toGlobalId('Partnership', row.partnershipId))}`,
        }),
      );
    }
    return itemIds.flatMap((id) => found.get(id) ?? []);
  }

  async settle(accountId: string, news: readonly UntoldNews[], mailId: string | null, now: Date): Promise<void> {
    if (news.length === 0) return;
    const places = JSON.stringify(news.map(({ itemId, origin }) => ({ itemId, origin })));
    await this.db.query(`select notifications.settle($1, $2, $3, $4)`, [accountId, places, mailId, now]);
  }

  async sent(mailId: string, accountId: string, kind: 'NOW' | 'DIGEST', things: number, hash: Buffer, now: Date) {
    await this.db.query(`select notifications.sent($1, $2, $3, $4, $5, $6)`, [
      ...[mailId, accountId, kind, things, hash, now],
    ]);
  }

  /** Stops all mails to whom the token was sent; false for a token of nobody. */
  async stop(hash: Buffer, now: Date): Promise<boolean> {
    const [row] = await this.db.query<{ done: boolean }>(`select notifications.stop_mails($1, $2) as done`, [
      hash,
      now,
    ]);
    return row?.done ?? false;
  }
}
