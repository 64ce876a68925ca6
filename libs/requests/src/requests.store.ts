import { visible } from '#libs/access';
import { commonErrors, type CursorKeys } from '#libs/kernel';
import { Db } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import type { QueryDeepPartialEntity } from 'typeorm';
import { awaitingAnswer, type RequestStatus } from './lifecycle/request.workflow.js';
import {
  afterCondition,
  binder,
  requestConditions,
  requestOrderings,
  type RequestOrderName,
  type RequestQuery,
  type RequestScope,
} from './request-filter.js';
import { RequestRow } from './request.entity.js';

type Moments = 'createdAt' | 'updatedAt' | 'sentAt' | 'remindedAt' | 'firstAnsweredAt' | 'closedAt';

/** A request with everything a row of the list and the head of its screen show. */
export interface RequestView extends Omit<RequestRow, Moments> {
  createdAt: string;
  updatedAt: string;
  sentAt: string | null;
  remindedAt: string | null;
  firstAnsweredAt: string | null;
  closedAt: string | null;
  municipalityIds: string[];
  firstReadAt: string | null;
  messageCount: number;
  /** When somebody without an account began to write the answer that is still to come. */
  answerBegunAt: string | null;
  /** The next promise that is open: its day. */
  nextCommitmentOn: string | null;
  extensionAsked: boolean;
  /** Empty for the actor. */
  noteCount: number;
  proposedLevel: number | null;
  taskIds: string[];
  /** Keys of the row's place in the list it was read for. */
  place?: CursorKeys;
}

/** How many requests have a status, and how many of them are late. */
export interface RequestCount {
  status: RequestStatus;
  count: number;
  late: number;
}

const entries = (wanted: string, condition: string) => `
  (select ${wanted} from requests.entries e where e.request_id = r.id and ${condition} and ${visible('requests.entries', 'e')})`;

const view = () => `
  r.id, r.partnership_id as "partnershipId", r.year, r.number, r.title, r.body, r.kind, r.support_type as "supportType",
  r.actor_id as "actorId", r.service, r.contact_name as "contactName", r.contact_email as "contactEmail",
  r.contact_language as "contactLanguage", r.policy_domain as "policyDomain", r.competence, r.basis_kind as "basisKind",
  r.legal_term_code as "legalTermCode", r.basis_note as "basisNote", r.term_days as "termDays", r.term_unit as "termUnit",
  r.wanted_on as "wantedOn", r.status, r.level, r.first_due_on as "firstDueOn", r.due_on as "dueOn", r.sent_at as "sentAt",
  r.sent_by as "sentBy", r.sent_for as "sentFor", r.received_on as "receivedOn", r.reminded_at as "remindedAt", r.reminders,
  r.first_answered_at as "firstAnsweredAt", r.closed_at as "closedAt", r.created_at as "createdAt",
  r.created_by as "createdBy", r.updated_at as "updatedAt", r.updated_by as "updatedBy", r.version,
  array(select m.municipality_id from requests.request_municipalities m
        where m.request_id = r.id and ${visible('requests.request_municipalities', 'm')} order by m.joined_at, 1) as "municipalityIds",
  ${entries('min(e.at)', `e.kind = 'READ'`)} as "firstReadAt",
  ${entries('count(*)::int', `e.kind = 'MESSAGE'`)} as "messageCount",
  (select max(g.writing_at) from requests.guests g
   where g.request_id = r.id and ${visible('requests.guests', 'g')}) as "answerBegunAt",
  (select min(c.due_on) from requests.commitments c
   where c.request_id = r.id and c.outcome is null and ${visible('requests.commitments', 'c')}) as "nextCommitmentOn",
  exists (select from requests.extensions x
          where x.request_id = r.id and x.state = 'ASKED' and ${visible('requests.extensions', 'x')}) as "extensionAsked",
  (select count(*)::int from requests.notes n where n.request_id = r.id and ${visible('requests.notes', 'n')}) as "noteCount",
  (select s.level from requests.escalations s where s.request_id = r.id and s.state in ('PROPOSED', 'APPROVED')
   and r.status in (${awaitingAnswer.map((status) => `'${status}'`).join()}) and ${visible('requests.escalations', 's')}) as "proposedLevel",
  array(select t.task_id from requests.linked_tasks t
        where t.request_id = r.id and ${visible('requests.linked_tasks', 't')} order by 1) as "taskIds"`;

/** Looked up for every statement: the policy of that moment is what holds. */
const readable = () => visible('requests.requests', 'r');

/** Requests: lists and single ones for reading, rows for writing. */
@Injectable()
export class RequestsStore {
  constructor(private readonly db: Db) {}

  /** One statement for a page; asks one row more than the page, to know whether there is more. */
  async page(
    scope: RequestScope,
    query: RequestQuery,
    order: RequestOrderName,
    today: string,
    size: number,
    after?: CursorKeys,
  ): Promise<RequestView[]> {
    const { values, bind } = binder();
    const ordering = requestOrderings[order];
    const conditions = requestConditions(scope, query, today, bind);
    const seek = after ? `and ${afterCondition(ordering, after, bind)}` : '';
    const direction = 'descending' in ordering ? 'desc' : 'asc';
    const keys = ordering.keys.map(({ column }) => column);
    const sorted = keys.map((key) => `${key} ${direction}`).join(', ');
    return this.db.query<RequestView>(
      `with page as materialized (
         select r.id, row_number() over (order by ${sorted}) as nr, json_build_array(${keys.join(', ')}) as place
         from requests.requests r where ${conditions} ${seek} order by ${sorted} limit ${bind(size + 1)})
       select ${view()}, page.place from page join requests.requests r on r.id = page.id order by page.nr`,
      values,
    );
  }

