import { inForce, holdsToday } from '#libs/access';
import { API_ROLE } from '#libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const jobOnly = `
  if platform.running_job() is null then raise exception 'only a job does so' using errcode = '42501'; end if;`;
const nobodyOnly = `
  if platform.account_id() is not null then raise exception 'nobody in person does so' using errcode = '42501'; end if;`;
const personOnly = `
  if platform.account_id() is null or platform.partnership_id() is not null then
    raise exception 'only a person does so' using errcode = '42501'; end if;
  perform pg_advisory_xact_lock(7263431, hashtext(platform.account_id()::text));`;
/** Whether somebody works anywhere, or will: not withdrawn and not over. */
const worksSomewhere = (account: string) => `exists (
  select from access.mandates m where m.account_id = ${account} and m.withdrawn_at is null
    and (${holdsToday('m')} or m.valid_from > (now() at time zone 'Europe/Brussels')::date))`;

/**
 * A device goes with the session in which it was switched on, when somebody ends that; and with the last mandate. A message on
 * its way goes no further once its reader has no right any more where it came from. A browser that renews its address stays one device.
 */
export class DevicesOfSessions1796140320100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // No foreign key: a session that ran out does not take the device along.
    await runner.query(`alter table notifications.push_devices add column session_id uuid`);
    await runner.query(`create index push_devices_by_session on notifications.push_devices (session_id)`);
    await runner.query(`alter table notifications.pushes add column partnership_ids uuid[] not null default '{}'`);

    const create = async (signature: string, returns: string, body: string, declare = ''): Promise<void> => {
      await runner.query(`
        create or replace function notifications.${signature} returns ${returns} language plpgsql volatile security definer
        set search_path = pg_catalog, pg_temp as $$ ${declare} begin ${body} end $$`);
      const name = signature.replace(/(\(|, )\w+ /g, '$1');
      await runner.query(`revoke execute on function notifications.${name} from public`);
      if (returns !== 'trigger') await runner.query(`grant execute on function notifications.${name} to ${API_ROLE}`);
    };
    await runner.query(
      `drop function notifications.add_push_device(uuid, text, text, text, text, integer, timestamptz)`,
    );
    // A browser that somebody else signs in to is theirs now: the one before gets nothing there any more.
    await create(
      'add_push_device(device uuid, address text, public_key text, secret text, called text, session uuid, most integer, moment timestamptz)',
      'boolean',
      `${personOnly}
       delete from notifications.push_devices d where d.endpoint = address;
       if (select count(*) from notifications.push_devices d where d.account_id = platform.account_id()) >= most then
         return false; end if;
       insert into notifications.push_devices (id, account_id, endpoint, p256dh, auth, name, created_at, session_id)
       values (device, platform.account_id(), address, public_key, secret, called, moment, session);
       return true;`,
    );
    await create(
      'renew_push_device(fingerprint text, address text, public_key text, secret text, session uuid)',
      'boolean',
      `${personOnly}
       select d.id into device from notifications.push_devices d
       where d.account_id = platform.account_id() and encode(sha256(convert_to(d.endpoint, 'UTF8')), 'hex') = fingerprint;
       if device is null then return false; end if;
       delete from notifications.push_devices d where d.endpoint = address and d.id <> device;
       update notifications.push_devices d
       set endpoint = address, p256dh = public_key, auth = secret, session_id = session where d.id = device;
       return true;`,
      'declare device uuid;',
    );
    await runner.query(`drop function notifications.queue_pushes(uuid, text, integer, timestamptz)`);
    await create(
      'queue_pushes(reader uuid, what text, how_many integer, partnerships uuid[], moment timestamptz)',
      'void',
      `${jobOnly}
       insert into notifications.pushes (id, account_id, device_id, things, body, partnership_ids, created_at, due_at)
       select gen_random_uuid(), d.account_id, d.id, how_many, what, partnerships, moment, moment
       from notifications.push_devices d where d.account_id = reader;`,
    );
    // Whoever takes one has it alone until the lease is over; a process that died lets go by itself.
    await create(
      'take_push(moment timestamptz, lease interval)',
      'setof jsonb',
      `${nobodyOnly}
       loop
         select q.* into push from notifications.pushes q where q.due_at <= moment and q.device_id is not null
         order by q.due_at limit 1 for update skip locked;
         exit when not found;
         if exists (select from unnest(push.partnership_ids) place where not exists (
                      select from access.mandates m
                      where m.account_id = push.account_id and m.partnership_id = place and ${inForce('m')})) then
           update notifications.pushes set problem = 'NO_RIGHT', due_at = null, body = null, given_up_at = moment where id = push.id;
         else
           update notifications.pushes set due_at = moment + lease, attempts = attempts + 1 where id = push.id;
           return query select jsonb_build_object('id', push.id, 'body', push.body, 'attempts', push.attempts + 1,
               'createdAt', push.created_at, 'endpoint', d.endpoint, 'p256dh', d.p256dh, 'auth', d.auth)
             from notifications.push_devices d where d.id = push.device_id;
           exit;
         end if;
       end loop;`,
      'declare push notifications.pushes;',
    );
    // Also what waited for a device that was taken away meanwhile, and devices of those who work nowhere any more.
    await create(
      'tidy_pushes(moment timestamptz, before timestamptz)',
      'void',
      `${jobOnly}
       delete from notifications.push_devices d where not ${worksSomewhere('d.account_id')};
       update notifications.pushes set problem = 'GONE', due_at = null, body = null, given_up_at = moment
       where due_at is not null and device_id is null;
       delete from notifications.pushes where created_at < before and due_at is null;`,
    );
    await create(
      'devices_end()',
      'trigger',
      `delete from notifications.push_devices d
       where d.account_id = new.account_id and not ${worksSomewhere('new.account_id')};
       return null;`,
    );
    await runner.query(`
      create trigger devices_end after update of withdrawn_at on access.mandates for each row
      when (old.withdrawn_at is null and new.withdrawn_at is not null) execute function notifications.devices_end()`);
  }

  async down(): Promise<void> {
    throw new Error('who signed out would be told again');
  }
}
