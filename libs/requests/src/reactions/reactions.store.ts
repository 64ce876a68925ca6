import { visible } from '#libs/access';
import { Db } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import type { ReactionFacts } from './reaction.rules.js';

/** What reaction times are worked out by. */
export const reactionGroups = {
  ACTOR: 'By actor.',
  LEVEL: 'By level of government.',
  DOMAIN: 'By policy domain.',
  REGION: 'By reference region of the municipalities that asked.',
} as const;
export type ReactionGroup = keyof typeof reactionGroups;

const keys: Record<ReactionGroup, string> = {
  ACTOR: 'a.code',
  LEVEL: 'a.government_level',
  DOMAIN: 'r.policy_domain',
  REGION: 'region.code',
};

/** What a body decided on sharing totals. */
export interface SharingDecision {
  id: string;
  partnershipId: string;
  shares: boolean;
  decidedBy: string;
  decidedOn: string;
  recordedAt: string;
  recordedBy: string;
}

/** A group of the totals over partnerships: rounded by the database, which shows no smaller one. */
export interface SharedFigures {
  key: string;
  atLeast: number;
  partnershipsAtLeast: number;
  medianDays: number | null;
  tenths: number[];
}

const DECISION = `d.id, d.partnership_id as "partnershipId", d.shares, d.decided_by as "decidedBy",
  d.decided_on as "decidedOn", d.recorded_at as "recordedAt", d.recorded_by as "recordedBy"`;

/** Figures of requests, and the decisions to share them. */
@Injectable()
export class ReactionsStore {
  constructor(private readonly db: Db) {}

  /** Requests of a partnership that were sent between two days, by group; still open ones in time are left out. */
  facts(
    partnershipId: string,
    by: ReactionGroup,
    from: string,
    until: string,
    today: string,
  ): Promise<ReactionFacts[]> {
    return this.db.query(
      `select ${keys[by]} as key,
              coalesce(array_agg((r.first_answered_at at time zone 'Europe/Brussels')::date
                                 - (r.sent_at at time zone 'Europe/Brussels')::date)
                       filter (where r.first_answered_at is not null), '{}') as days,
              (count(*) filter (where r.first_answered_at is null))::int as unanswered
       from requests.requests r join directory.actors a on a.id = r.actor_id
       ${by === 'REGION' ? regionsOf : ''}
       where r.partnership_id = $1 and ${visible('requests.requests', 'r')} and r.status <> 'WITHDRAWN'
             and (r.sent_at at time zone 'Europe/Brussels')::date between $2 and $3
             and (r.first_answered_at is not null or r.due_on < $4 or r.status = 'CLOSED')
       group by 1`,
      [partnershipId, from, until, today],
    );
  }

  /** Totals of a calendar year over the partnerships that share; empty for whoever works in none of them. */
  shared(by: ReactionGroup, year: number): Promise<SharedFigures[]> {
    return this.db.query(
      `select key, at_least as "atLeast", partnerships_at_least as "partnershipsAtLeast", median_days as "medianDays", tenths
       from requests.shared_reaction_times($1, $2) order by at_least desc, key`,
      [by, year],
    );
  }

  decisionsByIds(ids: readonly string[]): Promise<SharingDecision[]> {
    return this.db.query(
      `select ${DECISION} from requests.sharing_decisions d
       where d.id = any ($1) and ${visible('requests.sharing_decisions', 'd')}`,
      [ids],
    );
  }

  /** Newest first. */
  decisions(partnershipId: string): Promise<SharingDecision[]> {
    return this.db.query(
      `select ${DECISION}
       from requests.sharing_decisions d where d.partnership_id = $1 and ${visible('requests.sharing_decisions', 'd')}
       order by d.recorded_at desc, d.id desc`,
      [partnershipId],
    );
  }

  async decide(decision: Omit<SharingDecision, 'recordedAt'> & { recordedAt: Date }): Promise<void> {
    await this.db.query(
      `insert into requests.sharing_decisions (id, partnership_id, shares, decided_by, decided_on, recorded_by, recorded_at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [
        ...[decision.id, decision.partnershipId, decision.shares, decision.decidedBy, decision.decidedOn],
        ...[decision.recordedBy, decision.recordedAt],
      ],
    );
  }
}

/** Once for each region that asked, however many of its municipalities did. */
const regionsOf = `cross join lateral (
  select distinct g.code from requests.request_municipalities m
  join directory.municipalities t on t.id = m.municipality_id
  join directory.reference_regions g on g.id = t.reference_region_id
  where m.request_id = r.id) region`;
