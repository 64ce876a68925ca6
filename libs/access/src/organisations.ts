import { toGlobalId } from '#libs/kernel';
import { registerNode, rowLoader } from '#libs/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AccessStore } from './access.store.js';
import { OrganisationType } from './access.types.js';
import { Persons } from './persons.js';

/** Organisations by id. */
@Injectable()
export class Organisations implements OnModuleInit {
  constructor(
    private readonly store: AccessStore,
    private readonly persons: Persons,
  ) {}

  onModuleInit(): void {
    registerNode('Person', async (ids) => Promise.all(ids.map((id) => this.persons.byId(id))));
    registerNode('Organisation', async (ids) => Promise.all(ids.map((id) => this.byId(id))));
  }

  async byId(id: string): Promise<OrganisationType | null> {
    const row = await rowLoader(
      Organisations,
      (ids) => this.store.organisations(ids),
      (found) => found.id,
    ).load(id);
    return (
      row &&
      Object.assign(new OrganisationType(), { id: toGlobalId('Organisation', id), kind: row.kind, name: row.name })
    );
  }
}
