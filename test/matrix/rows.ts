import pg from 'pg';
import { fromGlobalId, newId } from '#libs/kernel';
import { functions } from './expected-functions.js';
import { admins, managers, tables, writers, type Whose } from './expected-rows.js';
import { isOfFounder, nobodies, relations, scopes } from './expected.js';
import { commentOf, isParty, type Knowledge } from './knowledge.js';
import { learn, type RowFacts, type TableFacts } from './row-facts.js';
import { callers, callerKeys, people, type CallerKey, type SessionFacts } from './people.js';
import type { MatrixWorld } from './world.js';
import { tenants, type Tenant } from './words.js';

const NOT_ALLOWED = '42501';
const systems = { alfa: 'systemAlfa', beta: 'systemBeta', gamma: 'systemGamma' } as const;
/** Constraints speak only after row-level security has: whoever hears them was let through. */
const isConstraint = (code: string | undefined): boolean => code?.startsWith('23') === true || code === 'P0001';

/** Table × role × operation × whose row, straight on the database as the login of the API. */
export class Rows {
  private readonly learnt = new Map<string, TableFacts>();

  private constructor(
    private readonly world: MatrixWorld,
    private readonly knowledge: Knowledge,
    private readonly client: pg.Client,
  ) {}

  static async open(world: MatrixWorld, knowledge: Knowledge): Promise<Rows> {
    const client = new pg.Client({ connectionString: world.database.apiUrl });
    await client.connect();
    const rows = new Rows(world, knowledge, client);
    for (const table of Object.keys(tables)) rows.learnt.set(table, await learn(world, table));
    return rows;
  }

  close(): Promise<void> {
    return this.client.end();
  }

  /** Every table there is, by the catalogue. */
  async existing(): Promise<string[]> {
    const found = await this.world.owner.rows<{ name: string }>(
      `select format('%s.%s', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and n.nspname not in ('public', 'information_schema') order by 1`,
    );
    return found.map(({ name }) => name);
  }

  factsOf(table: string): RowFacts[] {
    return this.learnt.get(table)!.facts;
  }

