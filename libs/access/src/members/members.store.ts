import { Clock, newId } from '#libs/kernel';
import { Db } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import type { CurrentMandate } from '../caller.js';
import { visible } from '../policy.js';
import type { ManagerPeriod } from './members.rules.js';

/** A mandate as stored, with what decides on its state. */
export interface MandateRow extends CurrentMandate {
  accountId: string;
  withdrawnAt: Date | null;
  withdrawalReason: string | null;
  takesPart: boolean;
}

/** An organisation's time in a partnership. */
export interface ParticipationRow {
  id: string;
  partnershipId: string;
  organisationId: string;
  validFrom: string;
  validUntil: string | null;
}

/** What managers and auditors may know of a member beyond the name. */
export interface ContactRow {
  accountId: string;
  organisationId: string;
  email: string | null;
  lastActiveOn: string | null;
}

const PARTICIPATION = `p.id, p.partnership_id as "partnershipId", p.organisation_id as "organisationId",
  p.valid_from as "validFrom", p.valid_until as "validUntil"`;

/** Connected systems have mandates too, which are managed with them and make nobody a manager. */
const PERSON = `a.kind = 'PERSON'`;

/** Mandates of people and participations; what is not visible to the caller does not exist here. */
@Injectable()
export class MembersStore {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** Keeps everybody else from changing who may do what in a partnership until the end of the transaction. */
  async hold(partnershipId: string): Promise<boolean> {
    const rows = await this.db.query(
      `select s.id from live.streams s where s.id = $1 and ${visible('live.streams', 's')} for update`,
      [partnershipId],
    );
    return rows.length > 0;
  }

  mandates(ids: readonly string[]): Promise<MandateRow[]> {
    return this.mandatesWhere(`m.id = any ($1)`, [ids]);
  }

  /** Those that hold, will hold, or ended after a day. */
  mandatesSince(partnershipId: string, day: string): Promise<MandateRow[]> {
    return this.mandatesWhere(
      `m.partnership_id = $1 and (m.withdrawn_at is null or m.withdrawn_at >= $2::date)
       and (m.valid_until is null or m.valid_until >= $2)`,
      [partnershipId, day],
    );
  }

  /** Mandates of a person for an organisation that give, or will give, rights. */
  openMandates(partnershipId: string, accountId: string, organisationId: string): Promise<MandateRow[]> {
    return this.mandatesWhere(
      `m.partnership_id = $1 and m.account_id = $2 and m.organisation_id = $3 and m.withdrawn_at is null
       and (m.valid_until is null or m.valid_until >= $4)`,
      [partnershipId, accountId, organisationId, this.clock.today()],
    );
  }

  /** Whether somebody with this e-mail address has, or will have, the role for the organisation. */
  async hasRole(partnershipId: string, email: string, organisationId: string, role: string): Promise<boolean> {
    const rows = await this.db.query(
      `select m.id from access.mandates m join access.accounts a on a.id = m.account_id
       where m.partnership_id = $1 and lower(a.email) = lower($2) and m.organisation_id = $3 and m.role = $4
             and m.withdrawn_at is null and (m.valid_until is null or m.valid_until >= $5)
             and ${visible('access.mandates', 'm')} and ${visible('access.accounts', 'a')}`,
      [partnershipId, email, organisationId, role, this.clock.today()],
    );
    return rows.length > 0;
  }

  /** When whose mandate makes a manager: as long as the organisation takes part and the person works for it. */
  managerPeriods(partnershipId: string): Promise<ManagerPeriod[]> {
    return this.db.query(
      `select m.id as "mandateId", m.organisation_id as "organisationId",
              greatest(m.valid_from, p.valid_from, f.valid_from) as "from",
              least(m.valid_until, p.valid_until, f.valid_until) as until
       from access.mandates m join access.accounts a on a.id = m.account_id and ${PERSON}
       join access.participations p on p.partnership_id = m.partnership_id and p.organisation_id = m.organisation_id
       join access.affiliations f on f.account_id = m.account_id and f.organisation_id = m.organisation_id
       where m.partnership_id = $1 and m.role = 'MANAGER' and m.withdrawn_at is null
             and ${visible('access.mandates', 'm')} and ${visible('access.participations', 'p')}
             and greatest(m.valid_from, p.valid_from, f.valid_from)
                 <= coalesce(least(m.valid_until, p.valid_until, f.valid_until), 'infinity')`,
      [partnershipId],
    );
  }

