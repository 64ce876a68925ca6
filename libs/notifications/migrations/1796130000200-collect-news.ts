import { inForce } from '#libs/access';
import { API_ROLE } from '#libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const EVERYBODY = `'00000000-0000-0000-0000-000000000000'::uuid`;
/** The strongest reason counts. */
const ORDER = `array['APPROVAL', 'ANSWERED', 'ASKED', 'ASSIGNED', 'MENTIONED', 'DEADLINE', 'REMINDER', 'ASSIGNEE', 'ASKER', 'TALK', 'AUTHOR']`;

const nobodyOnly = `
  if platform.account_id() is not null then raise exception 'for nobody' using errcode = '42501'; end if;`;
const jobOnly = `
  if platform.running_job() is null then raise exception 'only a job does so' using errcode = '42501'; end if;`;

/** Reads the logs of the partnerships and tells people what concerns them: each event once, however often it is tried. */
export class CollectNews1796130000200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await this.whom(runner);
    await this.telling(runner);
    await this.collecting(runner);
    await this.byTheClock(runner);
  }

  /** Whom an event concerns, and whether they may know of it now. */
  private async whom(runner: QueryRunner): Promise<void> {
    await this.create(
      runner,
      'may_know(who uuid, partnership uuid, keeper uuid, parties uuid[])',
      'boolean',
      'sql stable',
      `select exists (
         select from access.mandates m join access.organisations o on o.id = m.organisation_id
                join access.accounts a on a.id = m.account_id and a.kind = 'PERSON'
         where m.account_id = who and m.partnership_id = partnership and ${inForce('m')}
               and case when m.role = 'ANSWERER' then keeper = ${EVERYBODY} and o.directory_id = any (parties)
                        else keeper = ${EVERYBODY} or keeper = m.organisation_id end)`,
      false,
    );
    await this.create(
      runner,
      'staff(request uuid)',
      'setof uuid',
      'sql stable',
      `select distinct m.account_id from requests.requests r
       join access.mandates m on m.partnership_id = r.partnership_id and m.role = 'ANSWERER'
       join access.organisations o on o.id = m.organisation_id and o.directory_id = r.actor_id
       where r.id = request and r.sent_at is not null
             and (m.policy_domains = '{}' or r.policy_domain = any (m.policy_domains))`,
      false,
    );
    await this.create(
      runner,
      'concerned(e live.events)',
      'table (account_id uuid, reason text)',
      'sql stable',
      `select t.assignee_id, 'ASSIGNED' from coordination.tasks t
       where e.subject_type = 'CoordinationTask' and t.id = e.subject_id
             and (e.type = 'TASK_CREATED' or (e.type = 'TASK_UPDATED' and e.changed_fields && '{assignee,assigneeId}'))
       union all
       select t.assignee_id, 'ASSIGNEE' from coordination.tasks t
       where t.id = e.subject_id and (e.type = 'TASK_UPDATED' or (e.type = 'TASK_MOVED' and 'status' = any (e.changed_fields)))
       union all
       select t.created_by, 'AUTHOR' from coordination.tasks t
       where t.id = e.subject_id and e.type = 'TASK_MOVED' and 'status' = any (e.changed_fields)
       union all
       select who.id, who.reason from coordination.tasks t
       cross join lateral (
         select t.assignee_id, 'ASSIGNEE' union all select t.created_by, 'AUTHOR'
         union all select distinct c.author_id, 'TALK' from coordination.comments c where c.task_id = t.id) who (id, reason)
       where t.id = e.subject_id and e.type = 'TASK_COMMENT_ADDED'
       union all
       select a.id, 'MENTIONED'
       from (select lower(c.body) as body from coordination.comments c
             where e.type = 'TASK_COMMENT_ADDED' and c.task_id = e.subject_id and c.author_id = e.account_id
                   and c.created_at <= e.at order by c.created_at desc, c.id desc limit 1) said
       join access.mandates m on m.partnership_id = e.stream_id
       join access.accounts a on a.id = m.account_id
       where position('@' || lower(a.display_name) in said.body) > 0
             -- by first name where only one person there has it
             or (split_part(a.display_name, ' ', 1) ~ '^[[:alpha:]]+$'
                 and said.body ~ ('@' || lower(split_part(a.display_name, ' ', 1)) || '($|[^[:alnum:]])')
                 and not exists (select from access.mandates x join access.accounts o on o.id = x.account_id
                                 where x.partnership_id = e.stream_id and o.id <> a.id
                                       and lower(split_part(o.display_name, ' ', 1)) = lower(split_part(a.display_name, ' ', 1))))
       union all
       select who.id, case e.type when 'REQUEST_ANSWERED' then 'ANSWERED' when 'REQUEST_EXTENSION_ASKED' then 'APPROVAL'
                                  when 'ESCALATION_PROPOSED' then 'APPROVAL' when 'REQUEST_COMMITMENT_DUE' then 'DEADLINE'
                                  when 'REQUEST_MESSAGE_ADDED' then 'TALK' when 'REQUEST_NOTE_ADDED' then 'TALK'
                                  else 'ASKER' end
       from requests.requests r cross join lateral (values (r.sent_by), (r.created_by)) who (id)
       where r.id = e.subject_id and e.type in (
         'REQUEST_ANSWERED', 'REQUEST_EXTENSION_ASKED', 'ESCALATION_PROPOSED', 'ESCALATION_DECIDED', 'REQUEST_COMMITMENT_DUE',
         'REQUEST_MESSAGE_ADDED', 'REQUEST_NOTE_ADDED', 'REQUEST_READ', 'REQUEST_STATUS_CHANGED', 'REQUEST_JOINED',
         'REQUEST_ESCALATED', 'REQUEST_REMINDED')
       union all
       -- whoever may say yes to the next step: somebody of another member than the one that leads
       select m.account_id, 'APPROVAL' from requests.escalations s
       join access.mandates m on m.partnership_id = s.partnership_id and m.role in ('MANAGER', 'MEMBER')
       join access.organisations o on o.id = m.organisation_id
       where e.type = 'ESCALATION_PROPOSED' and s.request_id = e.subject_id and s.state = 'PROPOSED' and s.needs_approval
             and m.account_id is distinct from s.lead_id and o.directory_id is distinct from s.lead_for
       union all
       select s.id, case e.type when 'REQUEST_SENT' then 'ASKED' when 'REQUEST_REMINDED' then 'DEADLINE' else 'TALK' end
       from notifications.staff(e.subject_id) s (id)
       where e.subject_type = 'Request' and e.type in (
         'REQUEST_SENT', 'REQUEST_REMINDED', 'REQUEST_MESSAGE_ADDED', 'REQUEST_ANSWER_JUDGED', 'REQUEST_EXTENSION_DECIDED',
         'REQUEST_ESCALATED')`,
      false,
    );
  }

  /** Writes in the log of each person that there is something, so that every window hears of it. */
  private async telling(runner: QueryRunner): Promise<void> {
    await this.create(
      runner,
      'tell(about uuid[], what text, moment timestamptz)',
      'table (account_id uuid, last_sequence bigint)',
      'plpgsql volatile',
      `#variable_conflict use_column
       declare item record; begin
         for item in select distinct on (i.account_id) i.* from notifications.items i where i.id = any (about)
                     order by i.account_id, i.latest_at desc
         loop
           update live.personal_streams s set last_sequence = s.last_sequence + 1
           where s.account_id = item.account_id returning s.last_sequence into last_sequence;
           insert into live.personal_events (account_id, sequence, type, at, partnership_id, subject_type, subject_id,
                                             about_them, internal_to)
           values (item.account_id, last_sequence, what, moment, item.partnership_id, 'Notification', item.id, false,
                   nullif(item.kept_by, ${EVERYBODY}));
           account_id := item.account_id;
           return next;
         end loop;
       end`,
      false,
    );
    await this.create(
      runner,
      'tell_me(about uuid[], moment timestamptz)',
      'table (account_id uuid, last_sequence bigint)',
      'sql volatile',
      `select * from notifications.tell(
         array(select i.id from notifications.items i where i.id = any (about) and i.account_id = platform.account_id()),
         'NOTIFICATIONS_READ', moment)`,
    );
    await this.create(
      runner,
      'add(news jsonb)',
      'uuid[]',
      'sql volatile',
      `with wanted as (
         select distinct on (n.account_id, n.subject_id, n.kept_by, n.origin) n.*
         from jsonb_to_recordset(news) as n (account_id uuid, partnership_id uuid, subject_type text, subject_id uuid,
              kept_by uuid, origin text, type text, reason text, by_account_id uuid, at timestamptz)
         where not exists (select from notifications.news o join notifications.items i on i.id = o.item_id
                           where i.account_id = n.account_id and i.subject_type = n.subject_type
                                 and i.subject_id = n.subject_id and i.kept_by = n.kept_by and o.origin = n.origin)
         order by n.account_id, n.subject_id, n.kept_by, n.origin, array_position(${ORDER}, n.reason)),
       items as (
         insert into notifications.items as i (id, account_id, partnership_id, subject_type, subject_id, kept_by, latest_at)
         select gen_random_uuid(), w.account_id, w.partnership_id, w.subject_type, w.subject_id, w.kept_by, max(w.at)
         from wanted w group by 2, 3, 4, 5, 6 order by 2, 5, 6
         on conflict (account_id, subject_type, subject_id, kept_by) do update
           set latest_at = greatest(i.latest_at, excluded.latest_at), later_until = null
         returning i.id, i.account_id, i.subject_type, i.subject_id, i.kept_by),
       added as (
         insert into notifications.news (item_id, partnership_id, origin, account_id, type, reason, by_account_id, at)
         select i.id, w.partnership_id, w.origin, w.account_id, w.type, w.reason, w.by_account_id, w.at
         from wanted w join items i using (account_id, subject_type, subject_id, kept_by)
         on conflict do nothing returning item_id)
       select coalesce(array_agg(distinct item_id), '{}') from added`,
      false,
    );
  }

  private async collecting(runner: QueryRunner): Promise<void> {
    await this.create(
      runner,
      'collect(partnership uuid, most integer, moment timestamptz)',
      'table (account_id uuid, last_sequence bigint)',
      'plpgsql volatile',
      `#variable_conflict use_column
       declare place bigint; behind bigint; news jsonb; begin
         ${nobodyOnly}
         insert into notifications.cursors (partnership_id) select s.id from live.streams s where s.id = partnership
         on conflict do nothing;
         -- Whoever comes second waits here, and then goes on where the first one stopped.
         select c.sequence into place from notifications.cursors c where c.partnership_id = partnership for update;
         select max(p.sequence) into behind from (
           select e.sequence from live.events e where e.stream_id = partnership and e.sequence > place
           order by e.sequence limit most) p;
         select jsonb_agg(jsonb_build_object(
                  'account_id', c.account_id, 'partnership_id', partnership, 'subject_type', e.subject_type,
                  'subject_id', e.subject_id, 'kept_by', k.keeper, 'origin', 'log:' || e.sequence, 'type', e.type,
                  'reason', c.reason, 'by_account_id', e.account_id, 'at', e.at)) into news
         from live.events e
         cross join lateral (select case when e.internal then e.organisation_id else ${EVERYBODY} end as keeper) k
         cross join lateral notifications.concerned(e) c
         where e.stream_id = partnership and e.sequence > place and e.sequence <= behind
               and c.account_id is distinct from e.account_id
               and notifications.may_know(c.account_id, partnership, k.keeper, e.party_ids);
         update notifications.cursors c set sequence = greatest(c.sequence, behind, s.purged_until)
         from live.streams s where c.partnership_id = partnership and s.id = partnership;
         if news is not null then
           return query select * from notifications.tell(notifications.add(news), 'NOTIFICATION_ADDED', moment);
         end if;
       end`,
    );
    await this.create(
      runner,
      'behind(most integer)',
      'setof uuid',
      'plpgsql stable',
      `begin
         ${nobodyOnly}
         return query select s.id from live.streams s left join notifications.cursors c on c.partnership_id = s.id
                      where s.last_sequence > coalesce(c.sequence, 0) order by s.id limit most;
       end`,
    );
  }

  private async byTheClock(runner: QueryRunner): Promise<void> {
    await this.create(
      runner,
      'tell_deadlines(today date, moment timestamptz)',
      'table (account_id uuid, last_sequence bigint)',
      'plpgsql volatile',
      `declare news jsonb; begin
         ${jobOnly}
         with near as (
           select t.partnership_id, 'CoordinationTask' as subject_type, t.id, t.kept_by, t.due_on, t.assignee_id as who,
                  '{}'::uuid[] as parties
           from coordination.tasks t
           where t.due_on between today and today + 2 and t.status <> 'DONE' and t.archived_at is null
                 and t.assignee_id is not null
           union all
           select r.partnership_id, 'Request', r.id, ${EVERYBODY}, r.due_on, p.id, array[r.actor_id]
           from requests.requests r cross join lateral (
             select r.sent_by union select s.id from notifications.staff(r.id) s (id)) p (id)
           where r.due_on between today and today + 3
                 and r.status in ('SENT', 'RECEIVED', 'IN_PROGRESS', 'NOT_SUFFICIENT', 'ESCALATED'))
         select jsonb_agg(jsonb_build_object(
                  'account_id', n.who, 'partnership_id', n.partnership_id, 'subject_type', n.subject_type,
                  'subject_id', n.id, 'kept_by', n.kept_by, 'origin', 'due:' || n.due_on, 'type', 'DEADLINE_NEAR',
                  'reason', 'DEADLINE', 'by_account_id', null, 'at', moment)) into news
         from near n where notifications.may_know(n.who, n.partnership_id, n.kept_by, n.parties);
         if news is not null then
           return query select * from notifications.tell(notifications.add(news), 'NOTIFICATION_ADDED', moment);
         end if;
       end`,
    );
    await this.create(
      runner,
      'end_pauses(moment timestamptz)',
      'table (account_id uuid, last_sequence bigint)',
      'plpgsql volatile',
      `declare news jsonb; begin
         ${jobOnly}
         select jsonb_agg(jsonb_build_object(
                  'account_id', i.account_id, 'partnership_id', i.partnership_id, 'subject_type', i.subject_type,
                  'subject_id', i.subject_id, 'kept_by', i.kept_by,
                  'origin', 'later:' || to_char(i.later_until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                  'type', 'REMINDER_DUE', 'reason', 'REMINDER', 'by_account_id', null, 'at', moment)) into news
         from (select * from notifications.items i where i.later_until <= moment
               order by i.later_until limit 1000 for update skip locked) i;
         if news is not null then
           return query select * from notifications.tell(notifications.add(news), 'NOTIFICATION_ADDED', moment);
         end if;
       end`,
    );
  }

  private async create(
    runner: QueryRunner,
    signature: string,
    returns: string,
    language: string,
    body: string,
    open = true,
  ): Promise<void> {
    await runner.query(`
      create function notifications.${signature} returns ${returns} language ${language} security definer
      set search_path = pg_catalog, pg_temp as $$ ${body} $$`);
    const name = signature.replace(/(\(|, )\w+ /g, '$1');
    await runner.query(`revoke execute on function notifications.${name} from public`);
    if (open) await runner.query(`grant execute on function notifications.${name} to ${API_ROLE}`);
  }

  async down(): Promise<void> {
    throw new Error('the functions go with the schema');
  }
}