  async count(scope: RequestScope, query: RequestQuery, today: string): Promise<number> {
    const { values, bind } = binder();
    const sql = `select count(*)::int as count from requests.requests r where ${requestConditions(scope, query, today, bind)}`;
    const [row] = await this.db.query<{ count: number }>(sql, values);
    return row?.count ?? 0;
  }

  async counts(partnershipId: string, query: RequestQuery, today: string): Promise<RequestCount[]> {
    const { values, bind } = binder();
    const conditions = requestConditions({ partnershipId }, query, today, bind);
    return this.db.query<RequestCount>(
      `select r.status, count(*)::int as count,
              count(*) filter (where r.due_on < ${bind(today)} and r.status = any (${bind(awaitingAnswer)}))::int as late
       from requests.requests r where ${conditions} group by r.status`,
      values,
    );
  }

  async byIds(ids: readonly string[]): Promise<RequestView[]> {
    return this.db.query<RequestView>(
      `select ${view()} from requests.requests r where r.id = any ($1) and ${readable()}`,
      [ids],
    );
  }

  async idByNumber(partnershipId: string, year: number, number: number): Promise<string | undefined> {
    const [row] = await this.db.query<{ id: string }>(
      `select id from requests.requests r where partnership_id = $1 and year = $2 and number = $3 and ${readable()}`,
      [partnershipId, year, number],
    );
    return row?.id;
  }

  /** Requests, to an actor or any, that are drafts or open and look like a text, best first. */
  async similar(partnershipId: string, actorId: string | null, text: string, limit: number): Promise<RequestView[]> {
    return this.db.query<RequestView>(
      `select ${view()} from requests.requests r
       where r.partnership_id = $1 and ($2::uuid is null or r.actor_id = $2) and r.status not in ('CLOSED', 'WITHDRAWN') and ${readable()}
             and ($3 = '' or word_similarity(requests.fold($3), r.search_text) > 0.25)
       order by case when $3 = '' then 0 else word_similarity(requests.fold($3), r.search_text) end desc, r.updated_at desc, r.id
       limit $4`,
      [partnershipId, actorId, text, limit],
    );
  }

  /** @throws NOT_FOUND when there is no such request for the caller. */
  async get(id: string, field = 'id'): Promise<RequestView> {
    const [request] = await this.byIds([id]);
    if (!request) throw commonErrors.NOT_FOUND({ field });
    return request;
  }

  /** Holds a request until the end of the transaction, for changes that no version guards; nothing to one not there. */
  async lock(id: string): Promise<void> {
    await this.db.query(`select from requests.requests r where r.id = $1 and ${readable()} for update`, [id]);
  }

  /** The next number of a year; writers of one partnership wait here for each other until commit. */
  async nextNumber(partnershipId: string, year: number): Promise<number> {
    const [row] = await this.db.query<{ last_number: number }>(
      `insert into requests.counters (partnership_id, year, last_number) values ($1, $2, 1)
       on conflict (partnership_id, year) do update set last_number = counters.last_number + 1 returning last_number`,
      [partnershipId, year],
    );
    return row!.last_number;
  }

  async insert(row: RequestRow): Promise<void> {
    await this.db.manager.insert(RequestRow, row);
  }

  /** Changes a request that still has the expected version; answers whether it had. */
  async update(id: string, expectedVersion: number, changes: QueryDeepPartialEntity<RequestRow>): Promise<boolean> {
    const result = await this.db.manager
      .createQueryBuilder()
      .update(RequestRow)
      .set({ ...changes, version: () => 'version + 1' })
      .where('id = :id and version = :expectedVersion', { id, expectedVersion })
      .execute();
    return result.affected === 1;
  }

  /** Puts exactly these municipalities on a draft. */
  async placeMunicipalities(
    { id, partnershipId }: Pick<RequestRow, 'id' | 'partnershipId'>,
    ids: readonly string[],
    by: string,
    at: Date,
  ): Promise<void> {
    await this.db.query(
      `delete from requests.request_municipalities where request_id = $1 and municipality_id <> all ($2)`,
      [id, ids],
    );
    await this.db.query(
      `insert into requests.request_municipalities (partnership_id, request_id, municipality_id, joined_at, joined_by)
       select $1, $2, unnest($3::uuid[]), $4, $5 on conflict do nothing`,
      [partnershipId, id, ids, at, by],
    );
  }

  /** Adds one municipality; answers whether it was not on the request before. */
  async addMunicipality(
    { id, partnershipId }: Pick<RequestRow, 'id' | 'partnershipId'>,
    municipalityId: string,
    by: string,
    at: Date,
  ): Promise<boolean> {
    const rows = await this.db.query(
      `insert into requests.request_municipalities (partnership_id, request_id, municipality_id, joined_at, joined_by)
       values ($1, $2, $3, $4, $5) on conflict do nothing returning request_id`,
      [partnershipId, id, municipalityId, at, by],
    );
    return rows.length === 1;
  }

  /** Links exactly these tasks. */
  async linkTasks(
    { id, partnershipId }: Pick<RequestRow, 'id' | 'partnershipId'>,
    taskIds: readonly string[],
  ): Promise<void> {
    await this.db.query(`delete from requests.linked_tasks where request_id = $1 and task_id <> all ($2)`, [
      id,
      taskIds,
    ]);
    await this.db.query(
      `insert into requests.linked_tasks (partnership_id, request_id, task_id)
       select $1, $2, unnest($3::uuid[]) on conflict do nothing`,
      [partnershipId, id, taskIds],
    );
  }
}
