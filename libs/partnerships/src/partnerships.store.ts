import { visible } from '#libs/access';
import { Db } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import type { MemberRow, PartnershipRow, StatusChangeRow } from './partnership.entity.js';

const COLUMNS = `
  p.id, p.name, p.legal_form_code as "legalFormCode", p.status, p.managing_municipality_id as "managingMunicipalityId",
  p.starts_on::text as "startsOn", p.ends_on::text as "endsOn", p.example_data as "exampleData", p.version,
  p.created_at as "createdAt", p.updated_at as "updatedAt", p.updated_by as "updatedBy"`;
const MEMBER_COLUMNS = `
  m.id, m.partnership_id as "partnershipId", m.municipality_id as "municipalityId", m.role,
  m.valid_from::text as "validFrom", m.valid_until::text as "validUntil"`;

/** Looked up for every statement: the policy of that moment is what holds. */
const readable = () => visible('partnerships.partnerships', 'p');

/** Place in the list of partnerships: name, then id. */
export type NameKey = [name: string, id: string];

/** Partnerships, members and status history; what is not visible to the caller does not exist here. */
@Injectable()
export class PartnershipsStore {
  constructor(private readonly db: Db) {}

  byIds(ids: readonly string[]): Promise<PartnershipRow[]> {
    return this.db.query(`select ${COLUMNS} from partnerships.partnerships p where p.id = any ($1) and ${readable()}`, [
      ids,
    ]);
  }

  /** One partnership, held against every other change until the end of the transaction. */
  async lock(id: string): Promise<PartnershipRow | undefined> {
    const rows = await this.db.query<PartnershipRow>(
      `select ${COLUMNS} from partnerships.partnerships p where p.id = $1 and ${readable()} for update`,
      [id],
    );
    return rows[0];
  }

  page(after: NameKey | undefined, limit: number): Promise<PartnershipRow[]> {
    return this.db.query(
      `select ${COLUMNS} from partnerships.partnerships p
       where ($1::text is null or (p.name, p.id) > ($1, $2::uuid)) and ${readable()}
       order by p.name, p.id limit $3`,
      [after?.[0] ?? null, after?.[1] ?? null, limit],
    );
  }

  async count(): Promise<number> {
    const [row] = await this.db.query<{ count: number }>(
      `select count(*)::int as count from partnerships.partnerships p where ${readable()}`,
    );
    return row?.count ?? 0;
  }

  async insert(row: PartnershipRow): Promise<void> {
    await this.db.query(
      `insert into partnerships.partnerships (id, name, legal_form_code, status, managing_municipality_id, starts_on,
                                              ends_on, version, created_at, updated_at, updated_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        row.id,
        row.name,
        row.legalFormCode,
        row.status,
        row.managingMunicipalityId,
        row.startsOn,
        row.endsOn,
        row.version,
        row.createdAt,
        row.updatedAt,
        row.updatedBy,
      ],
    );
  }

  /** Writes the row over version `version - 1`; false when that is no longer the newest one. */
  async update(row: PartnershipRow): Promise<boolean> {
    const written = await this.db.query(
      `update partnerships.partnerships
       set name = $3, legal_form_code = $4, status = $5, managing_municipality_id = $6, starts_on = $7, ends_on = $8,
           updated_at = $9, updated_by = $10, version = $2
       where id = $1 and version = $2 - 1 returning id`,
      [
        row.id,
        row.version,
        row.name,
        row.legalFormCode,
        row.status,
        row.managingMunicipalityId,
        row.startsOn,
        row.endsOn,
        row.updatedAt,
        row.updatedBy,
      ],
    );
    return written.length > 0;
  }

  /** Memberships past, present and future of some partnerships, the founders first. */
  membersOf(partnershipIds: readonly string[]): Promise<MemberRow[]> {
    return this.db.query(
      `select ${MEMBER_COLUMNS} from partnerships.members m
       where m.partnership_id = any ($1) and ${visible('partnerships.members', 'm')}
       order by m.valid_from, m.role, m.id`,
      [partnershipIds],
    );
  }

  async member(id: string): Promise<MemberRow | undefined> {
    const sql = `select ${MEMBER_COLUMNS} from partnerships.members m
                 where m.id = $1 and ${visible('partnerships.members', 'm')}`;
    return (await this.db.query<MemberRow>(sql, [id]))[0];
  }

  async insertMembers(members: readonly MemberRow[]): Promise<void> {
    await this.db.query(
      `insert into partnerships.members (id, partnership_id, municipality_id, role, valid_from, valid_until)
       select (m->>'id')::uuid, (m->>'partnershipId')::uuid, (m->>'municipalityId')::uuid, m->>'role',
              (m->>'validFrom')::date, (m->>'validUntil')::date
       from jsonb_array_elements($1::jsonb) m`,
      [JSON.stringify(members)],
    );
  }

  async endMember(id: string, validUntil: string): Promise<void> {
    await this.db.query(`update partnerships.members set valid_until = $2 where id = $1`, [id, validUntil]);
  }

  async insertStatusChange(row: StatusChangeRow, organisationId: string | null): Promise<void> {
    await this.db.query(
      `insert into partnerships.status_changes (id, partnership_id, from_status, to_status, reason, at, account_id,
                                                organisation_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [row.id, row.partnershipId, row.from, row.to, row.reason, row.at, row.accountId, organisationId],
    );
  }

  /** The steps of some partnerships, newest first. */
  statusChanges(partnershipIds: readonly string[]): Promise<StatusChangeRow[]> {
    return this.db.query(
      `select s.id, s.partnership_id as "partnershipId", s.from_status as "from", s.to_status as "to", s.reason, s.at,
              s.account_id as "accountId"
       from partnerships.status_changes s
       where s.partnership_id = any ($1) and ${visible('partnerships.status_changes', 's')} order by s.at desc, s.id desc`,
      [partnershipIds],
    );
  }
}
