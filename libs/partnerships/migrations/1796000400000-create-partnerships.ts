import { newId } from '#libs/kernel';
import { createSchema, secureTable } from '#libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { electionYears, legalForms } from './data/legal-forms.js';

const STATUSES = `'EXPLORATION', 'DRAFTING', 'IN_COUNCILS', 'AWAITING_ADVICE', 'FOUNDED', 'ACTIVE', 'AMENDING',
  'ACCESSION_PENDING', 'EXIT_PENDING', 'RENEWAL_DUE', 'DISSOLVING', 'IN_LIQUIDATION', 'CLOSED', 'ABANDONED'`;
const VERIFICATIONS = `'VERIFIED', 'CONTENT', 'NUMBER', 'CONCORDANCE', 'GENERAL', 'NOT_FOUND'`;
const RULE_COLUMNS = `legal_personality, management_transfer, requires_kbo_number, region_decree_applies,
  maximum_term_years, withdrawal_allowed, decision_window_months, barred_in_election_year, rules_verified,
  verification, source`;

/** Legal forms as dated data, partnerships, their members and the history of their status. */
export class CreatePartnerships1796000400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createSchema(runner, 'partnerships');
    await this.createLegalForms(runner);
    await this.createPartnerships(runner);
    await this.secure(runner);
    await this.seed(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop schema partnerships cascade`);
  }

  private async createLegalForms(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table partnerships.legal_forms (
        code text primary key,
        id uuid not null unique,
        name text not null,
        abbreviation text
      )`);
    // Law changes: a new version of the rules is a new row, so that what held earlier can still be explained.
    await runner.query(`
      create table partnerships.legal_form_rules (
        legal_form_code text not null references partnerships.legal_forms,
        valid_from date not null,
        valid_until date,
        legal_personality boolean not null,
        management_transfer boolean not null,
        requires_kbo_number boolean not null,
        region_decree_applies boolean not null,
        maximum_term_years integer check (maximum_term_years > 0),
        withdrawal_allowed boolean,
        decision_window_months integer check (decision_window_months > 0),
        barred_in_election_year boolean,
        rules_verified boolean not null,
        verification text not null check (verification in (${VERIFICATIONS})),
        source text not null,
        primary key (legal_form_code, valid_from),
        check (valid_until is null or valid_from <= valid_until),
        exclude using gist (legal_form_code with =, daterange(valid_from, valid_until, '[]') with &&)
      )`);
    await runner.query(`
      create table partnerships.legal_form_origins (
        legal_form_code text not null,
        valid_from date not null,
        rule text not null,
        verification text not null check (verification in (${VERIFICATIONS})),
        article text,
        source text not null,
        primary key (legal_form_code, valid_from, rule),
        foreign key (legal_form_code, valid_from) references partnerships.legal_form_rules
      )`);
    await runner.query(`
      create table partnerships.election_years (year integer primary key, source text not null)`);
  }

  private async createPartnerships(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table partnerships.partnerships (
        id uuid primary key references live.streams on delete cascade,
        name text not null check (name <> '' and char_length(name) <= 200),
        legal_form_code text not null references partnerships.legal_forms,
        status text not null check (status in (${STATUSES})),
        managing_municipality_id uuid references directory.municipalities,
        starts_on date,
        ends_on date,
        example_data boolean not null default false,
        version integer not null default 1,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        updated_by uuid references access.accounts on delete set null,
        check (ends_on is null or starts_on <= ends_on)
      )`);
    await runner.query(`create index partnerships_name on partnerships.partnerships (name, id)`);
    await runner.query(`
      create table partnerships.members (
        id uuid primary key,
        partnership_id uuid not null references partnerships.partnerships on delete cascade,
        municipality_id uuid not null references directory.municipalities,
        role text not null check (role in ('FOUNDER', 'PARTICIPANT', 'OBSERVER')),
        valid_from date not null,
        valid_until date,
        unique (partnership_id, id),
        check (valid_until is null or valid_from <= valid_until),
        exclude using gist (partnership_id with =, municipality_id with =,
                            daterange(valid_from, valid_until, '[]') with &&)
      )`);
    await runner.query(`create index members_municipality on partnerships.members (municipality_id)`);
    await runner.query(`
      create table partnerships.status_changes (
        id uuid primary key,
        partnership_id uuid not null references partnerships.partnerships on delete cascade,
        from_status text check (from_status in (${STATUSES})),
        to_status text not null check (to_status in (${STATUSES})),
        reason text,
        at timestamptz not null,
        account_id uuid references access.accounts on delete set null,
        organisation_id uuid references access.organisations on delete set null
      )`);
    await runner.query(`create index status_changes_partnership on partnerships.status_changes (partnership_id, at)`);
  }

  private async secure(runner: QueryRunner): Promise<void> {
    const inside = (column: string) => `${column} = any ((select access.workspace_ids())::uuid[])`;
    const letIn = (column: string) => `${column} = any ((select access.party_workspace_ids())::uuid[])`;
    const managed = (column: string) => `${column} = any ((select access.managed_ids())::uuid[])`;
    const signedIn = `(select platform.account_id()) is not null`;
    for (const table of ['legal_forms', 'legal_form_rules', 'legal_form_origins', 'election_years'])
      await secureTable(runner, `partnerships.${table}`, { select: signedIn });
    // Actors that were let in know with whom they deal: name and members, nothing more.
    await secureTable(runner, 'partnerships.partnerships', {
      select: `${inside('id')} or ${letIn('id')}`,
      insert: managed('id'),
      update: managed('id'),
    });
    await secureTable(runner, 'partnerships.members', {
      select: `${inside('partnership_id')} or ${letIn('partnership_id')}`,
      insert: managed('partnership_id'),
      update: managed('partnership_id'),
    });
    await secureTable(runner, 'partnerships.status_changes', {
      select: inside('partnership_id'),
      insert: `${managed('partnership_id')} and account_id = (select platform.account_id())`,
    });
  }

  private async seed(runner: QueryRunner): Promise<void> {
    for (const form of legalForms) {
      await runner.query(
        `insert into partnerships.legal_forms (code, id, name, abbreviation) values ($1, $2, $3, $4)`,
        [form.code, newId(), form.name, form.abbreviation],
      );
      await runner.query(
        `insert into partnerships.legal_form_rules (legal_form_code, valid_from, ${RULE_COLUMNS})
         select $1, r.valid_from, ${RULE_COLUMNS}
         from jsonb_populate_record(null::partnerships.legal_form_rules, $2) r`,
        [form.code, JSON.stringify(form)],
      );
      await runner.query(
        `insert into partnerships.legal_form_origins (legal_form_code, valid_from, rule, verification, article, source)
         select $1, $2, o.rule, o.verification, o.article, o.source
         from jsonb_populate_recordset(null::partnerships.legal_form_origins, $3) o`,
        [form.code, form.valid_from, JSON.stringify(form.origins)],
      );
    }
    await runner.query(
      `insert into partnerships.election_years (year, source)
       select unnest($1::int[]), 'Lokaal en Provinciaal Kiesdecreet van 8 juli 2011: om de zes jaar'`,
      [electionYears],
    );
  }
}