  /** Writes the row over version `version - 1`; false when that is no longer there, or no longer the caller's to change. */
  async update(row: MandateRow, withdrawnBy: string | null): Promise<boolean> {
    const written = await this.db.query(
      `update access.mandates
       set role = $3, policy_domains = $4, decided_by = $5, valid_until = $6, withdrawn_at = $7, withdrawn_by = $8,
           withdrawal_reason = $9, version = $2
       where id = $1 and version = $2 - 1 returning id`,
      [
        row.id,
        row.version,
        row.role,
        row.policyDomains,
        row.decidedBy,
        row.validUntil,
        row.withdrawnAt,
        withdrawnBy,
        row.withdrawalReason,
      ],
    );
    return written.length > 0;
  }

  /** Nothing for a caller who may not check who takes part. */
  contacts(partnershipId: string): Promise<ContactRow[]> {
    return this.db.query(
      `select c.account_id as "accountId", c.organisation_id as "organisationId", c.email,
              c.last_active_on as "lastActiveOn" from access.member_contacts($1) c`,
      [partnershipId],
    );
  }

  /** Past, present and future, by name and first day. */
  participations(partnershipId: string): Promise<ParticipationRow[]> {
    return this.db.query(
      `select ${PARTICIPATION} from access.participations p join access.organisations o on o.id = p.organisation_id
       where p.partnership_id = $1 and ${visible('access.participations', 'p')} order by o.name, p.valid_from`,
      [partnershipId],
    );
  }

  /** Those of the municipality and the OCMW behind a municipality of the directory. */
  participationsOf(partnershipId: string, directoryId: string): Promise<ParticipationRow[]> {
    return this.db.query(
      `select ${PARTICIPATION} from access.participations p join access.organisations o on o.id = p.organisation_id
       where p.partnership_id = $1 and o.directory_id = $2 and o.kind in ('MUNICIPALITY', 'OCMW')
             and ${visible('access.participations', 'p')} order by p.valid_from`,
      [partnershipId, directoryId],
    );
  }

  async endParticipation(id: string, lastDay: string): Promise<void> {
    await this.db.query(`update access.participations set valid_until = greatest(valid_from, $2) where id = $1`, [
      id,
      lastDay,
    ]);
  }

  async addParticipation(row: Omit<ParticipationRow, 'id'>): Promise<void> {
    await this.db.query(
      `insert into access.participations (id, partnership_id, organisation_id, valid_from, valid_until)
       values ($1, $2, $3, $4, $5)`,
      [newId(), row.partnershipId, row.organisationId, row.validFrom, row.validUntil],
    );
  }

  /** Mandates that a pause in the participation of an organisation ended do not come back by themselves. */
  async endMandates(partnershipId: string, organisationId: string, lastDay: string): Promise<void> {
    await this.db.query(
      `update access.mandates set valid_until = greatest(valid_from, $3), version = version + 1
       where partnership_id = $1 and organisation_id = $2 and (valid_until is null or valid_until > $3)`,
      [partnershipId, organisationId, lastDay],
    );
  }

  private mandatesWhere(condition: string, values: unknown[]): Promise<MandateRow[]> {
    const today = `$${values.length + 1}`;
    return this.db.query(
      `select m.id, m.partnership_id as "partnershipId", m.account_id as "accountId",
              m.organisation_id as "organisationId", o.directory_id as "directoryId", m.role,
              m.policy_domains as "policyDomains", m.decided_by as "decidedBy", m.valid_from as "validFrom",
              m.valid_until as "validUntil", m.version, m.withdrawn_at as "withdrawnAt",
              m.withdrawal_reason as "withdrawalReason",
              exists (select from access.participations p where p.partnership_id = m.partnership_id
                      and p.organisation_id = m.organisation_id and ${visible('access.participations', 'p')}
                      and p.valid_from <= ${today} and (p.valid_until is null or p.valid_until >= ${today}))
              and exists (select from access.affiliations f where f.account_id = m.account_id
                      and f.organisation_id = m.organisation_id
                      and f.valid_from <= ${today} and (f.valid_until is null or f.valid_until >= ${today})) as "takesPart"
       from access.mandates m join access.organisations o on o.id = m.organisation_id
       join access.accounts a on a.id = m.account_id and ${PERSON}
       where ${condition} and ${visible('access.mandates', 'm')} order by m.valid_from, m.id`,
      [...values, this.clock.today()],
    );
  }
}
