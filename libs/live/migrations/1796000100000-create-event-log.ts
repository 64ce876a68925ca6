import { createSchema, secureTable } from '#libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One counter row per partnership and the numbered log; `access` says later who may read which. */
export class CreateEventLog1796000100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createSchema(runner, 'live');
    await runner.query(`
      create table live.streams (
        id uuid primary key,
        epoch uuid not null default gen_random_uuid(),
        last_sequence bigint not null default 0,
        purged_until bigint not null default 0,
        created_at timestamptz not null,
        check (0 <= purged_until and purged_until <= last_sequence)
      )`);
    await runner.query(`
      create table live.events (
        stream_id uuid not null references live.streams on delete cascade,
        sequence bigint not null,
        type text not null,
        at timestamptz not null,
        account_id uuid,
        organisation_id uuid,
        subject_type text not null,
        subject_id uuid not null,
        changed_fields text[] not null default '{}',
        version integer,
        party_ids uuid[] not null default '{}',
        primary key (stream_id, sequence)
      )`);
    await runner.query(
      `comment on column live.events.party_ids is 'directory ids of actors outside the partnership who may receive the event'`,
    );
    await secureTable(runner, 'live.streams');
    await secureTable(runner, 'live.events');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop schema live cascade`);
  }
}
