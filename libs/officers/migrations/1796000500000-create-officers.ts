import { createSchema, secureTable } from '#libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * No Flemish norm is published (DOMAIN section 3): 1 full-time equivalent is taken as 38 hours a week and 220 days a
 * year after leave, so 440 half-days.
 */
const NORM = {
  halfDays: 440,
  validFrom: '2000-01-01',
  verification: 'GENERAL',
  source: 'Aanname: 38 uren per week en 220 werkbare dagen per jaar na verlof; geen Vlaamse norm gevonden',
};

/** Working time as dated data, the appointments of shared officers, and the half-days agreed per municipality. */
export class CreateOfficers1796000500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createSchema(runner, 'officers');
    await runner.query(`
      create table officers.working_time_norms (
        valid_from date primary key,
        valid_until date,
        half_days_per_fte integer not null check (half_days_per_fte > 0),
        verification text not null,
        source text not null,
        check (valid_until is null or valid_from <= valid_until),
        exclude using gist (daterange(valid_from, valid_until, '[]') with &&)
      )`);
    await runner.query(`
      create table officers.appointments (
        id uuid primary key,
        partnership_id uuid not null references partnerships.partnerships on delete cascade,
        -- the person's own account, when there is one
        account_id uuid references access.accounts on delete set null,
        person_name text not null check (person_name <> ''),
        person_email text,
        employer_municipality_id uuid not null references directory.municipalities,
        fte_hundredths integer not null check (fte_hundredths between 1 and 100),
        valid_from date not null,
        valid_until date,
        common_half_days integer not null check (common_half_days >= 0),
        version integer not null default 1,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        updated_by uuid references access.accounts on delete set null,
        unique (partnership_id, id),
        check (valid_until is null or valid_from <= valid_until)
      )`);
    await runner.query(`
      create table officers.allocations (
        partnership_id uuid not null,
        appointment_id uuid not null,
        municipality_id uuid not null references directory.municipalities,
        half_days_per_year integer not null check (half_days_per_year >= 0),
        primary key (appointment_id, municipality_id),
        foreign key (partnership_id, appointment_id)
          references officers.appointments (partnership_id, id) on delete cascade
      )`);
    const inside = `partnership_id = any ((select access.workspace_ids())::uuid[])`;
    const managed = `partnership_id = any ((select access.managed_ids())::uuid[])`;
    await secureTable(runner, 'officers.working_time_norms', { select: `(select platform.account_id()) is not null` });
    // Hours of a person are nothing for actors outside the partnership.
    await secureTable(runner, 'officers.appointments', { select: inside, insert: managed, update: managed });
    await secureTable(runner, 'officers.allocations', { select: inside, insert: managed, delete: managed });
    await runner.query(
      `insert into officers.working_time_norms (valid_from, half_days_per_fte, verification, source) values ($1, $2, $3, $4)`,
      [NORM.validFrom, NORM.halfDays, NORM.verification, NORM.source],
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop schema officers cascade`);
  }
}
