import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { RequestStatus } from './lifecycle/request.workflow.js';
import type { BasisKind, ContactLanguage, RequestKind } from './request.rules.js';
import type { TermUnit } from './terms/term.rules.js';

/** A request as its table has it. */
@Entity({ schema: 'requests', name: 'requests' })
export class RequestRow {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'partnership_id' })
  partnershipId: string;

  @Column('integer')
  year: number;

  @Column('integer')
  number: number;

  @Column('text')
  title: string;

  @Column('text')
  body: string;

  @Column('text')
  kind: RequestKind;

  @Column('text', { name: 'support_type', nullable: true })
  supportType: string | null;

  @Column('uuid', { name: 'actor_id' })
  actorId: string;

  @Column('text', { nullable: true })
  service: string | null;

  @Column('text', { name: 'contact_name', nullable: true })
  contactName: string | null;

  @Column('text', { name: 'contact_email', nullable: true })
  contactEmail: string | null;

  @Column('text', { name: 'contact_language' })
  contactLanguage: ContactLanguage;

  @Column('text', { name: 'policy_domain' })
  policyDomain: string;

  @Column('text', { nullable: true })
  competence: string | null;

  @Column('text', { name: 'basis_kind' })
  basisKind: BasisKind;

  @Column('text', { name: 'legal_term_code', nullable: true })
  legalTermCode: string | null;

  @Column('text', { name: 'basis_note', nullable: true })
  basisNote: string | null;

  @Column('integer', { name: 'term_days', nullable: true })
  termDays: number | null;

  @Column('text', { name: 'term_unit', nullable: true })
  termUnit: TermUnit | null;

  @Column('date', { name: 'wanted_on', nullable: true })
  wantedOn: string | null;

  @Column('text')
  status: RequestStatus;

  @Column('integer')
  level: number;

  @Column('date', { name: 'first_due_on', nullable: true })
  firstDueOn: string | null;

  @Column('date', { name: 'due_on', nullable: true })
  dueOn: string | null;

  @Column('timestamptz', { name: 'sent_at', nullable: true })
  sentAt: Date | null;

  @Column('uuid', { name: 'sent_by', nullable: true })
  sentBy: string | null;

  @Column('uuid', { name: 'sent_for', nullable: true })
  sentFor: string | null;

  @Column('date', { name: 'received_on', nullable: true })
  receivedOn: string | null;

  @Column('timestamptz', { name: 'reminded_at', nullable: true })
  remindedAt: Date | null;

  @Column('integer')
  reminders: number;

  @Column('timestamptz', { name: 'first_answered_at', nullable: true })
  firstAnsweredAt: Date | null;

  @Column('timestamptz', { name: 'closed_at', nullable: true })
  closedAt: Date | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('uuid', { name: 'created_by', nullable: true })
  createdBy: string | null;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt: Date;

  @Column('uuid', { name: 'updated_by', nullable: true })
  updatedBy: string | null;

  @Column('integer')
  version: number;
}
