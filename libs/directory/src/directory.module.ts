import { Global, Module } from '@nestjs/common';
import { ActorStore } from './actor.store.js';
import { Actors } from './actors.js';
import './directory.policy.js';
import { DirectoryResolver } from './directory.resolver.js';
import { DirectoryStore } from './directory.store.js';
import { Municipalities } from './municipalities.js';
import { MunicipalityFields } from './municipality.fields.js';
import { Regions } from './regions.js';
import { SearchStore } from './search.store.js';

/** Municipalities, regions and actors: what is public knowledge. */
@Global()
@Module({
  providers: [
    DirectoryStore,
    SearchStore,
    ActorStore,
    Municipalities,
    Regions,
    Actors,
    DirectoryResolver,
    MunicipalityFields,
  ],
  exports: [Municipalities, Actors],
})
export class DirectoryModule {}
