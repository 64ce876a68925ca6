import { Clock, newId } from '#libs/kernel';
import { Db } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { visible } from '../policy.js';
import type { WorkspaceRole } from '../roles.js';

/** Languages an invitation can be written in. */
export const mailLanguages = ['NL', 'FR', 'EN', 'DE'] as const;
export type MailLanguage = (typeof mailLanguages)[number];

/** An invitation as stored; never with its token. */
export interface InvitationRow {
  id: string;
  partnershipId: string;
  partnershipName: string;
  organisationId: string;
  organisationName: string;
  email: string;
  displayName: string | null;
  role: WorkspaceRole;
  policyDomains: string[];
  decidedBy: string | null;
  validUntil: string | null;
  language: MailLanguage;
  createdAt: Date;
  createdBy: string | null;
  sentAt: Date;
  expiresAt: Date;
  acceptedAt: Date | null;
  acceptedBy: string | null;
  mandateId: string | null;
  withdrawnAt: Date | null;
  version: number;
}

/** What the holder of a link sees. */
export interface OfferRow {
  id: string;
  partnershipName: string;
  organisationName: string;
  organisationKind: string;
  role: WorkspaceRole;
  validUntil: string | null;
  policyDomains: string[];
  decidedBy: string | null;
  invitedBy: string | null;
  displayName: string | null;
  expiresAt: string;
  acceptedAt: string | null;
  withdrawnAt: string | null;
}

/** What came of accepting. */
export type Acceptance =
  | { outcome: 'UNKNOWN' | 'USED' | 'OVER' | 'OWN' | 'MEMBER' }
  | {
      outcome: 'ACCEPTED';
      partnershipId: string;
      partnershipName: string;
      organisationId: string;
      lastSequence: number;
      mandateId: string;
    };

/** Invitations, and organisations as they are named in them. */
@Injectable()
export class InvitationsStore {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  byIds(ids: readonly string[]): Promise<InvitationRow[]> {
    return this.where(`i.id = any ($1)`, [ids]);
  }

  /** Open ones, and all that were dealt with after a moment; the newest first. */
  since(partnershipId: string, moment: Date): Promise<InvitationRow[]> {
    return this.where(
      `i.partnership_id = $1 and (coalesce(i.accepted_at, i.withdrawn_at) is null
                                  or coalesce(i.accepted_at, i.withdrawn_at) >= $2)`,
      [partnershipId, moment],
    );
  }

  /** An open one for the same person, organisation and role. */
  async isOpen(partnershipId: string, organisationId: string, email: string, role: string): Promise<boolean> {
    const rows = await this.where(
      `i.partnership_id = $1 and i.organisation_id = $2 and lower(i.email) = lower($3) and i.role = $4
       and i.accepted_at is null and i.withdrawn_at is null`,
      [partnershipId, organisationId, email, role],
    );
    return rows.length > 0;
  }

  async add(row: Omit<InvitationRow, 'organisationName'>, tokenHash: Buffer): Promise<void> {
    await this.db.query(
      `insert into access.invitations (id, partnership_id, partnership_name, organisation_id, email, display_name, role,
                                       policy_domains, decided_by, valid_until, language, created_at, created_by, sent_at,
                                       expires_at, token_hash)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
      [
        row.id,
        row.partnershipId,
        row.partnershipName,
        row.organisationId,
        row.email,
        row.displayName,
        row.role,
        row.policyDomains,
        row.decidedBy,
        row.validUntil,
        row.language,
        row.createdAt,
        row.createdBy,
        row.sentAt,
        row.expiresAt,
        tokenHash,
      ],
    );
  }

  /** A new token instead of the old one; false when the invitation is no longer open. */
  async renew(id: string, partnershipName: string, tokenHash: Buffer, expiresAt: Date): Promise<boolean> {
    const written = await this.db.query(
      `update access.invitations
       set partnership_name = $2, token_hash = $3, sent_at = $4, expires_at = $5, version = version + 1
       where id = $1 and accepted_at is null and withdrawn_at is null returning id`,
      [id, partnershipName, tokenHash, this.clock.now(), expiresAt],
    );
    return written.length > 0;
  }

  /** False when it is no longer open. */
  async withdraw(id: string, accountId: string): Promise<boolean> {
    const written = await this.db.query(
      `update access.invitations set withdrawn_at = $2, withdrawn_by = $3, version = version + 1
       where id = $1 and accepted_at is null and withdrawn_at is null returning id`,
      [id, this.clock.now(), accountId],
    );
    return written.length > 0;
  }

  /** What the token offers; undefined for a token nobody has. */
  async offer(tokenHash: Buffer): Promise<OfferRow | undefined> {
    const [row] = await this.db.query<{ offer: OfferRow | null }>(`select access.invitation_offer($1, $2) as offer`, [
      tokenHash,
      this.clock.now(),
    ]);
    return row?.offer ?? undefined;
  }

  /** Turns the invitation into a mandate of the caller. */
  async accept(tokenHash: Buffer): Promise<Acceptance> {
    const mandateId = newId();
    const [row] = await this.db.query<{ acceptance: Acceptance }>(
      `select access.accept_invitation($1, $2, $3, $4) as acceptance`,
      [tokenHash, mandateId, newId(), this.clock.now()],
    );
    return { ...row!.acceptance, mandateId } as Acceptance;
  }

  /** The organisation of that kind for a municipality or actor of the directory, or by name; made when it is missing. */
  async ensureOrganisation(
    partnershipId: string,
    kind: string,
    directoryId: string | null,
    name: string,
  ): Promise<string> {
    const [row] = await this.db.query<{ id: string }>(`select access.ensure_organisation($1, $2, $3, $4, $5) as id`, [
      partnershipId,
      newId(),
      kind,
      directoryId,
      name,
    ]);
    return row!.id;
  }

  private where(condition: string, values: unknown[]): Promise<InvitationRow[]> {
    return this.db.query(
      `select i.id, i.partnership_id as "partnershipId", i.partnership_name as "partnershipName",
              i.organisation_id as "organisationId", o.name as "organisationName", i.email,
              i.display_name as "displayName", i.role, i.policy_domains as "policyDomains",
              i.decided_by as "decidedBy", i.valid_until as "validUntil", i.language, i.created_at as "createdAt",
              i.created_by as "createdBy", i.sent_at as "sentAt", i.expires_at as "expiresAt",
              i.accepted_at as "acceptedAt", i.accepted_by as "acceptedBy", i.mandate_id as "mandateId",
              i.withdrawn_at as "withdrawnAt", i.version
       from access.invitations i join access.organisations o on o.id = i.organisation_id
       where ${condition} and ${visible('access.invitations', 'i')} order by i.created_at desc, i.id desc`,
      values,
    );
  }
}
