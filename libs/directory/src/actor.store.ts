import type { CursorKeys } from '#libs/kernel';
import { Db } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import type { GovernmentLevel, PolicyDomain } from './vocabulary.js';

/** An actor as stored. */
export interface ActorRow {
  id: string;
  code: string;
  name: string;
  nameEn: string;
  governmentLevel: GovernmentLevel;
  policyDomain: PolicyDomain;
  kind: string;
  municipalitiesNeed: string[];
  source: string;
  active: boolean;
  /** Sort key of lists. */
  folded: string;
}

/** What a list of actors is narrowed to; null means all. */
export interface ActorFilter {
  search: string | null;
  governmentLevel: GovernmentLevel | null;
  policyDomain: PolicyDomain | null;
}

/** Columns by the name under which they are read. */
const columnOf = {
  ...{ id: 'id', code: 'code', name: 'name', nameEn: 'name_en', governmentLevel: 'government_level' },
  ...{ policyDomain: 'policy_domain', kind: 'kind', municipalitiesNeed: 'municipalities_need', source: 'source' },
  ...{ active: 'active', folded: 'folded collate "C"' },
} satisfies Record<keyof ActorRow, string>;

/** Those that are asked, and the id; without `asked`, all. */
const columnsFor = (asked?: ReadonlySet<string>): string =>
  Object.entries(columnOf)
    .filter(([name]) => !asked || name === 'id' || asked.has(name))
    .map(([name, column]) => `${column} as "${name}"`)
    .join(', ');

const columns = columnsFor();

// Every word of the search must begin a word of the names or the code.
const filter = `active and ($1::text is null or not exists (
    select from unnest(string_to_array(directory.fold($1), ' ')) word
    where ' ' || searchable not like '% ' || word || '%'))
  and ($2::text is null or government_level = $2) and ($3::text is null or policy_domain = $3)`;

/** Select statement of actors, narrowed by a condition; of their columns those that are asked, and the id. */
export const actorsWhere = (condition: string, asked?: ReadonlySet<string>): string =>
  `select ${columnsFor(asked)} from directory.actors where ${condition}`;

/** SQL about actors. */
@Injectable()
export class ActorStore {
  constructor(private readonly db: Db) {}

  byIds(ids: readonly string[]): Promise<ActorRow[]> {
    return this.db.query<ActorRow>(actorsWhere('id = any ($1)'), [ids]);
  }

  /** By name, from behind `after` (folded name, id) on. */
  list(wanted: ActorFilter, limit: number, after: CursorKeys | null): Promise<ActorRow[]> {
    return this.db.query<ActorRow>(
      `select ${columns} from directory.actors
       where ${filter} and ($4::text is null or (folded collate "C", id) > ($4, $5::uuid))
       order by folded collate "C", id limit $6`,
      [...this.values(wanted), after?.[0] ?? null, after?.[1] ?? null, limit],
    );
  }

  async count(wanted: ActorFilter): Promise<number> {
    const sql = `select count(*)::int as count from directory.actors where ${filter}`;
    const [row] = await this.db.query<{ count: number }>(sql, this.values(wanted));
    return row!.count;
  }

  private values({ search, governmentLevel, policyDomain }: ActorFilter): (string | null)[] {
    return [search, governmentLevel, policyDomain];
  }
}
