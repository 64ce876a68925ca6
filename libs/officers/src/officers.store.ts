import { visible } from '#libs/access';
import { Db } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import type { AppointmentRow, WorkingTimeNorm } from './officer.entity.js';

const select = () => `
  select a.id, a.partnership_id as "partnershipId", a.account_id as "accountId", a.person_name as "personName",
         a.person_email as "personEmail", a.employer_municipality_id as "employerMunicipalityId",
         a.fte_hundredths as "fteHundredths", a.valid_from::text as "validFrom", a.valid_until::text as "validUntil",
         a.common_half_days as "commonHalfDays", a.version, a.created_at as "createdAt", a.updated_at as "updatedAt",
         a.updated_by as "updatedBy",
         coalesce((select json_agg(json_build_object('municipalityId', l.municipality_id,
                                     'halfDaysPerYear', l.half_days_per_year)
                                   order by l.half_days_per_year desc, l.municipality_id)
                   from officers.allocations l where l.appointment_id = a.id and ${visible('officers.allocations', 'l')}), '[]') as allocations
  from officers.appointments a`;

/** Looked up for every statement: the policy of that moment is what holds. */
const readable = () => visible('officers.appointments', 'a');

/** Appointments and what was agreed; what is not visible to the caller does not exist here. */
@Injectable()
export class OfficersStore {
  constructor(private readonly db: Db) {}

  byIds(ids: readonly string[]): Promise<AppointmentRow[]> {
    return this.db.query(`${select()} where a.id = any ($1) and ${readable()}`, [ids]);
  }

  /** Appointments past, present and future of some partnerships, by first day. */
  byPartnerships(partnershipIds: readonly string[]): Promise<AppointmentRow[]> {
    return this.db.query(
      `${select()} where a.partnership_id = any ($1) and ${readable()} order by a.valid_from, a.person_name, a.id`,
      [partnershipIds],
    );
  }

  norms(): Promise<WorkingTimeNorm[]> {
    return this.db.query(
      `select n.valid_from::text as "validFrom", n.valid_until::text as "validUntil",
              n.half_days_per_fte as "halfDaysPerFte"
       from officers.working_time_norms n`,
    );
  }

  async insert(row: AppointmentRow): Promise<void> {
    await this.db.query(
      `insert into officers.appointments (id, partnership_id, account_id, person_name, person_email,
                                          employer_municipality_id, fte_hundredths, valid_from, valid_until,
                                          common_half_days, version, created_at, updated_at, updated_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
      [
        row.id,
        row.partnershipId,
        row.accountId,
        row.personName,
        row.personEmail,
        row.employerMunicipalityId,
        row.fteHundredths,
        row.validFrom,
        row.validUntil,
        row.commonHalfDays,
        row.version,
        row.createdAt,
        row.updatedAt,
        row.updatedBy,
      ],
    );
    await this.insertAllocations(row);
  }

  /** Writes the row over version `version - 1`; false when that is no longer the newest one. */
  async update(row: AppointmentRow): Promise<boolean> {
    const written = await this.db.query(
      `update officers.appointments
       set valid_until = $3, common_half_days = $4, updated_at = $5, updated_by = $6, version = $2
       where id = $1 and version = $2 - 1 returning id`,
      [row.id, row.version, row.validUntil, row.commonHalfDays, row.updatedAt, row.updatedBy],
    );
    if (written.length === 0) return false;
    await this.db.query(`delete from officers.allocations where appointment_id = $1`, [row.id]);
    await this.insertAllocations(row);
    return true;
  }

  private async insertAllocations({ id, partnershipId, allocations }: AppointmentRow): Promise<void> {
    await this.db.query(
      `insert into officers.allocations (partnership_id, appointment_id, municipality_id, half_days_per_year)
       select $1, $2, (l->>'municipalityId')::uuid, (l->>'halfDaysPerYear')::int
       from jsonb_array_elements($3::jsonb) l`,
      [partnershipId, id, JSON.stringify(allocations)],
    );
  }
}
