import { fromGlobalId, toGlobalId } from '#libs/kernel';
import pg from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { startOwnPostgres, type OwnPostgres } from '../../tools/lib/own-postgres.mjs';
import { Client } from '../support/client.js';
import { setStage, type Persona, type Stage } from '../support/partnership.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import { freePort, type ApiProcess } from '../support/servers.js';
import type { Change, Partnership } from './history.js';
import { startProxy, type Proxy } from './proxy.js';
import type { KnownTask } from './writer.js';

/** How an error looks in the log that is nobody's fault but ours. */
const BUG = /ERROR.*graphql/i;

/** One API process behind a proxy: killed and started again, it keeps both addresses. */
export class Node {
  private said = '';
  private read = 0;

  private constructor(
    readonly proxy: Proxy,
    private process: ApiProcess,
    private readonly start: () => Promise<ApiProcess>,
  ) {}

  static async start(start: (port: number) => Promise<ApiProcess>): Promise<Node> {
    const port = await freePort();
    return new Node(await startProxy(port), await start(port), () => start(port));
  }

  /** Lines of the log in which the API says that it did not expect something, of all its processes so far. */
  bugs(): string[] {
    this.said += this.process.output().slice(this.read);
    this.read = this.process.output().length;
    return this.said.split('\n').filter((line) => BUG.test(line));
  }

  kill(): Promise<void> {
    return this.process.kill();
  }

  /** Asks it to end, and waits until it has said goodbye. */
  stop(): Promise<void> {
    return this.process.stop();
  }

  async restart(): Promise<void> {
    this.bugs();
    this.read = 0;
    this.process = await this.start();
  }
}

/** Everything a fault can hit, with two partnerships on it. */
export interface Scene {
  stage: Stage;
  postgres: OwnPostgres;
  redis: TestRedis;
  nodes: Node[];
  /** Global ids: the one that most people are in, and another. */
  partnerships: { own: string; other: string };
  tokens: Record<Persona, string>;
  /** All that was ever asked of this scene. */
  changes: Change[];
  /** One task in each partnership that everybody changes. */
  contended: Record<'own' | 'other', KnownTask>;
  /** A statement as the owner, again until it is done. */
  insist(sql: string, values?: unknown[]): Promise<void>;
  /** What the database holds of each partnership. */
  records(): Promise<Partnership[]>;
  close(): Promise<void>;
}

const CREATE = `mutation ($input: CreateTaskInput!) { createTask(input: $input) { task { id } } }`;

export const setScene = async (nodeCount = 2): Promise<Scene> => {
  const [redis, postgres] = await Promise.all([startRedis(), startOwnPostgres()]);
  const database = { ...postgres, drop: async () => undefined };
  const stage = await setStage({
    ...{ database, redisUrl: redis.url },
    // What this may cost is the matter of other tests.
    env: { COST_PER_MINUTE: '1000000000', API_INSTANCES: String(nodeCount) },
  });
  const nodes = await Promise.all(
    Array.from({ length: nodeCount }, () => Node.start((port) => stage.another({ port }))),
  );
  const [other] = await stage.world.rows<{ id: string }>(
    `select id from partnerships.partnerships where name = 'Elders'`,
  );
  const partnerships = { own: stage.partnershipId, other: toGlobalId('Partnership', other!.id) };
  const tokens = {} as Scene['tokens'];
  for (const persona of Object.keys(stage.people) as Persona[])
    tokens[persona] = (await Client.as(stage.api.url, persona)).token!;
  const changes: Change[] = [];
  const contend = async (persona: Persona, partnershipId: string): Promise<KnownTask> => {
    const key = `everybody's of ${persona}`;
    const client = new Client(stage.api.url, tokens[persona]);
    const input = { partnershipId, title: key, description: key };
    const { createTask } = await client.get<{ createTask: { task: { id: string } } }>(CREATE, { input });
    const { id } = createTask.task;
    changes.push({ key, kind: 'create', partnershipId, taskId: id, version: 1, parties: [], outcome: 'acknowledged' });
    return { id, version: 1, title: key, status: 'TODO', parties: [], kept: false };
  };
  const contended = {
    own: await contend('manager', partnerships.own),
    other: await contend('outsider', partnerships.other),
  };
  // Its connection would not survive what is to come, and its API process is not one of the nodes.
  await stage.world.close();
  await stage.api.stop();
  const query = async <T>(sql: string, values: unknown[] = []): Promise<T[]> => {
    const client = new pg.Client({ connectionString: postgres.ownerUrl, connectionTimeoutMillis: 5_000 });
    // A server that goes away is reported by the statement.
    client.on('error', () => undefined);
    try {
      await client.connect();
      return (await client.query(sql, values)).rows as T[];
    } finally {
      await client.end().catch(() => undefined);
    }
  };
  return {
    ...{ stage, postgres, redis, nodes, partnerships, tokens, changes, contended },
    insist: async (sql, values) => {
      for (;;) {
        const done = await query(sql, values).catch(() => undefined);
        if (done) return;
        await sleep(50);
      }
    },
    records: () => Promise.all(Object.values(partnerships).map((id) => recordOf(id, query))),
    close: async () => {
      nodes.forEach(({ proxy }) => proxy.close());
      await stage.close();
      await Promise.all([redis.stop(), postgres.stop()]);
    },
  };
};

type Query = <T>(sql: string, values?: unknown[]) => Promise<T[]>;

const actors = (ids: string[]) => ids.map((id) => toGlobalId('Actor', id));

const recordOf = async (id: string, query: Query): Promise<Partnership> => {
  const values = [fromGlobalId(id)!.id];
  const [stream] = await query<{ head: number }>(
    `select last_sequence::int as head from live.streams where id = $1`,
    values,
  );
  const log = await query<Partnership['log'][number] & { subjectType: string }>(
    `select sequence::int, type, (extract(epoch from at) * 1000)::float as at, subject_type as "subjectType",
            subject_id as "subjectId", version, party_ids as parties,
            case when internal then organisation_id end as "keptBy"
     from live.events where stream_id = $1 order by sequence`,
    values,
  );
  const tasks = await query<Partnership['tasks'][number]>(
    `select t.id, split_part(t.description, E'\\n', 1) as origin, t.title, t.status, t.version,
            case when t.audience = 'OWN_ORGANISATION' then t.organisation_id end as "keptBy",
            case when t.audience = 'INVOLVED_ACTORS' then
              array(select a.actor_id from coordination.task_actors a where a.task_id = t.id) else '{}' end as parties
     from coordination.tasks t where t.partnership_id = $1`,
    values,
  );
  const comments = await query<Partnership['comments'][number]>(
    `select body, task_id as "taskId", case when audience = 'OWN_ORGANISATION' then organisation_id end as "keptBy"
     from coordination.comments where partnership_id = $1`,
    values,
  );
  return {
    id,
    head: stream?.head ?? -1,
    log: log.map(({ subjectType, subjectId, parties, ...line }) => ({
      ...line,
      subjectId: toGlobalId(subjectType, subjectId),
      parties: actors(parties),
    })),
    tasks: tasks.map((task) => ({
      ...task,
      id: toGlobalId('CoordinationTask', task.id),
      parties: actors(task.parties),
    })),
    comments: comments.map((comment) => ({ ...comment, taskId: toGlobalId('CoordinationTask', comment.taskId) })),
  };
};
