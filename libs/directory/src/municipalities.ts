import {
  cleanLine,
  commonErrors,
  decodeCursor,
  pageSize,
  toConnection,
  type Connection,
  type PageArgs,
} from '#libs/kernel';
import { rowLoader } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { DirectoryStore, municipalitiesWhere, type MunicipalityRow } from './directory.store.js';
import { MunicipalityMatchType, MunicipalityType } from './municipality.types.js';
import { SearchStore } from './search.store.js';

const MAX_MATCHES = 50;

/** Municipalities by internal id, for this room and those above. */
@Injectable()
export class Municipalities {
  constructor(
    private readonly store: DirectoryStore,
    private readonly searches: SearchStore,
  ) {}

  /** All that are asked for in one turn cost one statement; null for an unknown id. */
  async byId(id: string | null | undefined): Promise<MunicipalityType | null> {
    if (!id) return null;
    const row = await rowLoader(
      Municipalities,
      (ids) => this.store.byIds(ids),
      (found) => found.id,
    ).load(id);
    return row && MunicipalityType.of(row);
  }

  /** In the order given, without those that are unknown. */
  async byIds(ids: readonly string[]): Promise<MunicipalityType[]> {
    const found = await Promise.all(ids.map((id) => this.byId(id)));
    return found.filter((municipality) => municipality !== null);
  }

  /**
   * SQL of what `fromJson` reads: the municipalities whose ids a select statement answers, for statements of other rooms.
   * @param today placeholder of the day on which they are looked at
   */
  jsonOf(ids: string, today: string): string {
    return `(select json_agg(town) from (${municipalitiesWhere(today, `m.id in (${ids})`)}) town)`;
  }

  /** Municipalities by internal id, from `jsonOf`. */
  fromJson(rows: unknown): ReadonlyMap<string, MunicipalityType> {
    return new Map(((rows ?? []) as MunicipalityRow[]).map((row) => [row.id, MunicipalityType.of(row)]));
  }

  /**
   * Makes sure that municipalities can be referred to from now on.
   * @throws NOT_FOUND for an unknown id, INVALID_INPUT (reason NO_LONGER_EXISTS) for one that merged into another.
   */
  async exist(ids: readonly string[], field?: string): Promise<void> {
    for (const found of await Promise.all(ids.map((id) => this.byId(id)))) {
      if (!found) throw commonErrors.NOT_FOUND({ field });
      if (!found.active) throw commonErrors.INVALID_INPUT({ field, args: { reason: 'NO_LONGER_EXISTS' } });
    }
  }

  /** Those that exist today, by name. */
  async list(page: PageArgs, regionCode: string | null): Promise<Connection<MunicipalityType>> {
    const size = pageSize(page);
    const after = page.after ? decodeCursor(page.after, 2) : null;
    const [rows, count] = await Promise.all([
      this.store.list(regionCode, size + 1, after),
      this.store.count(regionCode),
    ]);
    const keys = new Map(rows.map((row) => [row.id, row.folded]));
    const municipalities = rows.map((row) => MunicipalityType.of(row));
    return toConnection(municipalities, size, count, ({ uuid }) => [keys.get(uuid)!, uuid], page.after);
  }

  /**
   * By present or former name or code, best first.
   * @throws INVALID_INPUT for a text above 100 characters or more than 50 matches asked for.
   */
  async search(text: string, first: number): Promise<MunicipalityMatchType[]> {
    const wanted = cleanLine(text, { field: 'text', max: 100, optional: true });
    if (first < 0 || first > MAX_MATCHES)
      throw commonErrors.INVALID_INPUT({ field: 'first', args: { reason: 'PAGE_SIZE', limit: MAX_MATCHES } });
    if (!wanted) return [];
    const matches = await this.searches.search(wanted, first);
    return Promise.all(
      matches.map(async ({ municipalityId, ...match }) =>
        Object.assign(new MunicipalityMatchType(), { ...match, municipality: await this.byId(municipalityId) }),
      ),
    );
  }
}
