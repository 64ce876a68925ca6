import type { MigrationInterface, QueryRunner } from 'typeorm';

const REASONS = `('APPROVAL', 'ANSWERED', 'ASKED', 'ASSIGNED', 'MENTIONED', 'DEADLINE', 'REMINDER', 'ASSIGNEE', 'ASKER', 'TALK', 'AUTHOR', 'FOLLOWER')`;

/** Who follows a task hears of it, who chose not to does not, and named is who was picked by name. */
export class NewsForFollowers1796140040000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table notifications.news drop constraint news_reason_check,
        add constraint news_reason_check check (reason in ${REASONS})`);
    // The weakest reason: `add` puts reasons it does not know last.
    await runner.query(`
      create or replace function notifications.concerned(e live.events) returns table (account_id uuid, reason text)
      language sql stable security definer set search_path = pg_catalog, pg_temp as $$
       select t.assignee_id, 'ASSIGNED' from coordination.tasks t
       where e.subject_type = 'CoordinationTask' and t.id = e.subject_id
             and (e.type = 'TASK_CREATED' or e.changed_fields && '{assignee,assigneeId}')
       union all
       select a.id, 'MENTIONED'
       from (select c.mentioned_ids from coordination.comments c
             where e.type = 'TASK_COMMENT_ADDED' and c.task_id = e.subject_id and c.author_id = e.account_id
                   and c.created_at <= e.at order by c.created_at desc, c.id desc limit 1) said
       cross join lateral unnest(said.mentioned_ids) a (id)
       union all
       -- whoever chose to hear no more of a task is told only what was put to them
       select who.id, who.reason from coordination.tasks t
       cross join lateral (
         select t.assignee_id, 'ASSIGNEE'
         union all select t.created_by, 'AUTHOR' where e.type <> 'TASK_UPDATED'
         union all select c.author_id, 'TALK' from coordination.comments c
                   where c.task_id = t.id and e.type = 'TASK_COMMENT_ADDED'
         union all select f.account_id, 'FOLLOWER' from coordination.task_followers f where f.task_id = t.id and f.following
         union all select unnest(c.mentioned_ids || c.author_id), 'FOLLOWER' from coordination.comments c where c.task_id = t.id
       ) who (id, reason)
       where e.subject_type = 'CoordinationTask' and t.id = e.subject_id
             and (e.type in ('TASK_UPDATED', 'TASK_COMMENT_ADDED', 'TASK_CAN_BEGIN')
                  or (e.type = 'TASK_MOVED' and 'status' = any (e.changed_fields)))
             and not exists (select from coordination.task_followers f
                             where f.task_id = t.id and f.account_id = who.id and not f.following)
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
         'REQUEST_ESCALATED') $$`);
  }

  async down(): Promise<void> {
    throw new Error('reasons that were given stay given');
  }
}
