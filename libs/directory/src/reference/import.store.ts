import { newId } from '#libs/kernel';
import type { Client } from 'pg';
import type { KnownCode, KnownName, NameChanges } from './identity.rules.js';

/** Rows of one table that an import touched. */
export interface Changes {
  added: number;
  changed: number;
  removed: number;
}

// Any fixed number: two imports into one database wait for each other on it.
const LOCK = 7_263_426;

/** How the tables are filled: columns with their types, the key, and whether rows that are not given go away. */
const tables = {
  reference_regions: { key: ['code'], columns: { id: 'uuid', code: 'text', name: 'text' } },
  municipalities: {
    key: ['id'],
    columns: {
      ...{ id: 'uuid', province: 'text', arrondissement: 'text', reference_region_id: 'uuid' },
      ...{ primary_care_zone: 'text', police_zone: 'text', language_facilities: 'boolean', exists_from: 'date' },
      ...{ exists_until: 'date', longitude: 'float8', latitude: 'float8', area_km2: 'numeric(8, 2)' },
    },
  },
  municipality_figures: {
    key: ['municipality_id', 'year'],
    columns: { municipality_id: 'uuid', year: 'smallint', population: 'integer' },
  },
  municipality_borders: { key: ['one_id', 'other_id'], columns: { one_id: 'uuid', other_id: 'uuid' }, prune: true },
  successions: {
    key: ['predecessor_id', 'successor_id'],
    columns: {
      ...{
        predecessor_id: 'uuid',
        successor_id: 'uuid',
        valid_from: 'date',
        identity_continues: 'boolean',
        note: 'text',
      },
    },
    prune: true,
  },
  actors: {
    key: ['code'],
    columns: {
      ...{ id: 'uuid', code: 'text', name: 'text', name_en: 'text', government_level: 'text', policy_domain: 'text' },
      ...{ kind: 'text', municipalities_need: 'text[]', source: 'text', active: 'boolean' },
    },
  },
} as const satisfies Record<string, { key: readonly string[]; columns: Record<string, string>; prune?: true }>;
export type Table = keyof typeof tables;
export type TableRow<T extends Table> = Record<keyof (typeof tables)[T]['columns'], unknown>;

/** All SQL of the import; it runs as the owner of the tables, on one connection, in one transaction. */
export class ImportStore {
  constructor(private readonly client: Client) {}

  async isMigrated(): Promise<boolean> {
    const [row] = await this.rows<{ there: boolean }>(`select to_regclass('directory.imports') is not null as there`);
    return row!.there;
  }

  /** One import at a time; what it wrote stays only when `keep` says so. */
  async transaction<T>(work: () => Promise<T>, keep: (result: T) => boolean): Promise<T> {
    await this.client.query('begin');
    let kept = false;
    try {
      await this.client.query(`select pg_advisory_xact_lock($1)`, [LOCK]);
      const result = await work();
      kept = keep(result);
      return result;
    } finally {
      await this.client.query(kept ? 'commit' : 'rollback');
    }
  }

  /** The hash of what was imported last. */
  async lastHash(): Promise<string | undefined> {
    const [row] = await this.rows<{ hash: string }>(
      `select content_hash as hash from directory.imports order by imported_at desc, id desc limit 1`,
    );
    return row?.hash;
  }

  async log(hash: string, files: unknown, changes: unknown): Promise<void> {
    await this.client.query(
      `insert into directory.imports (id, imported_at, content_hash, files, changes) values ($1, clock_timestamp(), $2, $3, $4)`,
      [newId(), hash, JSON.stringify(files), JSON.stringify(changes)],
    );
  }

  nisCodes(): Promise<KnownCode[]> {
    return this
      .rows(`select municipality_id as "municipalityId", value, valid_from::text as "from", valid_until::text as "until"
                      from directory.municipality_codes where scheme = 'NIS'`);
  }

  names(): Promise<KnownName[]> {
    return this.rows(`select id, municipality_id as "municipalityId", name, valid_from::text as "validFrom",
                             valid_until::text as "validUntil" from directory.municipality_names`);
  }

  async regionIds(): Promise<Map<string, string>> {
    const rows = await this.rows<{ code: string; id: string }>(`select code, id from directory.reference_regions`);
    return new Map(rows.map(({ code, id }) => [code, id]));
  }