  /** Whether a row is the caller's to see or write. */
  isWhose(caller: CallerKey, whose: Whose, row: RowFacts): boolean {
    if (whose === 'unsigned') return nobodies.includes(caller);
    if (nobodies.includes(caller) || whose === 'nobody') return false;
    if (whose === 'everybody') return true;
    const relation = row.tenant && relations[caller][row.tenant];
    const inside = relation !== undefined && !isParty(relation);
    const self = row.account !== undefined && row.account === this.accountOf(caller);
    switch (whose) {
      case 'inside':
        return inside;
      case 'partnership':
        return relation !== undefined;
      case 'people':
        return !scopes[caller];
      case 'admins':
        return inside && admins.includes(relation);
      case 'line':
      case 'lineOrInside': {
        const me = this.accountOf(caller);
        const about = me !== undefined && (row.concerns ?? []).includes(me);
        return about || (inside && (whose === 'lineOrInside' || admins.includes(relation)));
      }
      case 'writers':
        return inside && writers.includes(relation);
      case 'managers':
        return inside && managers.includes(relation);
      case 'managersOfPeople': {
        const person = row.account === undefined ? undefined : this.knowledge.person(row.account);
        const system = person !== undefined && 'connectedTo' in people[person];
        return inside && managers.includes(relation) && !system;
      }
      case 'task':
        return this.knowledge.seesTask(caller, row.tenant!, row.task!);
      case 'step':
        return inside && this.knowledge.seesTask(caller, row.tenant!, row.task!);
      case 'stepOrParty':
        return row.task === 'own' ? this.knowledge.seesTask(caller, row.tenant!, row.task) : relation !== undefined;
      case 'stepWriters':
        return inside && writers.includes(relation) && this.knowledge.seesTask(caller, row.tenant!, row.task!);
      case 'stepSelf':
        return self && this.isWhose(caller, 'stepWriters', row);
      case 'comment':
        return this.knowledge.seesComment(caller, row.tenant!, row.task!, commentOf[row.audience!]!);
      case 'request':
        return this.knowledge.seesRequest(caller, row.tenant!, row.request!);
      case 'file':
        return this.isWhose(caller, row.task ? 'task' : row.audience ? 'note' : 'request', row);
      case 'fileWriters':
        // From a note its author; from a request as long as it is a draft.
        if (row.task) return this.isWhose(caller, 'stepWriters', row);
        if (row.audience) return this.isWhose(caller, 'mineWriters', row) && this.isWhose(caller, 'note', row);
        return row.request === 'draft' && this.isWhose(caller, 'writers', row);
      case 'note':
        return inside && (row.audience !== 'OWN_ORGANISATION' || isOfFounder(caller, row.tenant!));
      case 'asked':
        return (
          relation !== undefined && isParty(relation) && this.knowledge.seesRequest(caller, row.tenant!, row.request!)
        );
      case 'requestWriters':
        return this.isWhose(caller, 'writers', row) || this.isWhose(caller, 'asked', row);
      case 'participants':
        return this.isWhose(caller, 'writers', row) || (relation !== undefined && isParty(relation));
      case 'ownActor':
        return inside
          ? this.knowledge.seesTask(caller, row.tenant!, row.task!)
          : relation !== undefined && row.actor === relation && row.task !== 'own';
      case 'event':
        return this.knowledge.events.some(
          (event) =>
            event.tenant === row.tenant && event.sequence === row.sequence && this.knowledge.seesEvent(caller, event),
        );
      case 'self':
        return self;
      case 'notified':
        return this.knowledge.isNotified(caller, { ...row, person: this.knowledge.person(row.account!) });
      case 'organisation':
        return caller !== 'systemBlind' && this.organisationOf(caller) === row.organisation;
      case 'organisationMembers':
        return this.isWhose(caller, 'organisation', row) && Object.keys(relations[caller]).length > 0;
      case 'organisationManagers':
        return this.isWhose(caller, 'organisation', row) && Object.values(relations[caller]).includes('MANAGER');
      case 'told':
        return self && (row.tenant === undefined || relation !== undefined);
      case 'staff':
        return !scopes[caller] && caller !== 'undecided' && caller !== 'dismissed';
      case 'employed':
        return self && caller !== 'dismissed';
      case 'view':
        return inside && (self || row.audience === 'PARTNERSHIP');
      case 'mine':
        return inside && self;
      case 'mineWriters':
        return self && inside && writers.includes(relation);
      case 'owner':
        return self || inside;
      case 'known':
        return this.knowledge.knowsPerson(caller, this.knowledge.person(row.account!)!);
    }
  }

  /** What is wrong about one table for one caller. */
  async cell(table: string, caller: CallerKey): Promise<string[]> {
    const { select, insert, update, delete: remove, touch, key = 'ctid' } = tables[table]!;
    const findings: string[] = [];
    await this.client.query('begin');
    try {
      await this.actAs(caller);
      const seen = await this.attempt(`select ${key}::text as key from ${table}`);
      const expected = this.count(table, caller, select);
      if (
        seen.rows.length !== expected ||
        seen.rows.some(({ key }) => !this.mayHave(table, caller, select, key as string))
      )
        findings.push(`${caller} reads ${seen.rows.length} rows of ${table} instead of ${expected}`);
      const changed = await this.attempt(
        `update ${table} set ${touch ?? `${this.learnt.get(table)!.columns[0]!} = null`}`,
      );
      findings.push(...this.compare(table, caller, 'changes', changed, this.count(table, caller, update)));
      const removed = await this.attempt(`delete from ${table}`);
      findings.push(...this.compare(table, caller, 'removes', removed, this.count(table, caller, remove)));
      for (const [whose, sample] of this.learnt.get(table)!.samples)
        findings.push(...(await this.insertion(table, caller, insert, whose, sample)));
      if (update && touch) findings.push(...(await this.giveAway(table, caller, update)));
    } finally {
      await this.client.query('rollback');
    }
    return findings;
  }

