import { API_ROLE } from '#libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const AWAITING = `('SENT', 'RECEIVED', 'IN_PROGRESS', 'NOT_SUFFICIENT', 'ESCALATED')`;
/** What somebody without an account puts with an answer that was not sent yet; no room offers it, so that nobody else sees it. */
const DRAFTED = `a.owner_type = 'RequestGuest' and a.owner_id = me.id and a.guest_id = me.id`;
const ME = `select g.* into me from requests.guests g where g.id = requests.guest_here(moment);`;
/** Files of the request as both sides see it, and own ones that were not sent yet: never those of notes. */
const SEEN = `from requests.guests me join files.attachments a on a.partnership_id = me.partnership_id
  where me.id = requests.guest_here(moment) and (
    (${DRAFTED})
    or a.status <> 'UPLOADING' and (
      (a.owner_type = 'Request' and a.owner_id = me.request_id)
      or (a.owner_type = 'RequestEntry' and exists (
            select from requests.entries e where e.partnership_id = me.partnership_id and e.request_id = me.request_id
              and e.id = a.owner_id and e.kind = 'MESSAGE'))
      or (a.owner_type = 'RequestAnswer' and exists (
            select from requests.answers w where w.partnership_id = me.partnership_id and w.request_id = me.request_id
              and w.id = a.owner_id))))`;

/** What people without an account do with files: functions of the owner, as everything they do. */
export class FilesOfGuests1796140300200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table files.attachments add foreign key (partnership_id, guest_id)
        references requests.guests (partnership_id, id) on delete cascade`);
    await runner.query(`
      create trigger files_go_with_it after delete on requests.guests
        for each row execute function files.forget_item('RequestGuest')`);
    await this.reading(runner);
    await this.sending(runner);
  }

  private async create(runner: QueryRunner, signature: string, returns: string, language: string, body: string) {
    await runner.query(`
      create function requests.${signature} returns ${returns} language ${language} security definer
      set search_path = pg_catalog, pg_temp as $$ ${body} $$`);
    const name = signature.replace(/(\(|, )\w+ /g, '$1');
    await runner.query(`revoke execute on function requests.${name} from public`);
    await runner.query(`grant execute on function requests.${name} to ${API_ROLE}`);
  }

  private async reading(runner: QueryRunner): Promise<void> {
    await this.create(
      runner,
      'guest_files(moment timestamptz)',
      'jsonb',
      'sql stable',
      `select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name, 'size', a.size, 'status', a.status,
                'at', a.created_at, 'with', a.owner_type, 'withId', a.owner_id) order by a.created_at, a.id), '[]')
       ${SEEN} and a.status <> 'UPLOADING'`,
    );
    await this.create(
      runner,
      'guest_file(file uuid, moment timestamptz)',
      'jsonb',
      'sql stable',
      `select jsonb_build_object('id', a.id, 'partnershipId', a.partnership_id, 'name', a.name, 'size', a.size,
                'received', a.received, 'mediaType', a.media_type, 'status', a.status, 'drafted', ${DRAFTED},
                'parts', (select coalesce(jsonb_agg(jsonb_build_object('key', p.key, 'start', p.start, 'size', p.size)
                                                    order by p.start), '[]')
                          from files.parts p where p.attachment_id = a.id))
       ${SEEN} and a.id = file`,
    );
  }

  private async sending(runner: QueryRunner): Promise<void> {
    const act = (signature: string, returns: string, body: string) =>
      this.create(
        runner,
        signature,
        returns,
        'plpgsql volatile',
        `declare me requests.guests; r requests.requests; sent integer; begin ${ME} ${body} end`,
      );
    await act(
      'guest_file_begin(file uuid, called text, bytes bigint, most integer, quota bigint, until timestamptz, moment timestamptz)',
      'text',
      `if me.id is null then return 'GONE'; end if;
       select q.* into r from requests.requests q
       where q.partnership_id = me.partnership_id and q.id = me.request_id for update;
       if r.status not in ${AWAITING} then return 'NOT_AWAITED'; end if;
       if (select count(*) from files.attachments a where ${DRAFTED}) >= most then return 'MANY_FILES'; end if;
       insert into files.attachments (id, partnership_id, owner_type, owner_id, name, size, status, created_at, guest_id, expires_at)
       values (file, me.partnership_id, 'RequestGuest', me.id, called, bytes, 'UPLOADING', moment, me.id, until);
       -- The row of the usage is held until commit: two at once cannot both take the last room.
       if (select u.bytes from files.usage u where u.partnership_id = me.partnership_id) > quota then return 'FULL'; end if;
       return 'DONE';`,
    );
    await act(
      'guest_file_part(file uuid, part uuid, part_start bigint, part_size integer, until timestamptz, moment timestamptz)',
      'boolean',
      `update files.attachments a set received = a.received + part_size, expires_at = until
       where a.id = file and ${DRAFTED} and a.status = 'UPLOADING' and a.received = part_start
         and a.received + part_size <= a.size;
       if not found then return false; end if;
       insert into files.parts (partnership_id, attachment_id, start, size, key)
       values (me.partnership_id, file, part_start, part_size, part);
       return true;`,
    );
    await act(
      'guest_file_done(file uuid, media text, verdict text, moment timestamptz)',
      'boolean',
      `update files.attachments a set media_type = media, status = verdict, expires_at = null
       where a.id = file and ${DRAFTED} and a.status = 'UPLOADING' and a.received = a.size
         and verdict in ('CHECKING', 'READY');
       return found;`,
    );
    await act(
      'guest_file_remove(file uuid, moment timestamptz)',
      'boolean',
      `delete from files.attachments a where a.id = file and ${DRAFTED}; return found;`,
    );
    // With the answer that was just given, and nowhere else; what did not arrive is not sent.
    await act(
      'guest_files_sent(answer uuid, moment timestamptz)',
      'integer',
      `delete from files.attachments a where ${DRAFTED} and a.status in ('UPLOADING', 'REFUSED');
       with given as (
         update files.attachments a set owner_type = 'RequestAnswer', owner_id = w.id from requests.answers w
         where ${DRAFTED} and w.partnership_id = me.partnership_id and w.request_id = me.request_id
           and w.id = answer and w.guest_id = me.id and w.created_at = moment
         returning a.id)
       select count(*) into sent from given;
       return sent;`,
    );
  }

  async down(): Promise<void> {
    throw new Error('what was answered is not forgotten');
  }
}