  /** Writes the rows that are new or different; an id that the table already has for a key stays. */
  async fill<T extends Table>(table: T, rows: readonly TableRow<T>[]): Promise<Changes> {
    const { key, columns, prune } = tables[table] as {
      key: readonly string[];
      columns: Record<string, string>;
      prune?: true;
    };
    const given = `jsonb_to_recordset($1) as g(${Object.entries(columns)
      .map((column) => column.join(' '))
      .join(', ')})`;
    const names = Object.keys(columns);
    const content = names.filter((name) => !key.includes(name) && name !== 'id');
    const [mine, theirs] = ['t', 'excluded'].map((from) => content.map((name) => `${from}.${name}`).join(', '));
    const parameters = [JSON.stringify(rows)];
    const removed = prune
      ? await this.client.query(
          `delete from directory.${table} t
           where not exists (select from ${given} where ${key.map((name) => `g.${name} = t.${name}`).join(' and ')})`,
          parameters,
        )
      : undefined;
    const update = content.length
      ? `do update set ${content.map((name) => `${name} = excluded.${name}`).join(', ')}
         where (${mine}) is distinct from (${theirs})`
      : 'do nothing';
    // A row that was just inserted has no older version: its xmax is 0.
    const written = await this.rows<{ fresh: boolean }>(
      `insert into directory.${table} as t (${names.join(', ')}) select ${names.map((name) => `g.${name}`).join(', ')} from ${given}
       on conflict (${key.join(', ')}) ${update} returning t.xmax = 0 as fresh`,
      parameters,
    );
    const added = written.filter((row) => row.fresh).length;
    return { added, changed: written.length - added, removed: removed?.rowCount ?? 0 };
  }

  /** Makes the codes those given: what is gone first, since a code has one holder at a time. */
  async fillCodes(codes: readonly object[]): Promise<Changes> {
    const given = `jsonb_to_recordset($1) as g(id uuid, municipality_id uuid, scheme text, value text, valid_from date, valid_until date)`;
    const fields = (from: string) =>
      ['municipality_id', 'scheme', 'value', 'valid_from', 'valid_until'].map((name) => `${from}.${name}`).join(', ');
    // The plain comparison lets Postgres join by hash.
    const same = `g.scheme = c.scheme and g.value = c.value and (${fields('g')}) is not distinct from (${fields('c')})`;
    const parameters = [JSON.stringify(codes)];
    const removed = await this.client.query(
      `delete from directory.municipality_codes c where not exists (select from ${given} where ${same})`,
      parameters,
    );
    const added = await this.client.query(
      `insert into directory.municipality_codes (id, municipality_id, scheme, value, valid_from, valid_until)
       select g.id, ${fields('g')} from ${given}
       where not exists (select from directory.municipality_codes c where ${same})`,
      parameters,
    );
    return { added: added.rowCount ?? 0, changed: 0, removed: removed.rowCount ?? 0 };
  }

  async changeNames({ corrected, closed, opened }: NameChanges): Promise<Changes> {
    await this.client.query(
      `update directory.municipality_names n set name = g.name
       from jsonb_to_recordset($1) as g(id uuid, name text) where n.id = g.id`,
      [JSON.stringify(corrected)],
    );
    await this.client.query(
      `update directory.municipality_names n set valid_until = g.valid_until
       from jsonb_to_recordset($1) as g(id uuid, valid_until date) where n.id = g.id`,
      [JSON.stringify(closed.map(({ id, validUntil }) => ({ id, valid_until: validUntil })))],
    );
    await this.client.query(
      `insert into directory.municipality_names (id, municipality_id, name, valid_from)
       select g.id, g.municipality_id, g.name, g.valid_from
       from jsonb_to_recordset($1) as g(id uuid, municipality_id uuid, name text, valid_from date)`,
      [
        JSON.stringify(
          opened.map(({ municipalityId, name, validFrom }) => ({
            id: newId(),
            municipality_id: municipalityId,
            name,
            valid_from: validFrom,
          })),
        ),
      ],
    );
    return { added: opened.length, changed: corrected.length + closed.length, removed: 0 };
  }

  /** Takes actors that are no longer listed off the list, without forgetting them. */
  async retireActors(codes: readonly string[]): Promise<number> {
    const retired = await this.client.query(
      `update directory.actors set active = false where active and code <> all ($1)`,
      [codes],
    );
    return retired.rowCount ?? 0;
  }

  private async rows<R>(sql: string, parameters: unknown[] = []): Promise<R[]> {
    return (await this.client.query(sql, parameters)).rows as R[];
  }
}
