import { fromGlobalId, type Connection } from '#libs/kernel';
import { PageInput, registerNode } from '#libs/platform';
import type { OnModuleInit } from '@nestjs/common';
import { Args, ArgsType, Field, ID, Int, Query, Resolver } from '@nestjs/graphql';
import { ActorConnection, ActorsInput, type ActorType } from './actor.types.js';
import { Actors } from './actors.js';
import { Municipalities } from './municipalities.js';
import {
  MunicipalityConnection,
  MunicipalityMatchType,
  MunicipalityType,
  ReferenceRegionType,
} from './municipality.types.js';
import { Regions } from './regions.js';

@ArgsType()
class MunicipalitiesInput extends PageInput {
  @Field(() => String, { nullable: true, description: 'Only of this reference region, for example REFREG10.' })
  referenceRegionCode?: string | null;
}

/** Queries of the room. */
@Resolver()
export class DirectoryResolver implements OnModuleInit {
  constructor(
    private readonly municipalityService: Municipalities,
    private readonly regions: Regions,
    private readonly actorService: Actors,
  ) {}

  onModuleInit(): void {
    const each = (service: { byId(id: string): Promise<object | null> }) => (ids: readonly string[]) =>
      Promise.all(ids.map((id) => service.byId(id)));
    registerNode('Municipality', each(this.municipalityService));
    registerNode('ReferenceRegion', each(this.regions));
    registerNode('Actor', each(this.actorService));
  }

  @Query(() => MunicipalityType, {
    nullable: true,
    description: 'A municipality, also one that ended; null when there is none.',
  })
  async municipality(
    @Args('id', { type: () => ID, description: 'Its global id.' }) id: string,
  ): Promise<MunicipalityType | null> {
    const ref = fromGlobalId(id);
    return ref?.type === 'Municipality' ? this.municipalityService.byId(ref.id) : null;
  }

  @Query(() => MunicipalityConnection, { description: 'Municipalities of Flanders that exist today, by name.' })
  municipalities(@Args() { referenceRegionCode, ...page }: MunicipalitiesInput): Promise<Connection<MunicipalityType>> {
    return this.municipalityService.list(page, referenceRegionCode ?? null);
  }

  @Query(() => [MunicipalityMatchType], {
    description:
      'Municipalities of Flanders by name or code, also misspelt or only begun; former names and codes find the successor.',
  })
  searchMunicipalities(
    @Args('text', { description: 'Name, NIS code, KBO number or OVO number.' }) text: string,
    @Args('first', { type: () => Int, nullable: true, defaultValue: 10, description: 'At most 50.' })
    first?: number | null,
  ): Promise<MunicipalityMatchType[]> {
    return this.municipalityService.search(text, first ?? 10);
  }

  @Query(() => [ReferenceRegionType], { description: 'The reference regions, by code.' })
  referenceRegions(): Promise<ReferenceRegionType[]> {
    return this.regions.all();
  }

  @Query(() => ActorConnection, {
    description: 'Bodies whose help municipalities need, by name.',
  })
  actors(@Args() input: ActorsInput): Promise<Connection<ActorType>> {
    return this.actorService.list(input);
  }
}
