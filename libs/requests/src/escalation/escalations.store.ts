import { visible } from '#libs/access';
import { Db } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import type { TermUnit } from '../terms/term.rules.js';

/** A step of a ladder, as dated data with a source. */
export interface LadderStepRow {
  level: number;
  addressee: string;
  graceDays: number;
  termDays: number;
  unit: TermUnit;
  needsApproval: boolean;
  /** Of this actor itself, rather than of its level of government. */
  own: boolean;
  source: string;
  verification: string;
  validFrom: string;
  validUntil: string | null;
}

/** A step of a request: proposed, approved or refused, confirmed. */
export interface EscalationRow {
  id: string;
  partnershipId: string;
  requestId: string;
  level: number;
  addressee: string;
  termDays: number;
  unit: TermUnit;
  needsApproval: boolean;
  reason: string;
  state: 'PROPOSED' | 'APPROVED' | 'REFUSED' | 'CONFIRMED' | 'LAPSED';
  /** Null: the clock did, because no answer came by `clockDueOn`. */
  proposedBy: string | null;
  clockDueOn: string | null;
  proposedAt: string;
  leadId: string | null;
  leadFor: string | null;
  decidedBy: string | null;
  decidedFor: string | null;
  decidedAt: string | null;
  decisionReason: string | null;
  confirmedBy: string | null;
  confirmedAt: string | null;
  dueOn: string | null;
  version: number;
}

const STEP = `s.level, s.addressee, s.grace_days as "graceDays", s.term_days as "termDays", s.unit,
  s.needs_approval as "needsApproval", s.actor_id is not null as own, s.source, s.verification, s.valid_from as "validFrom",
  s.valid_until as "validUntil"`;
const ESCALATION = `e.id, e.partnership_id as "partnershipId", e.request_id as "requestId", e.level, e.addressee,
  e.term_days as "termDays", e.unit, e.needs_approval as "needsApproval", e.reason, e.state, e.proposed_by as "proposedBy", e.clock_due_on as "clockDueOn",
  e.proposed_at as "proposedAt", e.lead_id as "leadId", e.lead_for as "leadFor", e.decided_by as "decidedBy",
  e.decided_for as "decidedFor", e.decided_at as "decidedAt", e.decision_reason as "decisionReason",
  e.confirmed_by as "confirmedBy", e.confirmed_at as "confirmedAt", e.due_on as "dueOn", e.version`;

/** Ladders, and how far requests went up them. */
@Injectable()
export class EscalationsStore {
  constructor(private readonly db: Db) {}

  /** The ladder of an actor on a day: its own where it has one, else that of its level; lowest step first. */
  ladder(actorId: string, day: string): Promise<LadderStepRow[]> {
    return this.db.query(
      `with own as (
         select s.* from requests.ladder_steps s
         where s.actor_id = $1 and s.valid_from <= $2 and (s.valid_until is null or $2 <= s.valid_until)),
       standard as (
         select s.* from requests.ladder_steps s join directory.actors a on a.government_level = s.government_level
         where a.id = $1 and s.valid_from <= $2 and (s.valid_until is null or $2 <= s.valid_until)
               and not exists (select from own))
       select ${STEP} from (select * from own union all select * from standard) s order by s.level`,
      [actorId, day],
    );
  }

  /** Oldest first. */
  escalations(by: 'request_id' | 'id', ids: readonly string[]): Promise<EscalationRow[]> {
    return this.db.query(
      `select ${ESCALATION} from requests.escalations e where e.${by} = any ($1) and ${visible('requests.escalations', 'e')}
       order by e.proposed_at, e.id`,
      [ids],
    );
  }

  /** Proposes a step unless one is open; answers whether it did. */
  async propose(
    row: Pick<
      EscalationRow,
      | 'id'
      | 'partnershipId'
      | 'requestId'
      | 'level'
      | 'addressee'
      | 'termDays'
      | 'unit'
      | 'needsApproval'
      | 'reason'
      | 'proposedBy'
      | 'leadId'
      | 'leadFor'
    > & { proposedAt: Date },
  ): Promise<boolean> {
    const rows = await this.db.query(
      `insert into requests.escalations (id, partnership_id, request_id, level, addressee, term_days, unit, needs_approval,
                                         reason, state, proposed_by, proposed_at, lead_id, lead_for)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'PROPOSED', $10, $11, $12, $13)
       on conflict do nothing returning id`,
      [
        ...[row.id, row.partnershipId, row.requestId, row.level, row.addressee, row.termDays, row.unit],
        ...[row.needsApproval, row.reason, row.proposedBy, row.proposedAt, row.leadId, row.leadFor],
      ],
    );
    return rows.length === 1;
  }

  /** Approves or refuses a step that still has the expected version; answers whether it had. */
  async decide(
    { id, version }: Pick<EscalationRow, 'id' | 'version'>,
    decision: Pick<EscalationRow, 'state' | 'decidedBy' | 'decidedFor' | 'decisionReason'> & { decidedAt: Date },
  ): Promise<boolean> {
    const rows = await this.db.query(
      `update requests.escalations set state = $3, decided_by = $4, decided_for = $5, decision_reason = $6, decided_at = $7,
              version = version + 1 where id = $1 and version = $2 returning id`,
      [
        id,
        version,
        decision.state,
        decision.decidedBy,
        decision.decidedFor,
        decision.decisionReason,
        decision.decidedAt,
      ],
    );
    return rows.length === 1;
  }

  /** Records that it went up; answers whether the step still had the expected version. */
  async confirm(
    { id, version }: Pick<EscalationRow, 'id' | 'version'>,
    confirmation: { by: string; at: Date; dueOn: string },
  ): Promise<boolean> {
    const rows = await this.db.query(
      `update requests.escalations set state = 'CONFIRMED', confirmed_by = $3, confirmed_at = $4, due_on = $5,
              version = version + 1 where id = $1 and version = $2 returning id`,
      [id, version, confirmation.by, confirmation.at, confirmation.dueOn],
    );
    return rows.length === 1;
  }

  /** An open proposal is no longer needed: an answer came, or the request ended. */
  async lapse(requestId: string): Promise<void> {
    await this.db.query(
      `update requests.escalations set state = 'LAPSED', version = version + 1
       where request_id = $1 and state in ('PROPOSED', 'APPROVED')`,
      [requestId],
    );
  }
}
