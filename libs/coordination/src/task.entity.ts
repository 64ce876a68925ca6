import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { IntegrationObjective, TaskAudience, TaskPriority, TaskStatus } from './task.rules.js';

/** A task as its table has it. */
@Entity({ schema: 'coordination', name: 'tasks' })
export class TaskRow {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'partnership_id' })
  partnershipId: string;

  @Column('integer')
  number: number;

  @Column('text')
  title: string;

  @Column('text')
  description: string;

  @Column('text')
  status: TaskStatus;

  @Column('uuid', { name: 'waiting_on_actor_id', nullable: true })
  waitingOnActorId: string | null;

  @Column('text', { name: 'waiting_on_note', nullable: true })
  waitingOnNote: string | null;

  @Column('date', { name: 'due_on', nullable: true })
  dueOn: string | null;

  @Column('text')
  priority: TaskPriority;

  @Column('text', { name: 'policy_domain', nullable: true })
  policyDomain: string | null;

  @Column('text', { array: true })
  objectives: IntegrationObjective[];

  @Column('uuid', { name: 'assignee_id', nullable: true })
  assigneeId: string | null;

  @Column('text')
  audience: TaskAudience;

  /** On whose behalf it was made; unknown for some old ones. */
  @Column('uuid', { name: 'organisation_id', nullable: true })
  organisationId: string | null;

  /** How it repeats: FREQ, INTERVAL and UNTIL of RFC 5545. */
  @Column('text', { nullable: true })
  recurrence: string | null;

  /** The day from which the rule counts. */
  @Column('date', { name: 'recurs_from', nullable: true })
  recursFrom: string | null;

  /** The day of the rule that this task is for; its due day may differ. */
  @Column('date', { name: 'recurs_on', nullable: true })
  recursOn: string | null;

  @Column('uuid', { name: 'series_id', nullable: true })
  seriesId: string | null;

  /** Which one of its series it is, from 1. */
  @Column('integer', { nullable: true })
  occurrence: number | null;

  /** Whether the next one was made. */
  @Column('boolean')
  repeated: boolean;

  @Column('text')
  rank: string;

  @Column('timestamptz', { name: 'archived_at', nullable: true })
  archivedAt: Date | null;

  @Column('timestamptz', { name: 'completed_at', nullable: true })
  completedAt: Date | null;

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
