import { holdsToday } from '#libs/access';
import { API_ROLE } from '#libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const jobOnly = `
  if platform.running_job() is null then raise exception 'only a job does so' using errcode = '42501'; end if;`;

/** What the jobs that write mails may read and do, what became of a mail, and how somebody without a session stops them. */
export class MailsOfNews1796130000300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const create = async (signature: string, returns: string, language: string, body: string): Promise<void> => {
      await runner.query(`
        create function notifications.${signature} returns ${returns} language ${language} security definer
        set search_path = pg_catalog, pg_temp as $$ ${body} $$`);
      const name = signature.replace(/(\(|, )\w+ /g, '$1');
      await runner.query(`revoke execute on function notifications.${name} from public`);
      await runner.query(`grant execute on function notifications.${name} to ${API_ROLE}`);
    };
    const pending = `n.settled_at is null and n.read_at is null`;
    await create(
      'readers_to_write(reasons text[], after uuid, most integer)',
      'table (account_id uuid)',
      'plpgsql stable',
      `#variable_conflict use_column
       begin
         ${jobOnly}
         return query select distinct n.account_id from notifications.news n
                      where ${pending} and n.reason = any (reasons) and (after is null or n.account_id > after)
                      order by n.account_id limit most;
       end`,
    );
    await create(
      'to_write(reader uuid, holding boolean)',
      'jsonb',
      'plpgsql volatile',
      `begin
         ${jobOnly}
         -- One job writes to somebody at a time.
         if holding then perform pg_advisory_xact_lock(7263430, hashtext(reader::text)); end if;
         return (select jsonb_build_object(
           'accountId', a.id, 'email', a.email, 'name', a.display_name, 'ways', coalesce(p.ways, '{}'),
           'quietDays', p.quiet_days, 'language', p.language, 'stopped', p.stopped_at is not null,
           'defaults', (select o.ways from access.affiliations f join notifications.organisation_settings o
                          on o.organisation_id = f.organisation_id
                        where f.account_id = a.id and ${holdsToday('f')} order by f.valid_from, f.organisation_id limit 1),
           'defaultQuietDays', (select o.quiet_days from access.affiliations f join notifications.organisation_settings o
                                  on o.organisation_id = f.organisation_id
                                where f.account_id = a.id and ${holdsToday('f')} order by f.valid_from, f.organisation_id limit 1),
           'organisationIds', array(select distinct f.organisation_id from access.affiliations f
                                    where f.account_id = a.id and ${holdsToday('f')}),
           'news', coalesce((select jsonb_agg(jsonb_build_object('itemId', n.item_id, 'origin', n.origin,
                                    'reason', n.reason, 'at', n.at) order by n.at, n.origin)
                             from notifications.news n join notifications.items i on i.id = n.item_id
                             where n.account_id = a.id and ${pending} and i.later_until is null), '[]'))
           from access.accounts a left join notifications.person_settings p on p.account_id = a.id
           where a.id = reader and a.kind = 'PERSON');
       end`,
    );
    await create(
      'settle(reader uuid, settled jsonb, mail uuid, moment timestamptz)',
      'void',
      'plpgsql volatile',
      `begin
         ${jobOnly}
         update notifications.news n set settled_at = moment, mail_id = mail
         from jsonb_to_recordset(settled) as s ("itemId" uuid, origin text)
         where n.account_id = reader and n.item_id = s."itemId" and n.origin = s.origin and n.settled_at is null;
       end`,
    );
    await create(
      'sent(mail uuid, reader uuid, what text, how_many integer, hash bytea, moment timestamptz)',
      'void',
      'plpgsql volatile',
      `begin
         ${jobOnly}
         insert into notifications.deliveries (id, account_id, kind, things, at, stop_hash)
         values (mail, reader, what, how_many, moment, hash);
       end`,
    );
    // Only one's own: what became of a mail, as long as the outbox remembers it.
    await create(
      'state_of_mail(mail uuid)',
      'text',
      'sql stable',
      `select case when m.sent_at is not null then 'SENT' when m.given_up_at is not null then 'GIVEN_UP'
                   when m.problem is not null then 'REFUSED' else 'WAITING' end
       from platform.mails m join notifications.deliveries d on d.id = m.id
       where m.id = mail and d.account_id = platform.account_id() and platform.partnership_id() is null`,
    );
    await create(
      'stop_mails(hash bytea, moment timestamptz)',
      'boolean',
      'plpgsql volatile',
      `begin
         insert into notifications.person_settings as p (account_id, stopped_at, updated_at)
         select d.account_id, moment, moment from notifications.deliveries d where d.stop_hash = hash
         on conflict (account_id) do update set stopped_at = moment, updated_at = moment;
         return found;
       end`,
    );
  }

  async down(): Promise<void> {
    throw new Error('the functions go with the schema');
  }
}
