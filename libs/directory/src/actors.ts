import { cleanLine, commonErrors, decodeCursor, pageSize, toConnection, type Connection } from '#libs/kernel';
import { rowLoader } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { ActorStore, actorsWhere, type ActorRow } from './actor.store.js';
import { ActorType, type ActorsInput } from './actor.types.js';

const PAGE = 100;

/** Actors by internal id, for this room and those above. */
@Injectable()
export class Actors {
  constructor(private readonly store: ActorStore) {}

  /** All that are asked for in one turn cost one statement; null for an unknown id. */
  async byId(id: string | null | undefined): Promise<ActorType | null> {
    const row = id ? await this.row(id) : null;
    return row && ActorType.of(row);
  }

  /** In the order given, without those that are unknown. */
  async byIds(ids: readonly string[]): Promise<ActorType[]> {
    const found = await Promise.all(ids.map((id) => this.byId(id)));
    return found.filter((actor) => actor !== null);
  }

  /**
   * SQL of what `fromJson` reads: the actors whose ids a select statement answers, for statements of other rooms.
   * @param asked fields of actors that are asked: they have these
   */
  jsonOf(ids: string, asked: ReadonlySet<string>): string {
    return `(select json_agg(actor) from (${actorsWhere(`id in (${ids})`, asked)}) actor)`;
  }

  /** Actors by internal id, from `jsonOf`. */
  fromJson(rows: unknown): ReadonlyMap<string, ActorType> {
    return new Map(((rows ?? []) as ActorRow[]).map((row) => [row.id, ActorType.of(row)]));
  }

  /**
   * Makes sure that actors can be referred to from now on.
   * @throws NOT_FOUND for an unknown id, INVALID_INPUT (reason NO_LONGER_EXISTS) for one no longer on the list.
   */
  async exist(ids: readonly string[], field?: string): Promise<void> {
    for (const row of await Promise.all(ids.map((id) => this.row(id)))) {
      if (!row) throw commonErrors.NOT_FOUND({ field });
      if (!row.active) throw commonErrors.INVALID_INPUT({ field, args: { reason: 'NO_LONGER_EXISTS' } });
    }
  }

  /** Those on the list, by name. */
  async list({ search, governmentLevel, policyDomain, ...page }: ActorsInput): Promise<Connection<ActorType>> {
    const size = pageSize(page, PAGE);
    const after = page.after ? decodeCursor(page.after, 2) : null;
    const filter = {
      search: cleanLine(search ?? '', { field: 'search', max: 100, optional: true }) || null,
      governmentLevel: governmentLevel ?? null,
      policyDomain: policyDomain ?? null,
    };
    const [rows, count] = await Promise.all([this.store.list(filter, size + 1, after), this.store.count(filter)]);
    const keys = new Map(rows.map((row) => [row.id, row.folded]));
    const actors = rows.map((row) => ActorType.of(row));
    return toConnection(actors, size, count, ({ uuid }) => [keys.get(uuid)!, uuid], page.after);
  }

  private row(id: string) {
    return rowLoader(
      Actors,
      (ids) => this.store.byIds(ids),
      (found) => found.id,
    ).load(id);
  }
}
