import { caller, visible } from '#libs/access';
import { Clock } from '#libs/kernel';
import { Db } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import type { Choices } from '../reason.rules.js';
import type { MailLanguage } from './settings.types.js';

/** What a person chose. */
export interface PersonSettings extends Choices {
  language: MailLanguage | null;
  stopped: boolean;
  reachable: boolean;
}

const NOTHING: Choices = { ways: {}, quietDays: null };

/** What people and organisations chose. */
@Injectable()
export class SettingsStore {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  async ofCaller(): Promise<PersonSettings> {
    const [row] = await this.db.query<PersonSettings>(
      `select coalesce(s.ways, '{}') as ways, s.quiet_days as "quietDays", s.language,
              s.stopped_at is not null as stopped, a.email is not null as reachable
       from access.accounts a
       left join notifications.person_settings s on s.account_id = a.id and ${visible('notifications.person_settings', 's')}
       where a.id = $1`,
      [caller().accountId],
    );
    return row ?? { ...NOTHING, language: null, stopped: false, reachable: false };
  }

  /** Of the organisation the caller acts for. */
  async ofOrganisation(): Promise<Choices> {
    const [row] = await this.db.query<Choices>(
      `select s.ways, s.quiet_days as "quietDays" from notifications.organisation_settings s
       where s.organisation_id = $1 and ${visible('notifications.organisation_settings', 's')}`,
      [caller().organisationId],
    );
    return row ?? NOTHING;
  }

  async saveForCaller({ ways, quietDays, language, stopped }: PersonSettings): Promise<void> {
    await this.db.query(
      `insert into notifications.person_settings as s (account_id, ways, quiet_days, language, stopped_at, updated_at)
       values ($1, $2, $3, $4, case when $5 then $6::timestamptz end, $6)
       on conflict (account_id) do update set ways = $2, quiet_days = $3, language = $4, updated_at = $6,
         stopped_at = case when $5 then coalesce(s.stopped_at, $6) end`,
      [caller().accountId, JSON.stringify(ways), quietDays, language, stopped, this.clock.now()],
    );
  }

  async saveForOrganisation({ ways, quietDays }: Choices): Promise<void> {
    await this.db.query(
      `insert into notifications.organisation_settings (organisation_id, ways, quiet_days, updated_at, updated_by)
       values ($1, $2, $3, $4, $5)
       on conflict (organisation_id) do update set ways = $2, quiet_days = $3, updated_at = $4, updated_by = $5`,
      [caller().organisationId, JSON.stringify(ways), quietDays, this.clock.now(), caller().accountId],
    );
  }
}
