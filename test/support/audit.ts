import { fromGlobalId } from '#libs/kernel';
import type { Client } from './client.js';
import { setStage, type Persona, type Stage } from './partnership.js';

/** Chain of what belongs to no partnership. */
export const NO_PARTNERSHIP = '00000000-0000-0000-0000-000000000000';
export const CREATE = `mutation ($input: CreateTaskInput!) { createTask(input: $input) { task { id version } } }`;
export const MOVE = `mutation ($input: MoveTaskInput!) { moveTask(input: $input) { task { id } } }`;
const LINE = `number at kind action by { displayName } onBehalfOf { name } byService partnership { id } subjectType subjectId
  fields result hash concerns { displayName }`;
export const LOG = `query ($id: ID!, $filter: AuditFilter, $first: Int, $after: Cursor) {
  partnership(id: $id) { auditLog(filter: $filter, first: $first, after: $after) {
    totalCount nodes { ${LINE} } pageInfo { hasNextPage endCursor } } } }`;
const MINE = `query ($filter: AuditFilter, $first: Int, $after: Cursor) {
  viewer { auditLog(filter: $filter, first: $first, after: $after) {
    totalCount nodes { ${LINE} } pageInfo { hasNextPage endCursor } } } }`;

/** A line as a client gets it. */
export interface Line {
  number: number;
  at: string;
  kind: string;
  action: string;
  by: { displayName: string } | null;
  onBehalfOf: { name: string } | null;
  partnership: { id: string } | null;
  subjectType: string | null;
  subjectId: string | null;
  fields: string[];
  result: string;
  concerns: { displayName: string }[];
}
/** A page of the log. */
export interface Log {
  totalCount: number;
  nodes: Line[];
  pageInfo: { hasNextPage: boolean; endCursor: string };
}
/** A line as it is stored. */
export interface Row {
  chain_id: string;
  account_id: string | null;
  organisation_id: string | null;
  kind: string;
  action: string;
  subject_type: string | null;
  subject_id: string | null;
  person_ids: string[];
  fields: string[];
  result: string;
}

/** A stage with somebody who audits its partnership, and ways to look at the log. */
export interface AuditStage extends Stage {
  officer: Client;
  /** The lines some work leaves, but for signing in. */
  linesOf(work: () => Promise<unknown>): Promise<Row[]>;
  logFor(persona: Persona, variables?: object): Promise<Log>;
  mine(client: Client, variables?: object): Promise<Log>;
  /** What creates a task. */
  task(more?: object): object;
  create(more?: object, client?: Client): Promise<{ id: string; version: number }>;
}

/** The outsider audits the partnership, and does nothing more there. */
export const setAuditStage = async (): Promise<AuditStage> => {
  const stage = await setStage();
  const { accountId, organisationId } = stage.people.outsider;
  await stage.world.mandate(fromGlobalId(stage.partnershipId)!.id, accountId, organisationId, 'AUDITOR');
  const officer = await stage.as('officer');
  const rows = () =>
    stage.world.rows<Row>(`select * from audit.lines where kind <> 'SESSION' order by at, chain_id, sequence`);
  const task = (more: object = {}) => ({ partnershipId: stage.partnershipId, title: 'Tolken', ...more });
  return {
    ...stage,
    officer,
    task,
    linesOf: async (work) => {
      const before = (await rows()).length;
      await work();
      return (await rows()).slice(before);
    },
    logFor: async (persona, variables = {}) => {
      const client = await stage.as(persona);
      const document = { id: stage.partnershipId, ...variables };
      return (await client.get<{ partnership: { auditLog: Log } }>(LOG, document)).partnership.auditLog;
    },
    mine: async (client, variables = {}) =>
      (await client.get<{ viewer: { auditLog: Log } }>(MINE, { ...variables })).viewer.auditLog,
    create: async (more = {}, client = officer) => {
      const created = await client.get<{ createTask: { task: { id: string; version: number } } }>(CREATE, {
        input: task(more),
      });
      return created.createTask.task;
    },
  };
};
