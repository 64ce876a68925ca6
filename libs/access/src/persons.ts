import { rowLoader } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { AccessStore, namesWhere, personsWhere, type PersonRow } from './access.store.js';
import { PersonType } from './access.types.js';

/** Fields of a person that say where somebody works. */
const WORK = ['organisationName', 'function'];

/** People by account id, as far as the caller may know them. */
@Injectable()
export class Persons {
  constructor(private readonly store: AccessStore) {}

  async byId(accountId: string | null | undefined): Promise<PersonType | null> {
    if (!accountId) return null;
    const row = await rowLoader(
      Persons,
      (ids) => this.store.persons(ids),
      (person) => person.id,
    ).load(accountId);
    return row && PersonType.of(row);
  }

  /**
   * SQL of what `fromJson` reads: the people whose account ids a select statement answers, for statements of other rooms.
   * @param asked fields of people that are asked: where they work is looked up when it is
   */
  jsonOf(ids: string, asked: ReadonlySet<string>): string {
    const statement = WORK.some((field) => asked.has(field)) ? personsWhere : namesWhere;
    return `(select json_agg(person) from (${statement(`a.id in (${ids})`)}) person)`;
  }

  /** People by account id, from `jsonOf`. */
  fromJson(rows: unknown): ReadonlyMap<string, PersonType> {
    return new Map(((rows ?? []) as PersonRow[]).map((row) => [row.id, PersonType.of(row)]));
  }

  /** The account with this e-mail address, among those the caller may know; null when there is none. */
  async idByEmail(email: string): Promise<string | null> {
    return (await this.store.accountIdByEmail(email)) ?? null;
  }

  /** Those of the accounts that the caller may know, in the order given. */
  async byIds(accountIds: readonly string[]): Promise<PersonType[]> {
    const people = await Promise.all(accountIds.map((id) => this.byId(id)));
    return people.filter((person) => person !== null);
  }
}
