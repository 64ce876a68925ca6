import { listLoader } from '#libs/platform';
import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { DirectoryStore, type SuccessionRow } from './directory.store.js';
import { Municipalities } from './municipalities.js';
import {
  MunicipalityCodeType,
  MunicipalitySuccessionType,
  MunicipalityType,
  ReferenceRegionType,
} from './municipality.types.js';
import { Regions } from './regions.js';

/** Relations of a municipality, each one statement for a whole list. */
@Resolver(() => MunicipalityType)
export class MunicipalityFields {
  constructor(
    private readonly store: DirectoryStore,
    private readonly municipalities: Municipalities,
    private readonly regions: Regions,
  ) {}

  @ResolveField(() => ReferenceRegionType, {
    nullable: true,
    description: 'Reference region; null for one that ended before it had one.',
  })
  referenceRegion(@Parent() { referenceRegionId }: MunicipalityType): Promise<ReferenceRegionType | null> {
    return this.regions.byId(referenceRegionId);
  }

  @ResolveField(() => [MunicipalityType], {
    description: 'Flemish municipalities that share a border with it, by name.',
  })
  async neighbours(@Parent() { uuid }: MunicipalityType): Promise<MunicipalityType[]> {
    const pairs = await listLoader(
      'directory.neighbours',
      (ids) => this.store.neighbours(ids),
      (pair) => pair.of,
    ).load(uuid);
    const found = await this.municipalities.byIds(pairs.map((pair) => pair.id));
    return found.sort((a, b) => a.name.localeCompare(b.name, 'nl'));
  }

  @ResolveField(() => [MunicipalitySuccessionType], { description: 'Municipalities whose place it took.' })
  async predecessors(@Parent() { uuid }: MunicipalityType): Promise<MunicipalitySuccessionType[]> {
    const load = (ids: readonly string[]) => this.store.successions('successor', ids);
    return this.successions(await listLoader('directory.predecessors', load, (row) => row.successorId).load(uuid));
  }

  @ResolveField(() => [MunicipalitySuccessionType], { description: 'Municipalities that took its place.' })
  async successors(@Parent() { uuid }: MunicipalityType): Promise<MunicipalitySuccessionType[]> {
    const load = (ids: readonly string[]) => this.store.successions('predecessor', ids);
    return this.successions(await listLoader('directory.successors', load, (row) => row.predecessorId).load(uuid));
  }

  @ResolveField(() => [MunicipalityCodeType], {
    description: 'Its codes with their days: NIS, KBO, OVO, the oldest first.',
  })
  async codes(@Parent() { uuid }: MunicipalityType): Promise<MunicipalityCodeType[]> {
    const rows = await listLoader(
      'directory.codes',
      (ids) => this.store.codes(ids),
      (row) => row.municipalityId,
    ).load(uuid);
    return rows.map((row) => MunicipalityCodeType.of(row));
  }

  private successions(rows: readonly SuccessionRow[]): Promise<MunicipalitySuccessionType[]> {
    return Promise.all(
      rows.map(async ({ predecessorId, successorId, validFrom, identityContinues }) => {
        const [predecessor, successor] = await Promise.all(
          [predecessorId, successorId].map((id) => this.municipalities.byId(id)),
        );
        return Object.assign(new MunicipalitySuccessionType(), {
          predecessor,
          successor,
          validFrom,
          identityContinues,
        });
      }),
    );
  }
}
