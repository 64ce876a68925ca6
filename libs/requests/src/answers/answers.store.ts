import { visible } from '#libs/access';
import { Db } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { actorOf, guestOf } from '../actor-of.sql.js';
import type { AnswerChannel, AnswerChoice } from '../request.rules.js';

/** What an actor answered. */
export interface AnswerRow {
  id: string;
  partnershipId: string;
  requestId: string;
  /** Of the request. */
  actorId: string;
  choice: AnswerChoice;
  body: string;
  forwardActorId: string | null;
  forwardNote: string | null;
  recordedFrom: AnswerChannel | null;
  answeredOn: string;
  authorId: string | null;
  /** Who answered without an account: the name, or the address. */
  guest: string | null;
  createdAt: string;
  verdict: 'ACCEPTED' | 'NOT_SUFFICIENT' | null;
  verdictReason: string | null;
  judgedBy: string | null;
  judgedAt: string | null;
}

/** A promise with a day. */
export interface CommitmentRow {
  id: string;
  partnershipId: string;
  requestId: string;
  /** Of the request. */
  actorId: string;
  answerId: string;
  what: string;
  dueOn: string;
  outcome: 'KEPT' | 'BROKEN' | null;
  settledOn: string | null;
  settledBy: string | null;
  version: number;
}

/** More time, asked by the actor. */
export interface ExtensionRow {
  id: string;
  partnershipId: string;
  requestId: string;
  /** Of the request. */
  actorId: string;
  untilOn: string;
  reason: string;
  state: 'ASKED' | 'GRANTED' | 'REFUSED';
  byLaw: boolean;
  askedBy: string | null;
  /** Who asked without an account: the name, or the address. */
  guest: string | null;
  askedAt: string;
  decidedBy: string | null;
  decidedAt: string | null;
  decisionReason: string | null;
  version: number;
}

const answer = () => `a.id, a.partnership_id as "partnershipId", a.request_id as "requestId", a.choice, a.body,
  a.forward_actor_id as "forwardActorId", a.forward_note as "forwardNote", a.recorded_from as "recordedFrom",
  a.answered_on as "answeredOn", a.author_id as "authorId", a.created_at as "createdAt", a.verdict,
  a.verdict_reason as "verdictReason", a.judged_by as "judgedBy", a.judged_at as "judgedAt",
  ${actorOf('a')}, ${guestOf('a')}`;
const COMMITMENT = `c.id, c.partnership_id as "partnershipId", c.request_id as "requestId", c.answer_id as "answerId",
  c.what, c.due_on as "dueOn", c.outcome, c.settled_on as "settledOn", c.settled_by as "settledBy", c.version,
  ${actorOf('c')}`;
const extension =
  () => `x.id, x.partnership_id as "partnershipId", x.request_id as "requestId", x.until_on as "untilOn", x.reason,
  x.state, x.by_law as "byLaw", x.asked_by as "askedBy", x.asked_at as "askedAt", x.decided_by as "decidedBy",
  x.decided_at as "decidedAt", x.decision_reason as "decisionReason", x.version,
  ${actorOf('x')}, ${guestOf('x')}`;

/** Which of several: of these requests, or with these ids. */
type By = 'request_id' | 'id';

/** Answers, and what comes with them: promises and more time. */
@Injectable()
export class AnswersStore {
  constructor(private readonly db: Db) {}

  /** Newest first. */
  answers(by: By, ids: readonly string[]): Promise<AnswerRow[]> {
    return this.db.query(
      `select ${answer()} from requests.answers a where a.${by} = any ($1) and ${visible('requests.answers', 'a')}
       order by a.created_at desc, a.id desc`,
      [ids],
    );
  }

  /** First due first. */
  commitments(by: By, ids: readonly string[]): Promise<CommitmentRow[]> {
    return this.db.query(
      `select ${COMMITMENT} from requests.commitments c where c.${by} = any ($1) and ${visible('requests.commitments', 'c')}
       order by c.due_on, c.id`,
      [ids],
    );
  }

  /** Newest first. */
  extensions(by: By, ids: readonly string[]): Promise<ExtensionRow[]> {
    return this.db.query(
      `select ${extension()} from requests.extensions x where x.${by} = any ($1) and ${visible('requests.extensions', 'x')}
       order by x.asked_at desc, x.id desc`,
      [ids],
    );
  }

  async addAnswer(
    row: Omit<AnswerRow, 'actorId' | 'guest' | 'createdAt' | 'verdict' | 'verdictReason' | 'judgedBy' | 'judgedAt'> & {
      createdAt: Date;
    },
  ) {
    await this.db.query(
      `insert into requests.answers (id, partnership_id, request_id, choice, body, forward_actor_id, forward_note,
                                     recorded_from, answered_on, author_id, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        ...[row.id, row.partnershipId, row.requestId, row.choice, row.body, row.forwardActorId, row.forwardNote],
        ...[row.recordedFrom, row.answeredOn, row.authorId, row.createdAt],
      ],
    );
  }

  /** What the asking side thinks of the newest answer; a promise not kept can change its mind. */
  async judge(id: string, verdict: AnswerRow['verdict'], reason: string | null, by: string, at: Date): Promise<void> {
    await this.db.query(
      `update requests.answers set verdict = $2, verdict_reason = $3, judged_by = $4, judged_at = $5 where id = $1`,
      [id, verdict, reason, by, at],
    );
  }

  async addCommitment(row: Pick<CommitmentRow, 'id' | 'partnershipId' | 'requestId' | 'answerId' | 'what' | 'dueOn'>) {
    await this.db.query(
      `insert into requests.commitments (id, partnership_id, request_id, answer_id, what, due_on) values ($1, $2, $3, $4, $5, $6)`,
      [row.id, row.partnershipId, row.requestId, row.answerId, row.what, row.dueOn],
    );
  }

  /** Settles a promise that still has the expected version; answers whether it had. */
  async settle(id: string, expectedVersion: number, outcome: 'KEPT' | 'BROKEN', on: string, by: string) {
    const rows = await this.db.query(
      `update requests.commitments set outcome = $3, settled_on = $4, settled_by = $5, version = version + 1
       where id = $1 and version = $2 returning id`,
      [id, expectedVersion, outcome, on, by],
    );
    return rows.length === 1;
  }

  async addExtension(
    row: Pick<
      ExtensionRow,
      'id' | 'partnershipId' | 'requestId' | 'untilOn' | 'reason' | 'state' | 'byLaw' | 'askedBy'
    > & {
      askedAt: Date;
    },
  ): Promise<void> {
    await this.db.query(
      `insert into requests.extensions (id, partnership_id, request_id, until_on, reason, state, by_law, asked_by, asked_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        ...[row.id, row.partnershipId, row.requestId, row.untilOn, row.reason, row.state, row.byLaw, row.askedBy],
        row.askedAt,
      ],
    );
  }

  /** Decides on more time nobody decided on yet; answers whether so. */
  async decide(
    id: string,
    state: 'GRANTED' | 'REFUSED',
    reason: string | null,
    by: string,
    at: Date,
  ): Promise<boolean> {
    const rows = await this.db.query(
      `update requests.extensions set state = $2, decision_reason = $3, decided_by = $4, decided_at = $5, version = version + 1
       where id = $1 and state = 'ASKED' returning id`,
      [id, state, reason, by, at],
    );
    return rows.length === 1;
  }
}
