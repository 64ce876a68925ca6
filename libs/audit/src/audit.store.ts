import { visible } from '#libs/access';
import type { CursorKeys } from '#libs/kernel';
import { Db, type AuditEntry, type AuditKind } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { NO_PARTNERSHIP } from './chain.rules.js';

/** A line as it is shown. */
export interface LineRow {
  chainId: string;
  sequence: number;
  /** UTC, with microseconds. */
  at: string;
  kind: AuditKind;
  accountId: string | null;
  organisationId: string | null;
  clientId: string | null;
  action: string;
  subjectType: string | null;
  subjectId: string | null;
  personIds: string[];
  fields: string[];
  result: string;
  hash: string;
}

/** Which lines: those of a partnership, or those by and about a person; and of these, which. */
export interface LineQuery {
  of: { partnershipId: string } | { accountId: string };
  accountId?: string | null;
  kinds?: readonly string[] | null;
  actions?: readonly string[] | null;
  subject?: { type: string; id: string } | null;
  /** First and last day, in Belgium. */
  from?: string | null;
  until?: string | null;
  result?: string | null;
  refused?: boolean | null;
}

const COLUMNS = `
  l.chain_id as "chainId", l.sequence::int as sequence,
  to_char(l.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, l.kind, l.account_id as "accountId",
  l.organisation_id as "organisationId", l.client_id as "clientId", l.action, l.subject_type as "subjectType",
  l.subject_id as "subjectId", l.person_ids as "personIds", l.fields, l.result, encode(l.hash, 'hex') as hash`;

/** Start of a day in Belgium. */
const startOf = (day: string) => `(${day}::date)::timestamp at time zone 'Europe/Brussels'`;

type Bind = (value: unknown) => string;

const conditionsOf = (query: LineQuery, bind: Bind): string => {
  const { of } = query;
  const all = [visible('audit.lines', 'l')];
  if ('partnershipId' in of) all.push(`l.chain_id = ${bind(of.partnershipId)}`);
  else {
    const me = bind(of.accountId);
    all.push(`(l.account_id = ${me} or l.person_ids @> array[${me}::uuid])`);
  }
  if (query.accountId) all.push(`l.account_id = ${bind(query.accountId)}`);
  if (query.kinds) all.push(`l.kind = any (${bind(query.kinds)})`);
  if (query.actions) all.push(`l.action = any (${bind(query.actions)})`);
  if (query.subject)
    all.push(`l.subject_type = ${bind(query.subject.type)} and l.subject_id = ${bind(query.subject.id)}`);
  if (query.from) all.push(`l.at >= ${startOf(bind(query.from))}`);
  if (query.until) all.push(`l.at < ${startOf(`(${bind(query.until)}::date + 1)`)}`);
  if (query.result) all.push(`l.result = ${bind(query.result)}`);
  if (typeof query.refused === 'boolean') all.push(`(l.result in ('OK', 'REPEATED')) <> ${bind(query.refused)}`);
  return all.join(' and ');
};

/** All SQL of the room that runs in the API. */
@Injectable()
export class AuditStore {
  constructor(private readonly db: Db) {}

  /** Adds lines in the open transaction, which holds their chains from then on. */
  async append(entries: readonly AuditEntry[], clientId: string | null): Promise<void> {
    const rows = entries.map(({ kind, action, result, partnershipId, subject, fields, personIds }) => ({
      partnership: partnershipId ?? null,
      kind,
      action,
      subject_type: subject?.type ?? null,
      subject_id: subject?.id ?? null,
      persons: personIds ?? [],
      fields: fields ?? [],
      result,
    }));
    await this.db.query(`select audit.append($1, $2)`, [JSON.stringify(rows), clientId]);
  }

  /** The newest first; one row more than the page. */
  async page(query: LineQuery, size: number, after?: CursorKeys): Promise<LineRow[]> {
    const values: unknown[] = [];
    const bind: Bind = (value) => `$${values.push(value)}`;
    const conditions = conditionsOf(query, bind);
    // Within one chain the number is the order; over several it is the moment.
    const order = 'partnershipId' in query.of ? ['l.sequence'] : ['l.at', 'l.chain_id', 'l.sequence'];
    const [at, chainId, sequence] = after ?? [];
    const types = { 'l.at': 'timestamptz', 'l.chain_id': 'uuid', 'l.sequence': 'bigint' } as Record<string, string>;
    const keys = { 'l.at': at, 'l.chain_id': chainId, 'l.sequence': sequence } as Record<string, unknown>;
    const seek = after
      ? `and (${order.join(', ')}) < (${order.map((key) => `${bind(keys[key])}::${types[key]}`).join(', ')})`
      : '';
    return this.db.query(
      `select ${COLUMNS} from audit.lines l where ${conditions} ${seek}
       order by ${order.map((key) => `${key} desc`).join(', ')} limit ${bind(size + 1)}`,
      values,
    );
  }

  async count(query: LineQuery): Promise<number> {
    const values: unknown[] = [];
    const conditions = conditionsOf(query, (value) => `$${values.push(value)}`);
    const [row] = await this.db.query<{ count: number }>(
      `select count(*)::int as count from audit.lines l where ${conditions}`,
      values,
    );
    return row?.count ?? 0;
  }
}

/** Where a row stands in a list, for a cursor. */
export const placeOf = ({ at, chainId, sequence }: LineRow): CursorKeys => [at, chainId, sequence];

/** The partnership of a line, if it belongs to one. */
export const partnershipIdOf = ({ chainId }: Pick<LineRow, 'chainId'>): string | null =>
  chainId === NO_PARTNERSHIP ? null : chainId;
