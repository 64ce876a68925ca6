import { API_ROLE } from '#libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const AWAITING = `r.status in ('SENT', 'RECEIVED', 'IN_PROGRESS', 'NOT_SUFFICIENT', 'ESCALATED')`;
/** Only the job of a partnership may do so, with its requests. */
const OURS = `r.partnership_id = platform.job_partnership_id()`;

/** What the clock of a request may read and do: remind, propose and ask after a promise. It never takes a step. */
export class ClocksOfRequests1796120000300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const create = async (signature: string, returns: string, language: string, body: string): Promise<void> => {
      await runner.query(`
        create function requests.${signature} returns ${returns} language ${language} security definer
        set search_path = pg_catalog, pg_temp as $$ ${body} $$`);
      const name = signature.replace(/(\(|, )\w+ /g, '$1');
      await runner.query(`revoke execute on function requests.${name} from public`);
      await runner.query(`grant execute on function requests.${name} to ${API_ROLE}`);
    };
    await create(
      'clock_facts(request uuid, today date)',
      'jsonb',
      'sql stable',
      `select jsonb_build_object(
         'id', r.id, 'partnershipId', r.partnership_id, 'actorId', r.actor_id, 'year', r.year, 'number', r.number,
         'title', r.title, 'status', r.status, 'level', r.level, 'dueOn', r.due_on, 'remindedAt', r.reminded_at,
         'clockRemindedFor', r.clock_reminded_for, 'contactName', r.contact_name, 'contactEmail', r.contact_email,
         'contactLanguage', r.contact_language, 'version', r.version,
         'basis', coalesce((select t.article from requests.legal_terms t where t.code = r.legal_term_code),
                           case r.basis_kind when 'AGREED' then r.basis_note end),
         'municipalities', array(select n.name from requests.request_municipalities m
                                 join directory.municipality_names n on n.municipality_id = m.municipality_id
                                 where m.request_id = r.id and n.valid_until is null order by m.joined_at, n.name),
         'holidays', (select jsonb_agg(jsonb_build_object('code', h.code, 'name', h.name, 'month', h.month, 'day', h.day,
                        'easterOffset', h.easter_offset, 'validFrom', h.valid_from, 'validUntil', h.valid_until))
                      from requests.public_holidays h),
         'ladder', (select coalesce(jsonb_agg(jsonb_build_object('level', s.level, 'addressee', s.addressee,
                      'graceDays', s.grace_days, 'termDays', s.term_days, 'unit', s.unit,
                      'needsApproval', s.needs_approval) order by s.level), '[]')
                    from requests.ladder_steps s join directory.actors a on a.id = r.actor_id
                    where s.valid_from <= today and (s.valid_until is null or today <= s.valid_until)
                      and (s.actor_id = a.id or (s.government_level = a.government_level and not exists (
                             select from requests.ladder_steps o where o.actor_id = a.id and o.valid_from <= today
                               and (o.valid_until is null or today <= o.valid_until))))),
         'proposalOpen', exists (select from requests.escalations e
                                 where e.request_id = r.id and e.state in ('PROPOSED', 'APPROVED')),
         'clockProposals', (select coalesce(jsonb_agg(jsonb_build_object('level', e.level, 'dueOn', e.clock_due_on)), '[]')
                            from requests.escalations e where e.request_id = r.id and e.proposed_by is null),
         'commitments', (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'dueOn', c.due_on,
                           'settled', c.outcome is not null, 'followedUp', c.followed_up_at is not null)), '[]')
                         from requests.commitments c where c.request_id = r.id))
       from requests.requests r where r.id = request and ${OURS}`,
    );
    await create(
      'clock_remind(request uuid, entry uuid, for_day date, moment timestamptz)',
      'boolean',
      'plpgsql volatile',
      `begin
         update requests.requests r set clock_reminded_for = for_day, reminded_at = moment, reminders = r.reminders + 1,
                updated_at = moment, updated_by = null, version = r.version + 1
         where r.id = request and ${OURS} and ${AWAITING} and r.due_on = for_day
               and r.clock_reminded_for is distinct from for_day;
         if not found then return false; end if;
         insert into requests.entries (id, partnership_id, request_id, kind, side, day, at)
         select entry, r.partnership_id, r.id, 'REMINDED', 'SYSTEM', for_day, moment from requests.requests r
         where r.id = request;
         return true;
       end`,
    );
    await create(
      'clock_propose(request uuid, proposal uuid, for_day date, step jsonb, why text, moment timestamptz)',
      'boolean',
      'plpgsql volatile',
      `begin
         insert into requests.escalations (id, partnership_id, request_id, level, addressee, term_days, unit, needs_approval,
                                           reason, state, proposed_at, clock_due_on, lead_id, lead_for)
         select proposal, r.partnership_id, r.id, (step->>'level')::integer, step->>'addressee',
                (step->>'termDays')::integer, step->>'unit', (step->>'needsApproval')::boolean,
                why, 'PROPOSED', moment, for_day, r.sent_by, r.sent_for
         from requests.requests r
         where r.id = request and ${OURS} and ${AWAITING} and r.due_on = for_day and r.level < (step->>'level')::integer
               and not exists (select from requests.escalations e where e.request_id = r.id and e.proposed_by is null
                               and e.level = (step->>'level')::integer and e.clock_due_on = for_day)
         on conflict do nothing;
         return found;
       end`,
    );
    await create(
      'clock_follow_up(commitment uuid, entry uuid, moment timestamptz)',
      'boolean',
      'plpgsql volatile',
      `begin
         update requests.commitments r set followed_up_at = moment, version = r.version + 1
         where r.id = commitment and ${OURS} and r.outcome is null and r.followed_up_at is null;
         if not found then return false; end if;
         insert into requests.entries (id, partnership_id, request_id, kind, side, day, about_id, at)
         select entry, c.partnership_id, c.request_id, 'COMMITMENT_DUE', 'SYSTEM', c.due_on, c.id, moment
         from requests.commitments c where c.id = commitment;
         return true;
       end`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of ['clock_facts', 'clock_remind', 'clock_propose', 'clock_follow_up'])
      await runner.query(`drop function requests.${name}`);
  }
}
