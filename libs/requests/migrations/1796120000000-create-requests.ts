import { createSchema } from '#libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const ofRequest = `foreign key (partnership_id, request_id) references requests.requests (partnership_id, id) on delete cascade`;
const verification = `verification text not null check (verification in ('V', 'V-content', 'NR', 'C', 'GK', 'NF'))`;
const unit = (column: string) => `${column} text check (${column} in ('CALENDAR', 'WORKING', 'PARLIAMENTARY'))`;

/** Requests to actors, what was said and promised, the ladder, and the dated rules of law their terms rest on. */
export class CreateRequests1796120000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createSchema(runner, 'requests');
    await runner.query(`
      create function requests.fold(text) returns text language sql immutable strict parallel safe
      set search_path = public, pg_catalog as $$ select lower(unaccent('unaccent'::regdictionary, $1)) $$`);
    await this.ruleTables(runner);
    await this.requestTables(runner);
    await this.conversationTables(runner);
    await this.ladderTables(runner);
  }

  /** Dated data with a source: holidays, terms of law, ladders. Filled from reference/, by the owner. */
  private async ruleTables(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table requests.public_holidays (
        code text primary key check (code ~ '^[A-Z][A-Z_]*$'),
        name text not null check (name <> ''),
        month integer check (month between 1 and 12),
        day integer check (day between 1 and 31),
        -- days after Easter Sunday, for those that move with it
        easter_offset integer check (easter_offset between -60 and 60),
        valid_from date not null,
        valid_until date,
        source text not null check (source <> ''),
        ${verification},
        check ((month is null) = (day is null)),
        check ((month is null) <> (easter_offset is null))
      )`);
    await runner.query(`
      create table requests.legal_terms (
        code text primary key check (code ~ '^[A-Z][A-Z0-9_]*$'),
        name text not null check (name <> ''),
        authority_scope text not null check (authority_scope <> ''),
        -- levels of actors it holds for, as the directory names them
        government_levels text[] not null,
        -- kinds of requests it covers: the transparency laws give existing documents, never an action
        kinds text[] not null,
        days integer check (days > 0),
        ${unit('unit')},
        start_rule text not null check (start_rule in ('REGISTRATION_OR_RECEIPT', 'RECEIPT', 'SENDING', 'NOTICE')),
        extended_days integer check (extended_days > days),
        on_silence text not null,
        article text not null check (article <> ''),
        source text not null check (source <> ''),
        ${verification},
        valid_from date not null,
        valid_until date,
        check ((days is null) = (unit is null))
      )`);
    await runner.query(`
      create table requests.ladder_steps (
        id uuid primary key,
        -- null: for actors of the level that have no ladder of their own
        actor_id uuid references directory.actors on delete cascade,
        government_level text,
        level integer not null check (level between 0 and 5),
        addressee text not null check (addressee <> ''),
        -- how long after the term before it passed, this step is proposed
        grace_days integer not null check (grace_days >= 0),
        term_days integer not null check (term_days > 0),
        unit text not null check (unit in ('CALENDAR', 'WORKING', 'PARLIAMENTARY')),
        needs_approval boolean not null,
        valid_from date not null,
        valid_until date,
        source text not null check (source <> ''),
        ${verification},
        check ((actor_id is null) <> (government_level is null)),
        check (level < 2 or needs_approval),
        exclude using gist (coalesce(actor_id::text, government_level) with =, level with =,
                            daterange(valid_from, valid_until, '[]') with &&)
      )`);
    await runner.query(`
      create table requests.imports (
        id uuid primary key,
        imported_at timestamptz not null,
        content_hash text not null check (content_hash ~ '^[0-9a-f]{64}$')
      )`);
  }

  private async requestTables(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table requests.counters (
        partnership_id uuid not null references partnerships.partnerships on delete cascade,
        year integer not null,
        last_number integer not null,
        primary key (partnership_id, year)
      )`);
    await runner.query(`
      create table requests.requests (
        id uuid primary key,
        partnership_id uuid not null references partnerships.partnerships on delete cascade,
        year integer not null check (year between 2000 and 2999),
        number integer not null check (number > 0),
        title text not null check (title <> ''),
        body text not null,
        kind text not null check (kind in ('DOCUMENT', 'INFORMATION', 'ACTION', 'SUPPORT', 'CONSULTATION')),
        support_type text check (support_type <> ''),
        actor_id uuid not null references directory.actors,
        service text check (service <> ''),
        contact_name text check (contact_name <> ''),
        contact_email text check (contact_email <> ''),
        contact_language text not null check (contact_language in ('NL', 'FR', 'EN', 'DE')),
        policy_domain text not null,
        competence text check (competence <> ''),
        basis_kind text not null check (basis_kind in ('LEGAL', 'AGREED', 'NONE')),
        legal_term_code text references requests.legal_terms,
        basis_note text check (basis_note <> ''),
        term_days integer check (term_days > 0),
        ${unit('term_unit')},
        wanted_on date,
        status text not null check (status in ('DRAFT', 'SENT', 'RECEIVED', 'IN_PROGRESS', 'ANSWERED', 'NOT_SUFFICIENT',
                                               'ACCEPTED', 'WITHDRAWN', 'ESCALATED', 'CLOSED')),
        level integer not null default 0 check (level between 0 and 5),
        -- the first day asked for, and the one that holds after extensions and escalations
        first_due_on date,
        due_on date,
        sent_at timestamptz,
        sent_by uuid references access.accounts,
        -- for which municipality the sender acted
        sent_for uuid references directory.municipalities,
        received_on date,
        reminded_at timestamptz,
        reminders integer not null default 0,
        -- the last day for which the clock reminded
        clock_reminded_for date,
        first_answered_at timestamptz,
        closed_at timestamptz,
        created_at timestamptz not null,
        created_by uuid references access.accounts,
        updated_at timestamptz not null,
        updated_by uuid references access.accounts,
        version integer not null default 1,
        search_text text generated always as (requests.fold(title || ' ' || body)) stored,
        unique (partnership_id, year, number),
        unique (partnership_id, id),
        check ((basis_kind = 'LEGAL') = (legal_term_code is not null)),
        check (basis_kind <> 'AGREED' or basis_note is not null),
        check ((term_days is null) = (term_unit is null)),
        check (status not in ('SENT', 'RECEIVED', 'IN_PROGRESS', 'ANSWERED', 'NOT_SUFFICIENT', 'ACCEPTED', 'ESCALATED')
               or (sent_at is not null and due_on is not null)),
        check ((status in ('CLOSED', 'WITHDRAWN')) = (closed_at is not null))
      )`);
    await runner.query(`create index requests_due on requests.requests (partnership_id, due_on, id)`);
    await runner.query(
      `create index requests_actor on requests.requests (actor_id, due_on, id) where sent_at is not null`,
    );
    await runner.query(`create index requests_text on requests.requests using gin (search_text gin_trgm_ops)`);
    await runner.query(`
      create table requests.request_municipalities (
        partnership_id uuid not null,
        request_id uuid not null,
        municipality_id uuid not null references directory.municipalities,
        joined_at timestamptz not null,
        joined_by uuid references access.accounts,
        primary key (request_id, municipality_id),
        ${ofRequest}
      )`);
    await runner.query(
      `create index request_municipalities_by on requests.request_municipalities (partnership_id, municipality_id)`,
    );
    await runner.query(`
      create table requests.linked_tasks (
        partnership_id uuid not null,
        request_id uuid not null,
        -- of the room of tasks, on the same floor: no foreign key
        task_id uuid not null,
        primary key (request_id, task_id),
        ${ofRequest}
      )`);
    await runner.query(`create index linked_tasks_task on requests.linked_tasks (task_id)`);
  }

  private async conversationTables(runner: QueryRunner): Promise<void> {
    // What both sides see, and nothing else: notes have a table of their own.
    await runner.query(`
      create table requests.entries (
        id uuid primary key,
        partnership_id uuid not null,
        request_id uuid not null,
        kind text not null check (kind in ('SENT', 'JOINED', 'READ', 'RECEIVED', 'STARTED', 'MESSAGE', 'REMINDED', 'ANSWERED',
          'ACCEPTED', 'NOT_SUFFICIENT', 'EXTENSION_ASKED', 'EXTENSION_GRANTED', 'EXTENSION_REFUSED', 'ESCALATED',
          'COMMITMENT_DUE', 'COMMITMENT_KEPT', 'COMMITMENT_BROKEN', 'WITHDRAWN', 'CLOSED')),
        side text not null check (side in ('ASKING', 'ACTOR', 'SYSTEM')),
        body text,
        -- an answer, an extension, a commitment: what the entry tells of
        about_id uuid,
        day date,
        level integer,
        author_id uuid references access.accounts,
        at timestamptz not null,
        ${ofRequest},
        check ((side = 'SYSTEM') or author_id is not null)
      )`);
    await runner.query(`create index entries_request on requests.entries (request_id, at, id)`);
    await runner.query(
      `create unique index entries_read_once on requests.entries (request_id, author_id) where kind = 'READ'`,
    );
    await runner.query(`
      create table requests.notes (
        id uuid primary key,
        partnership_id uuid not null,
        request_id uuid not null,
        audience text not null check (audience in ('PARTNERSHIP', 'OWN_ORGANISATION')),
        -- on whose behalf it was written; with OWN_ORGANISATION nobody else reads it
        organisation_id uuid not null references access.organisations,
        body text not null check (body <> ''),
        author_id uuid not null references access.accounts,
        created_at timestamptz not null,
        ${ofRequest}
      )`);
    await runner.query(`create index notes_request on requests.notes (request_id, created_at, id)`);
    await runner.query(`
      create table requests.answers (
        id uuid primary key,
        partnership_id uuid not null,
        request_id uuid not null,
        choice text not null check (choice in ('CAN', 'PARTLY', 'CANNOT', 'NOT_OURS')),
        body text not null,
        forward_actor_id uuid references directory.actors,
        forward_note text,
        -- how it reached the asking side, when that wrote it down
        recorded_from text check (recorded_from in ('EMAIL', 'LETTER', 'PHONE', 'MEETING')),
        answered_on date not null,
        author_id uuid not null references access.accounts,
        created_at timestamptz not null,
        verdict text check (verdict in ('ACCEPTED', 'NOT_SUFFICIENT')),
        verdict_reason text,
        judged_by uuid references access.accounts,
        judged_at timestamptz,
        unique (partnership_id, id),
        ${ofRequest},
        check ((verdict is null) = (judged_at is null))
      )`);
    await runner.query(`create index answers_request on requests.answers (request_id, created_at)`);
    await runner.query(`
      create table requests.commitments (
        id uuid primary key,
        partnership_id uuid not null,
        request_id uuid not null,
        answer_id uuid not null,
        what text not null check (what <> ''),
        due_on date not null,
        outcome text check (outcome in ('KEPT', 'BROKEN')),
        settled_on date,
        settled_by uuid references access.accounts,
        -- when the clock asked after it
        followed_up_at timestamptz,
        version integer not null default 1,
        ${ofRequest},
        foreign key (partnership_id, answer_id) references requests.answers (partnership_id, id) on delete cascade,
        check ((outcome is null) = (settled_on is null))
      )`);
    await runner.query(`create index commitments_request on requests.commitments (request_id, due_on)`);
    await runner.query(`
      create table requests.extensions (
        id uuid primary key,
        partnership_id uuid not null,
        request_id uuid not null,
        until_on date not null,
        reason text not null check (reason <> ''),
        state text not null check (state in ('ASKED', 'GRANTED', 'REFUSED')),
        -- the law gives it to whoever tells why in time: nobody has to grant it
        by_law boolean not null,
        asked_by uuid not null references access.accounts,
        asked_at timestamptz not null,
        decided_by uuid references access.accounts,
        decided_at timestamptz,
        decision_reason text,
        version integer not null default 1,
        ${ofRequest}
      )`);
    await runner.query(
      `create unique index extensions_one_open on requests.extensions (request_id) where state = 'ASKED'`,
    );
  }

  private async ladderTables(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table requests.escalations (
        id uuid primary key,
        partnership_id uuid not null,
        request_id uuid not null,
        level integer not null check (level between 1 and 5),
        addressee text not null check (addressee <> ''),
        term_days integer not null check (term_days > 0),
        unit text not null check (unit in ('CALENDAR', 'WORKING', 'PARLIAMENTARY')),
        needs_approval boolean not null,
        reason text not null check (reason <> ''),
        state text not null check (state in ('PROPOSED', 'APPROVED', 'REFUSED', 'CONFIRMED', 'LAPSED')),
        -- null: the clock proposed it, because no answer came by that day
        proposed_by uuid references access.accounts,
        clock_due_on date,
        proposed_at timestamptz not null,
        -- who leads the request, and for which municipality: somebody of another one has to approve
        lead_id uuid references access.accounts,
        lead_for uuid references directory.municipalities,
        decided_by uuid references access.accounts,
        decided_for uuid references directory.municipalities,
        decided_at timestamptz,
        decision_reason text,
        confirmed_by uuid references access.accounts,
        confirmed_at timestamptz,
        due_on date,
        version integer not null default 1,
        ${ofRequest},
        check (level < 2 or needs_approval),
        check ((proposed_by is null) = (clock_due_on is not null)),
        check (state <> 'CONFIRMED' or (confirmed_by is not null and confirmed_at is not null and due_on is not null)),
        check (state <> 'CONFIRMED' or not needs_approval or
               (decided_by is not null and decided_by <> lead_id and decided_for is not null and decided_for <> lead_for))
      )`);
    await runner.query(
      `create unique index escalations_one_open on requests.escalations (request_id) where state in ('PROPOSED', 'APPROVED')`,
    );
    await runner.query(
      `create unique index escalations_once_a_level on requests.escalations (request_id, level) where state = 'CONFIRMED'`,
    );
    await runner.query(`
      create table requests.sharing_decisions (
        id uuid primary key,
        partnership_id uuid not null references partnerships.partnerships on delete cascade,
        shares boolean not null,
        -- which body decided, in words
        decided_by text not null check (decided_by <> ''),
        decided_on date not null,
        recorded_by uuid not null references access.accounts,
        recorded_at timestamptz not null
      )`);
    await runner.query(
      `create index sharing_decisions_last on requests.sharing_decisions (partnership_id, recorded_at desc)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop schema requests cascade`);
  }
}
