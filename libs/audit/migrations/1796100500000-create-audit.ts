import { API_ROLE, createSchema, secureTable } from '#libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Chained lines that can be added and read, and nothing else. */
export class CreateAudit1796100500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createSchema(runner, 'audit');
    await runner.query(`
      create table audit.chains (
        -- the partnership; all zeros for what belongs to none
        id uuid primary key,
        last_sequence bigint not null default 0,
        -- hash of the last line; zeros before the first
        head bytea not null default decode(repeat('00', 32), 'hex') check (octet_length(head) = 32)
      )`);
    // No foreign keys to what a line is about: it outlives that.
    await runner.query(`
      create table audit.lines (
        chain_id uuid not null references audit.chains,
        sequence bigint not null,
        at timestamptz not null,
        kind text not null check (kind in ('CHANGE', 'READ', 'SESSION')),
        account_id uuid,
        organisation_id uuid,
        client_id uuid,
        action text not null check (action ~ '^[A-Za-z][A-Za-z0-9]{0,99}$'),
        subject_type text check (subject_type ~ '^[A-Za-z]{1,100}$'),
        subject_id uuid,
        -- accounts it concerns, besides who did it
        person_ids uuid[] not null,
        fields text[] not null check (array_to_string(fields, '.') ~ '^[A-Za-z0-9_.]*$'),
        result text not null check (result ~ '^[A-Z][A-Z0-9_]{0,99}$'),
        prev_hash bytea not null,
        hash bytea not null,
        primary key (chain_id, sequence),
        check ((subject_type is null) = (subject_id is null))
      )`);
    await runner.query(`create index lines_account on audit.lines (account_id, at)`);
    await runner.query(`create index lines_persons on audit.lines using gin (person_ids)`);

    await runner.query(`
      create function audit.refuse() returns trigger language plpgsql set search_path = pg_catalog, pg_temp
      as $$ begin
        raise exception 'the audit log is only ever added to' using errcode = '42501';
      end $$`);
    await runner.query(`
      create function audit.only_forward() returns trigger language plpgsql set search_path = pg_catalog, pg_temp
      as $$ begin
        if new.id <> old.id or new.last_sequence <> old.last_sequence + 1 then
          raise exception 'a chain only ever grows' using errcode = '42501';
        end if;
        return new;
      end $$`);
    for (const [table, operations] of [
      ['lines', 'update or delete'],
      ['chains', 'delete'],
    ])
      await runner.query(
        `create trigger only_added before ${operations} on audit.${table} for each row execute function audit.refuse()`,
      );
    for (const table of ['lines', 'chains'])
      await runner.query(
        `create trigger never_emptied before truncate on audit.${table} for each statement execute function audit.refuse()`,
      );
    await runner.query(
      `create trigger only_forward before update on audit.chains for each row execute function audit.only_forward()`,
    );

    // The text whose hash is taken: one value a line, so that anybody can compute it again. chain.rules.ts has it too.
    await runner.query(`
      create function audit.canonical(line audit.lines) returns text language sql stable
      set search_path = pg_catalog, pg_temp
      as $$ select array_to_string(array[
              'samenregie audit 1', line.chain_id::text, line.sequence::text,
              to_char(line.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), line.kind,
              line.account_id::text, line.organisation_id::text, line.client_id::text, line.action,
              line.subject_type, line.subject_id::text,
              array_to_json(line.person_ids)::text, array_to_json(line.fields)::text, line.result], E'\\n', '') $$`);
    // The only way in. The row of the chain is held from here to the end of the transaction: call it as the last thing.
    await runner.query(`
      create function audit.append(entries jsonb, client uuid) returns void language plpgsql security definer
      set search_path = pg_catalog, pg_temp
      as $$
      declare
        entry record;
        line audit.lines;
      begin
        -- Who looks through somebody's eyes does nothing in their name.
        if platform.partnership_id() is not null then
          raise exception 'nobody acts in a preview' using errcode = '42501';
        end if;
        for entry in
          select coalesce(s.id, '00000000-0000-0000-0000-000000000000') as chain, e.*
          from jsonb_to_recordset(entries)
               as e(partnership uuid, kind text, action text, subject_type text, subject_id uuid, persons jsonb,
                    fields jsonb, result text)
          left join live.streams s on s.id = e.partnership
          -- in one order, so that two writers of two chains cannot wait for each other
          order by 1
        loop
          insert into audit.chains (id) values (entry.chain) on conflict do nothing;
          select c.id, c.last_sequence + 1, c.head into line.chain_id, line.sequence, line.prev_hash
          from audit.chains c where c.id = entry.chain for update;
          line.at := clock_timestamp();
          line.account_id := platform.account_id();
          line.organisation_id := platform.organisation_id();
          line.client_id := client;
          line.kind := entry.kind;
          line.action := entry.action;
          line.subject_type := entry.subject_type;
          line.subject_id := entry.subject_id;
          line.person_ids := array(select jsonb_array_elements_text(entry.persons)::uuid);
          line.fields := array(select jsonb_array_elements_text(entry.fields));
          line.result := entry.result;
          line.hash := sha256(line.prev_hash || convert_to(audit.canonical(line), 'UTF8'));
          insert into audit.lines select line.*;
          update audit.chains set last_sequence = line.sequence, head = line.hash where id = line.chain_id;
        end loop;
      end $$`);
    await runner.query(`revoke execute on all functions in schema audit from public`);
    await runner.query(`grant execute on function audit.append(jsonb, uuid) to ${API_ROLE}`);

    const me = `(select platform.account_id())`;
    await secureTable(runner, 'audit.chains');
    await secureTable(runner, 'audit.lines', {
      select: `chain_id = any ((select access.auditable_ids())::uuid[])
               or ((account_id = ${me} or person_ids @> array[${me}]) and (select platform.partnership_id()) is null)`,
    });
  }

  async down(): Promise<void> {
    throw new Error('the audit log is not taken away');
  }
}