  /** Functions that run with the rights of the owner, asked about each partnership: they answer those they should. */
  async functions(caller: CallerKey): Promise<string[]> {
    const findings: string[] = [];
    await this.client.query('begin');
    try {
      await this.actAs(caller);
      const session = this.sessionOf(caller);
      for (const tenant of tenants) {
        const { partnership, person, client, clientVersion: version } = this.world.things[tenant];
        const [first, second, third] = [partnership, person, client].map((id) => fromGlobalId(id)!.id);
        for (const [name, { whose, call }] of Object.entries(functions)) {
          const organisation = session?.organisation ? this.world.organisations[session.organisation] : undefined;
          const facts = { partnership: first!, person: second!, client: third!, version, organisation, fresh: newId() };
          const { code, rows } = await this.attempt(call(facts));
          const answered =
            !code && rows.some((row) => Object.values(row).some((value) => value !== null && value !== false));
          if (answered !== this.isWhose(caller, whose, { key: '', tenant, account: second! }))
            findings.push(`${caller} is ${answered ? 'answered' : `refused (${code})`} by ${name} about ${tenant}`);
        }
      }
    } finally {
      await this.client.query('rollback');
    }
    return findings;
  }

  /** How many cells there are: tables, callers, and the four operations. */
  get size(): number {
    return Object.keys(tables).length * callerKeys.length * 4;
  }

  private compare(
    table: string,
    caller: CallerKey,
    does: string,
    { code, count }: { code?: string; count: number },
    expected: number,
  ): string[] {
    const refused = code === NOT_ALLOWED;
    if (expected === 0)
      return refused || (!code && count === 0) ? [] : [`${caller} ${does} ${code ?? count} of ${table}`];
    return !refused && (isConstraint(code) || count === expected)
      ? []
      : [`${caller} ${does} ${code ?? count} rows of ${table} instead of ${expected}`];
  }

  /** A copy of a row of each partnership or person: the caller may add it exactly where the table says. */
  private async insertion(
    table: string,
    caller: CallerKey,
    whose: Whose | undefined,
    key: string,
    sample: Record<string, unknown>,
  ): Promise<string[]> {
    const { author, added = {}, keepsId, never, changesNew } = tables[table]!;
    const row = { ...sample, ...added, ...('id' in sample && !keepsId ? { id: newId() } : {}) };
    const facts = this.factsOf(table).find((fact) => fact.key === key)!;
    const may = this.isWhose(caller, whose ?? 'nobody', facts);
    const me = this.accountOf(caller) ?? null;
    const asMyself = author ? { ...row, [author]: me } : row;
    const answer = await this.insert(table, asMyself);
    const findings: string[] = [];
    if (may === (answer.code === NOT_ALLOWED))
      findings.push(`${caller} ${may ? 'cannot add' : 'adds'} a row of ${facts.tenant ?? facts.account} to ${table}`);
    if (may && changesNew) findings.push(...(await this.moveNew(table, caller, asMyself)));
    if (never) {
      const system = facts.tenant && this.world.accounts[systems[facts.tenant]];
      const forbidden = await this.insert(table, {
        ...asMyself,
        ...never[scopes[caller] ? 'systems' : 'people'](system),
      });
      if (forbidden.code !== NOT_ALLOWED) findings.push(`${caller} adds to ${table} what nobody may`);
    }
    if (author && me) {
      const forged = await this.insert(table, { ...row, [author]: this.anotherThan(caller) });
      if (forged.code !== NOT_ALLOWED) findings.push(`${caller} adds a row in another's name to ${table}`);
    }
    return findings;
  }

  /** Whoever may change rows hands one over to a partnership, or a person, that is not theirs. */
  private async giveAway(table: string, caller: CallerKey, whose: Whose): Promise<string[]> {
    const { of = {}, author } = tables[table]!;
    const column = of.partnership ?? of.account;
    if (!column && author && this.count(table, caller, whose) > 0) return this.signForAnother(table, caller, author);
    const foreign = this.factsOf(table).find(
      // Of an own partnership there may be rows that stay inside another organisation.
      (row) => !this.isWhose(caller, whose, row) && !(row.tenant && this.mayWriteIn(table, caller, whose, row.tenant)),
    );
    if (!column || !foreign || this.count(table, caller, whose) === 0) return [];
    const value = of.partnership ? this.partnershipId(foreign.tenant!) : this.anotherThan(caller);
    const { code } = await this.attempt(`update ${table} set ${column} = '${value}'`);
    return code === NOT_ALLOWED ? [] : [`${caller} gives rows of ${table} away`];
  }

