import { API_ROLE, createSchema, openTable, secureTable } from '#libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const FUNCTION = 'language plpgsql security definer set search_path = pg_catalog, pg_temp';

/** Attachments in parts, as they were sent. Whose they are, the rooms above say: see `openFilesOf`. */
export class CreateFiles1796110550000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createSchema(runner, 'files');
    await runner.query(`
      create table files.attachments (
        id uuid primary key,
        partnership_id uuid not null references live.streams on delete cascade,
        -- GraphQL type and id of what it hangs on
        owner_type text not null check (owner_type ~ '^[A-Za-z]{1,100}$'),
        owner_id uuid not null,
        name text not null check (length(name) between 1 and 200),
        size bigint not null check (size > 0),
        received bigint not null default 0 check (received between 0 and size),
        media_type text,
        status text not null check (status in ('UPLOADING', 'CHECKING', 'READY', 'REFUSED')),
        created_at timestamptz not null,
        created_by uuid not null references access.accounts,
        organisation_id uuid references access.organisations,
        -- when an unfinished one is given up
        expires_at timestamptz,
        unique (partnership_id, id),
        check ((status = 'UPLOADING') = (expires_at is not null)),
        check ((status = 'UPLOADING') = (media_type is null)),
        check (status = 'UPLOADING' or received = size)
      )`);
    await runner.query(`create index attachments_owner on files.attachments (owner_type, owner_id, created_at, id)`);
    await runner.query(
      `create index attachments_unfinished on files.attachments (expires_at) where expires_at is not null`,
    );
    await runner.query(`
      create table files.parts (
        partnership_id uuid not null,
        attachment_id uuid not null,
        start bigint not null check (start >= 0),
        size integer not null check (size > 0),
        -- its name in the store
        key uuid not null unique,
        primary key (attachment_id, start),
        foreign key (partnership_id, attachment_id) references files.attachments (partnership_id, id) on delete cascade
      )`);
    await runner.query(`
      create table files.usage (
        partnership_id uuid primary key references live.streams on delete cascade,
        bytes bigint not null check (bytes >= 0)
      )`);
    // What the store may hold and nothing names: parts that were removed, and those that were never finished.
    await runner.query(`create table files.leftovers (key uuid primary key, since timestamptz not null)`);
    await this.bookkeeping(runner);
    await this.work(runner);

    const visible = `exists (select from files.attachments a where a.id = attachment_id)`;
    await secureTable(runner, 'files.attachments');
    await secureTable(runner, 'files.parts');
    await secureTable(runner, 'files.usage');
    await secureTable(runner, 'files.leftovers');
    await openTable(runner, 'files.parts', {
      select: visible,
      insert: `exists (select from files.attachments a where a.id = attachment_id and a.partnership_id = parts.partnership_id
                 and a.status = 'UPLOADING' and a.created_by = (select platform.account_id()))`,
    });
    await openTable(runner, 'files.usage', {
      select: `partnership_id = any ((select access.workspace_ids())::uuid[])`,
    });
    await runner.query(`grant select, insert, update, delete on files.attachments to ${API_ROLE}`);
  }

  /** What is used, and what is left over, follows from the rows whoever changes them. */
  private async bookkeeping(runner: QueryRunner): Promise<void> {
    const trigger = async (name: string, table: string, when: string, body: string): Promise<void> => {
      await runner.query(
        `create function files.${name}() returns trigger ${FUNCTION} as $$ begin ${body} return null; end $$`,
      );
      await runner.query(`revoke execute on function files.${name}() from public`);
      await runner.query(
        `create trigger ${name} after ${when} on files.${table} for each row execute function files.${name}()`,
      );
    };
    await trigger(
      'count_usage',
      'attachments',
      'insert or delete',
      `if tg_op = 'INSERT' then
         insert into files.usage as u (partnership_id, bytes) values (new.partnership_id, new.size)
         on conflict (partnership_id) do update set bytes = u.bytes + new.size;
       else
         update files.usage u set bytes = u.bytes - old.size where u.partnership_id = old.partnership_id;
       end if;`,
    );
    await trigger('part_kept', 'parts', 'insert', `delete from files.leftovers l where l.key = new.key;`);
    await trigger(
      'part_left',
      'parts',
      'delete',
      `insert into files.leftovers (key, since) values (old.key, statement_timestamp()) on conflict do nothing;`,
    );
    await runner.query(`
      create function files.forget_item() returns trigger ${FUNCTION}
      as $$ begin
        delete from files.attachments a where a.owner_type = tg_argv[0] and a.owner_id = old.id;
        return null;
      end $$`);
    await runner.query(`revoke execute on function files.forget_item() from public`);
  }

  /** What jobs do. */
  private async work(runner: QueryRunner): Promise<void> {
    const give = async (signature: string, types: string, returns: string, body: string): Promise<void> => {
      await runner.query(
        `create function files.${signature} returns ${returns} ${FUNCTION} as $$ begin ${body} end $$`,
      );
      const name = `files.${signature.slice(0, signature.indexOf('('))}(${types})`;
      await runner.query(`revoke execute on function ${name} from public`);
      await runner.query(`grant execute on function ${name} to ${API_ROLE}`);
    };
    const onlyJobs = `if platform.running_job() is null then raise exception 'only for jobs' using errcode = '42501'; end if;`;
    await give(
      'announce_part(part uuid, until timestamptz)',
      'uuid, timestamptz',
      'void',
      `insert into files.leftovers (key, since) select part, until where not exists (select from files.parts p where p.key = part);`,
    );
    await give(
      'parts_to_check(attachment uuid)',
      'uuid',
      'setof files.parts',
      `return query select p.* from files.parts p join files.attachments a on a.id = p.attachment_id
         where a.id = attachment and a.status = 'CHECKING' and a.partnership_id = platform.job_partnership_id() order by p.start;`,
    );
    await give(
      'finish_check(attachment uuid, verdict text)',
      'uuid, text',
      'boolean',
      `update files.attachments a set status = verdict
         where a.id = attachment and a.status = 'CHECKING' and a.partnership_id = platform.job_partnership_id()
           and verdict in ('READY', 'REFUSED');
       return found;`,
    );
    await give(
      'expire_uploads(moment timestamptz)',
      'timestamptz',
      'void',
      `${onlyJobs} delete from files.attachments a where a.expires_at < moment;`,
    );
    await give(
      'take_leftovers(moment timestamptz, most integer)',
      'timestamptz, integer',
      'setof uuid',
      `${onlyJobs}
       return query delete from files.leftovers l where l.key in (
           select o.key from files.leftovers o where o.since <= moment order by o.since limit most for update skip locked)
         returning l.key;`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop schema files cascade`);
  }
}
