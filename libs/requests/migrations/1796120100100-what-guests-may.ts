import { API_ROLE } from '#libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const AWAITING = `('SENT', 'RECEIVED', 'IN_PROGRESS', 'NOT_SUFFICIENT', 'ESCALATED')`;
const setting = (name: string) => `decode(coalesce(current_setting('app.${name}', true), ''), 'hex')`;
/** In every function of a guest: who it is, and the request, held until the end. */
const HELD = `
  select g.* into me from requests.guests g where g.id = requests.guest_here(moment);
  if not found then return 'GONE'; end if;
  select q.* into r from requests.requests q where q.partnership_id = me.partnership_id and q.id = me.request_id for update;`;
const ME = `declare me requests.guests; r requests.requests;`;

/**
 * All that somebody without an account can do, each thing a function of the owner that works out from the hashes of link and
 * session which single request it is about. Tables show such a person nothing: for row-level security it is nobody.
 */
export class WhatGuestsMay1796120100100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await this.identity(runner);
    await this.links(runner);
    await this.reading(runner);
    await this.answering(runner);
    await this.neighbours(runner);
  }

  private async create(runner: QueryRunner, signature: string, returns: string, language: string, body: string) {
    await runner.query(`
      create function requests.${signature} returns ${returns} language ${language} security definer
      set search_path = pg_catalog, pg_temp as $$ ${body} $$`);
    const name = signature.replace(/(\(|, )\w+ /g, '$1');
    await runner.query(`revoke execute on function requests.${name} from public`);
    await runner.query(`grant execute on function requests.${name} to ${API_ROLE}`);
  }

  private async identity(runner: QueryRunner): Promise<void> {
    // Link and session have to be of the same person: neither is worth anything alone.
    await this.create(
      runner,
      'guest_here(moment timestamptz)',
      'uuid',
      'sql stable',
      `select g.id from requests.guest_sessions s
       join requests.guests g on g.partnership_id = s.partnership_id and g.id = s.guest_id
       join requests.guest_links l on l.partnership_id = g.partnership_id and l.guest_id = g.id
       where s.token_hash = ${setting('guest_session')} and l.token_hash = ${setting('guest_link')}
             and s.expires_at > moment and g.revoked_at is null and platform.account_id() is null`,
    );
    // Who holds a link, whatever its age: may have something mailed to its own address, and nothing else.
    await this.create(
      runner,
      'guest_of_link()',
      'uuid',
      'sql stable',
      `select g.id from requests.guest_links l
       join requests.guests g on g.partnership_id = l.partnership_id and g.id = l.guest_id
       where l.token_hash = ${setting('guest_link')} and g.revoked_at is null and platform.account_id() is null`,
    );
    await this.create(
      runner,
      'guest_partnership_id()',
      'uuid',
      'sql stable',
      `select s.partnership_id from requests.guest_sessions s
       where s.token_hash = ${setting('guest_session')} and s.guest_id = requests.guest_of_link()`,
    );
  }

  private async links(runner: QueryRunner): Promise<void> {
    // Those who ask, the clock, and nobody else: whoever passes a question on has a function of its own.
    await this.create(
      runner,
      'invite_guest(request uuid, guest uuid, address text, called text, tongue text, hash bytea, moment timestamptz, until timestamptz)',
      'uuid',
      'plpgsql volatile',
      `declare found_guest uuid; r requests.requests; begin
         select q.* into r from requests.requests q where q.id = request and q.sent_at is not null
           and (q.partnership_id = any (access.writable_ids()) or q.partnership_id = platform.job_partnership_id());
         if not found then raise exception 'not yours to invite to' using errcode = '42501'; end if;
         insert into requests.guests as g (id, partnership_id, request_id, email, name, language, created_at)
         values (guest, r.partnership_id, r.id, address, called, tongue, moment)
         on conflict (request_id, lower(email)) do update
           set name = coalesce(excluded.name, g.name), language = excluded.language, passed_on_by = null, revoked_at = null
         returning g.id into found_guest;
         delete from requests.guest_links l where l.guest_id = found_guest and l.expires_at < moment - interval '90 days';
         insert into requests.guest_links (token_hash, partnership_id, guest_id, sent_at, expires_at)
         values (hash, r.partnership_id, found_guest, moment, until);
         return found_guest;
       end`,
    );
    // A new code, unless one was mailed a moment ago; null for a link that no longer opens anything.
    await this.create(
      runner,
      'guest_code(code bytea, moment timestamptz, until timestamptz, pause interval)',
      'jsonb',
      'plpgsql volatile',
      `declare l requests.guest_links; fresh boolean; begin
         select k.* into l from requests.guest_links k where k.token_hash = ${setting('guest_link')} for update;
         if not found or l.expires_at <= moment or requests.guest_of_link() is null then return null; end if;
         fresh := l.code_sent_at is null or l.code_sent_at + pause <= moment;
         if fresh then
           update requests.guest_links k set code_hash = code, code_sent_at = moment, code_expires_at = until, code_tries = 0
           where k.token_hash = l.token_hash;
         end if;
         return (select jsonb_build_object('fresh', fresh, 'guestId', g.id, 'partnershipId', g.partnership_id, 'email', g.email,
                                           'name', g.name, 'language', g.language, 'year', r.year, 'number', r.number)
                 from requests.guests g join requests.requests r on r.partnership_id = g.partnership_id and r.id = g.request_id
                 where g.id = l.guest_id);
       end`,
    );
    // Each try is counted before the code is compared; after the last one the code is no code any more.
    await this.create(
      runner,
      'enter_guest(code bytea, session bytea, moment timestamptz, until timestamptz, most integer)',
      'jsonb',
      'plpgsql volatile',
      `declare l requests.guest_links; begin
         update requests.guest_links k set code_tries = k.code_tries + 1
         where k.token_hash = ${setting('guest_link')} and k.expires_at > moment and requests.guest_of_link() is not null
         returning k.* into l;
         if not found then return jsonb_build_object('outcome', 'OVER'); end if;
         if l.code_hash is null or l.code_expires_at <= moment or l.code_tries > most then
           return jsonb_build_object('outcome', 'CODE_OVER', 'guestId', l.guest_id, 'partnershipId', l.partnership_id);
         end if;
         if l.code_hash <> code then
           return jsonb_build_object('outcome', 'CODE_WRONG', 'guestId', l.guest_id, 'partnershipId', l.partnership_id,
                                     'left', most - l.code_tries);
         end if;
         update requests.guest_links k set code_hash = null, code_expires_at = null where k.token_hash = l.token_hash;
         delete from requests.guest_sessions s where s.guest_id = l.guest_id and s.expires_at <= moment;
         insert into requests.guest_sessions (token_hash, partnership_id, guest_id, created_at, expires_at)
         values (session, l.partnership_id, l.guest_id, moment, until);
         return jsonb_build_object('outcome', 'ENTERED', 'guestId', l.guest_id, 'partnershipId', l.partnership_id);
       end`,
    );
    // An old link asks for a new one, which goes to the same address. Null: nothing is to be sent.
    await this.create(
      runner,
      'renew_guest_link(hash bytea, moment timestamptz, until timestamptz, pause interval)',
      'jsonb',
      'plpgsql volatile',
      `declare l requests.guest_links; begin
         update requests.guest_links k set renewed_at = moment
         where k.token_hash = ${setting('guest_link')} and requests.guest_of_link() is not null
               and (k.renewed_at is null or k.renewed_at + pause <= moment)
         returning k.* into l;
         if not found then return null; end if;
         insert into requests.guest_links (token_hash, partnership_id, guest_id, sent_at, expires_at)
         values (hash, l.partnership_id, l.guest_id, moment, until);
         return requests.guest_mail_facts(l.guest_id);
       end`,
    );
    await this.create(
      runner,
      'leave_guest()',
      'void',
      'sql volatile',
      `delete from requests.guest_sessions s where s.token_hash = ${setting('guest_session')}`,
    );
  }

  private async reading(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function requests.places_of(request uuid) returns text[] language sql stable
      set search_path = pg_catalog, pg_temp
      as $$ select array(select n.name from requests.request_municipalities m
                         join directory.municipality_names n on n.municipality_id = m.municipality_id
                         where m.request_id = request and n.valid_until is null order by m.joined_at, n.name) $$`);
    // For mails of the functions here alone: the API may not ask.
    await runner.query(`
      create function requests.guest_mail_facts(guest uuid) returns jsonb language sql stable
      set search_path = pg_catalog, pg_temp
      as $$ select jsonb_build_object(
              'guestId', g.id, 'partnershipId', g.partnership_id, 'email', g.email, 'name', g.name, 'language', g.language,
              'year', r.year, 'number', r.number, 'title', r.title, 'dueOn', r.due_on, 'status', r.status,
              'municipalities', requests.places_of(r.id),
              'basis', coalesce((select t.article from requests.legal_terms t where t.code = r.legal_term_code),
                                case r.basis_kind when 'AGREED' then r.basis_note end))
            from requests.guests g join requests.requests r on r.partnership_id = g.partnership_id and r.id = g.request_id
            where g.id = guest $$`);
    for (const name of ['places_of(uuid)', 'guest_mail_facts(uuid)'])
      await runner.query(`revoke execute on function requests.${name} from public`);
    // Names of those who ask are theirs to show: a request says who sent it, a message who wrote it.
    const who = (row: string) => `coalesce((select w.display_name from access.accounts w where w.id = ${row}.author_id),
      (select coalesce(o.name, o.email) from requests.guests o where o.id = ${row}.guest_id))`;
    await this.create(
      runner,
      'guest_view(moment timestamptz)',
      'jsonb',
      'sql stable',
      `select jsonb_build_object(
         'guest', jsonb_build_object('id', g.id, 'email', g.email, 'name', g.name, 'language', g.language),
         'read', exists (select from requests.entries e where e.request_id = r.id and e.kind = 'READ' and e.guest_id = g.id),
         'id', r.id, 'partnershipId', r.partnership_id, 'actorId', r.actor_id, 'year', r.year, 'number', r.number,
         'actor', (select a.name from directory.actors a where a.id = r.actor_id), 'service', r.service,
         'title', r.title, 'text', r.body, 'kind', r.kind, 'status', r.status, 'level', r.level, 'dueOn', r.due_on,
         'sentAt', r.sent_at, 'receivedOn', r.received_on, 'municipalities', requests.places_of(r.id),
         'sentBy', (select a.display_name from access.accounts a where a.id = r.sent_by),
         'legalTermCode', r.legal_term_code,
         'law', (select jsonb_build_object('article', t.article, 'startRule', t.start_rule, 'extendedDays', t.extended_days,
                   'unit', t.unit) from requests.legal_terms t where t.code = r.legal_term_code),
         'basisNote', case r.basis_kind when 'AGREED' then r.basis_note end,
         'holidays', (select coalesce(jsonb_agg(jsonb_build_object('code', h.code, 'name', h.name, 'month', h.month,
                        'day', h.day, 'easterOffset', h.easter_offset, 'validFrom', h.valid_from,
                        'validUntil', h.valid_until)), '[]') from requests.public_holidays h),
         'messages', (select coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'side', e.side, 'text', e.body, 'at', e.at,
                        'by', ${who('e')}) order by e.at, e.id), '[]')
                      from requests.entries e where e.request_id = r.id and e.kind = 'MESSAGE'),
         'answers', (select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'choice', a.choice, 'text', a.body,
                       'forwardNote', a.forward_note, 'answeredOn', a.answered_on, 'at', a.created_at, 'by', ${who('a')},
                       'recordedFrom', a.recorded_from, 'verdict', a.verdict, 'verdictReason', a.verdict_reason,
                       'commitmentOn', (select c.due_on from requests.commitments c where c.answer_id = a.id))
                       order by a.created_at desc, a.id desc), '[]')
                     from requests.answers a where a.request_id = r.id),
         'extensions', (select coalesce(jsonb_agg(jsonb_build_object('id', x.id, 'untilOn', x.until_on, 'state', x.state,
                          'byLaw', x.by_law, 'reason', x.reason, 'decisionReason', x.decision_reason)
                          order by x.asked_at desc, x.id desc), '[]')
                        from requests.extensions x where x.request_id = r.id),
         'passedOn', (select coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'to', e.body, 'at', e.at, 'by', ${who('e')})
                        order by e.at, e.id), '[]')
                      from requests.entries e where e.request_id = r.id and e.kind = 'PASSED_ON'),
         'draft', (select d.content || jsonb_build_object('savedAt', d.saved_at)
                   from requests.guest_drafts d where d.guest_id = g.id))
       from requests.guests g join requests.requests r on r.partnership_id = g.partnership_id and r.id = g.request_id
       where g.id = requests.guest_here(moment)`,
    );
  }

  private async answering(runner: QueryRunner): Promise<void> {
    await this.create(
      runner,
      'guest_read(entry uuid, moment timestamptz)',
      'text',
      'plpgsql volatile',
      `${ME} begin ${HELD}
         insert into requests.entries (id, partnership_id, request_id, kind, side, guest_id, at)
         values (entry, r.partnership_id, r.id, 'READ', 'ACTOR', me.id, moment)
         on conflict (request_id, guest_id) where kind = 'READ' do nothing;
         if not found then return 'DONE_BEFORE'; end if;
         if r.status = 'SENT' then
           update requests.requests q set status = 'RECEIVED', updated_at = moment, updated_by = null, version = q.version + 1
           where q.id = r.id;
           return 'RECEIVED';
         end if;
         return 'DONE';
       end`,
    );
    await this.create(
      runner,
      'guest_draft(draft jsonb, moment timestamptz)',
      'text',
      'plpgsql volatile',
      `${ME} begin ${HELD}
         insert into requests.guest_drafts (guest_id, partnership_id, content, saved_at)
         values (me.id, me.partnership_id, draft, moment)
         on conflict (guest_id) do update set content = draft, saved_at = moment;
         if r.status not in ${AWAITING} or me.writing_at > moment - interval '30 minutes' then return 'DONE_BEFORE'; end if;
         update requests.guests g set writing_at = moment where g.id = me.id;
         return 'DONE';
       end`,
    );
    await this.create(
      runner,
      'guest_answer(given jsonb, today date, moment timestamptz)',
      'text',
      'plpgsql volatile',
      `${ME} begin ${HELD}
         if r.status not in ${AWAITING} then return 'NOT_AWAITED'; end if;
         update requests.requests q set status = 'ANSWERED', first_answered_at = coalesce(q.first_answered_at, moment),
                updated_at = moment, updated_by = null, version = q.version + 1 where q.id = r.id;
         insert into requests.answers (id, partnership_id, request_id, choice, body, forward_note, answered_on, guest_id, created_at)
         values ((given->>'id')::uuid, r.partnership_id, r.id, given->>'choice', given->>'text', given->>'forwardNote',
                 today, me.id, moment);
         if given->>'commitmentOn' is not null then
           insert into requests.commitments (id, partnership_id, request_id, answer_id, what, due_on)
           values ((given->>'commitmentId')::uuid, r.partnership_id, r.id, (given->>'id')::uuid,
                   coalesce(given->>'commitment', r.title), (given->>'commitmentOn')::date);
         end if;
         insert into requests.entries (id, partnership_id, request_id, kind, side, about_id, day, guest_id, at)
         values ((given->>'entryId')::uuid, r.partnership_id, r.id, 'ANSWERED', 'ACTOR', (given->>'id')::uuid, today, me.id, moment);
         delete from requests.guest_drafts d where d.guest_id = me.id;
         update requests.guests g set writing_at = null where g.request_id = r.id and g.writing_at is not null;
         return 'DONE';
       end`,
    );
    // Whether the law gives it was worked out from what \`guest_view\` told; here it must hold that it is later, and once.
    await this.create(
      runner,
      'guest_ask_time(given jsonb, by_law boolean, moment timestamptz)',
      'text',
      'plpgsql volatile',
      `${ME} declare until_day date := (given->>'untilOn')::date; begin ${HELD}
         if r.status not in ${AWAITING} then return 'NOT_AWAITED'; end if;
         if until_day <= r.due_on then return 'NOT_LATER'; end if;
         if exists (select from requests.extensions x where x.request_id = r.id and x.state = 'ASKED') then return 'OPEN'; end if;
         if by_law and (r.legal_term_code is null or r.level > 0 or exists (
              select from requests.extensions x where x.request_id = r.id and x.by_law)) then return 'OPEN'; end if;
         insert into requests.extensions (id, partnership_id, request_id, until_on, reason, state, by_law, guest_id, asked_at)
         values ((given->>'id')::uuid, r.partnership_id, r.id, until_day, given->>'reason',
                 case when by_law then 'GRANTED' else 'ASKED' end, by_law, me.id, moment);
         insert into requests.entries (id, partnership_id, request_id, kind, side, about_id, day, body, guest_id, at)
         values ((given->>'entryId')::uuid, r.partnership_id, r.id, 'EXTENSION_ASKED', 'ACTOR', (given->>'id')::uuid,
                 until_day, given->>'reason', me.id, moment);
         if by_law then
           update requests.requests q set due_on = until_day, updated_at = moment, updated_by = null, version = q.version + 1
           where q.id = r.id;
           insert into requests.entries (id, partnership_id, request_id, kind, side, about_id, day, guest_id, at)
           values ((given->>'grantedId')::uuid, r.partnership_id, r.id, 'EXTENSION_GRANTED', 'ACTOR', (given->>'id')::uuid,
                   until_day, me.id, moment);
         end if;
         return 'DONE';
       end`,
    );
    await this.create(
      runner,
      'guest_pass_on(given jsonb, hash bytea, moment timestamptz, until timestamptz, most integer)',
      'text',
      'plpgsql volatile',
      `${ME} declare colleague requests.guests; begin ${HELD}
         if r.status in ('CLOSED', 'WITHDRAWN') then return 'NOT_AWAITED'; end if;
         if (select count(*) from requests.guests g where g.request_id = r.id) >= most then return 'MANY'; end if;
         insert into requests.guests as g (id, partnership_id, request_id, email, name, language, passed_on_by, created_at)
         values ((given->>'id')::uuid, r.partnership_id, r.id, given->>'email', given->>'name', me.language, me.id, moment)
         on conflict (request_id, lower(email)) do nothing returning g.* into colleague;
         if colleague.id is null then return 'KNOWN'; end if;
         insert into requests.guest_links (token_hash, partnership_id, guest_id, sent_at, expires_at)
         values (hash, r.partnership_id, colleague.id, moment, until);
         insert into requests.entries (id, partnership_id, request_id, kind, side, about_id, body, guest_id, at)
         values ((given->>'entryId')::uuid, r.partnership_id, r.id, 'PASSED_ON', 'ACTOR', colleague.id,
                 coalesce(colleague.name || ' (' || colleague.email || ')', colleague.email), me.id, moment);
         return 'DONE';
       end`,
    );
    // The event in the log of the partnership: the last thing in the transaction, because others wait from here on.
    await this.create(
      runner,
      'guest_report(what text, changed text[], moment timestamptz)',
      'bigint',
      'plpgsql volatile',
      `declare me requests.guests; r requests.requests; last bigint; begin
         select g.* into me from requests.guests g where g.id = requests.guest_here(moment);
         if not found or what not in ('REQUEST_READ', 'REQUEST_ANSWER_BEGUN', 'REQUEST_ANSWERED', 'REQUEST_EXTENSION_ASKED', 'REQUEST_PASSED_ON') then
           raise exception 'nothing a guest reports' using errcode = '42501';
         end if;
         select q.* into strict r from requests.requests q where q.partnership_id = me.partnership_id and q.id = me.request_id;
         update live.streams s set last_sequence = s.last_sequence + 1 where s.id = r.partnership_id
         returning s.last_sequence into strict last;
         insert into live.events (stream_id, sequence, type, at, subject_type, subject_id, changed_fields, version, party_ids, internal)
         values (r.partnership_id, last, what, moment, 'Request', r.id, changed, r.version, array[r.actor_id], false);
         return last;
       end`,
    );
  }

  /** What guests need of other rooms: a mail to the own address, and the clock of the own request. */
  private async neighbours(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create policy guest_insert on platform.mails for insert to ${API_ROLE}
        with check (account_id is null and (select requests.guest_of_link()) is not null)`);
    await runner.query(`
      create or replace function platform.may_schedule_for(partnership uuid) returns boolean
      language sql stable security definer set search_path = pg_catalog, pg_temp
      as $$ select partnership is null or partnership is not distinct from platform.job_partnership_id()
                   or partnership is not distinct from requests.guest_partnership_id()
                   or (platform.partnership_id() is null
                       and partnership = any (access.workspace_ids() || access.party_workspace_ids())) $$`);
  }

  async down(): Promise<void> {
    throw new Error('the walls stay up');
  }
}