  private async signForAnother(table: string, caller: CallerKey, author: string): Promise<string[]> {
    const { code } = await this.attempt(`update ${table} set ${author} = '${this.anotherThan(caller)}'`);
    return code === NOT_ALLOWED ? [] : [`${caller} changes rows of ${table} in another's name`];
  }

  /** What one may change as long as it is new is not handed over to another partnership meanwhile. */
  private async moveNew(table: string, caller: CallerKey, row: Record<string, unknown>): Promise<string[]> {
    const partnerships = tenants.map((tenant) => this.partnershipId(tenant));
    const foreign = partnerships.find((id) => id !== row.partnership_id)!;
    await this.client.query('savepoint made');
    try {
      await this.client.query(this.adding(table), [JSON.stringify(row)]);
      // No other row may be changed, and a condition would ask for the right to read too.
      const { code, count } = await this.attempt(`update ${table} set partnership_id = '${foreign}'`);
      return code === NOT_ALLOWED ? [] : [`${caller} moves ${code ?? count} new rows of ${table} away`];
    } finally {
      await this.client.query('rollback to made');
    }
  }

  private mayWriteIn(table: string, caller: CallerKey, whose: Whose, tenant: Tenant): boolean {
    return this.factsOf(table).some((row) => row.tenant === tenant && this.isWhose(caller, whose, row));
  }

  private count(table: string, caller: CallerKey, whose: Whose | undefined): number {
    return this.factsOf(table).filter((row) => this.isWhose(caller, whose ?? 'nobody', row)).length;
  }

  private mayHave(table: string, caller: CallerKey, whose: Whose, key: string): boolean {
    const row = this.factsOf(table).find((fact) => fact.key === key);
    return row !== undefined && this.isWhose(caller, whose, row);
  }

  private sessionOf(caller: CallerKey): SessionFacts | null {
    return nobodies.includes(caller) ? null : callers[caller];
  }

  private accountOf(caller: CallerKey): string | undefined {
    const session = this.sessionOf(caller);
    return session ? this.world.accounts[session.person] : undefined;
  }

  private anotherThan(caller: CallerKey): string {
    return Object.values(this.world.accounts).find((account) => account !== this.accountOf(caller))!;
  }

  private organisationOf(caller: CallerKey): string | undefined {
    const organisation = this.sessionOf(caller)?.organisation;
    return organisation ? this.world.organisations[organisation] : undefined;
  }

  private partnershipId(tenant: Tenant): string {
    return fromGlobalId(this.world.things[tenant].partnership)!.id;
  }

  private async actAs(caller: CallerKey): Promise<void> {
    const session = this.sessionOf(caller);
    await this.client.query(
      `select set_config('app.account_id', $1, true), set_config('app.organisation_id', $2, true)`,
      [
        session ? this.world.accounts[session.person] : '',
        session?.organisation && caller !== 'systemBlind' ? this.world.organisations[session.organisation] : '',
      ],
    );
  }

  private async attempt(
    sql: string,
    values?: unknown[],
  ): Promise<{ code?: string; count: number; rows: Record<string, unknown>[] }> {
    await this.client.query('savepoint attempt');
    try {
      // Several statements at once are answered by a list.
      const results = [await this.client.query<Record<string, unknown>>(sql, values)].flat();
      const { rowCount, rows } = results.at(-1)!;
      return { count: rowCount ?? 0, rows };
    } catch (error) {
      return { code: (error as { code?: string }).code ?? 'unknown', count: 0, rows: [] };
    } finally {
      await this.client.query('rollback to attempt');
    }
  }

  private insert(table: string, row: Record<string, unknown>) {
    return this.attempt(this.adding(table), [JSON.stringify(row)]);
  }

  private adding(table: string): string {
    const columns = this.learnt.get(table)!.columns.join(', ');
    return `insert into ${table} (${columns}) select ${columns} from json_populate_record(null::${table}, $1)`;
  }
}
