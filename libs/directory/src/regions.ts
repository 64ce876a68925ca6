import { rowLoader } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { DirectoryStore } from './directory.store.js';
import { ReferenceRegionType } from './municipality.types.js';

/** Reference regions by internal id. */
@Injectable()
export class Regions {
  constructor(private readonly store: DirectoryStore) {}

  async all(): Promise<ReferenceRegionType[]> {
    return (await this.store.regions()).map((row) => ReferenceRegionType.of(row));
  }

  /** All that are asked for in one turn cost one statement; null for an unknown id. */
  async byId(id: string | null): Promise<ReferenceRegionType | null> {
    if (!id) return null;
    const row = await rowLoader(
      Regions,
      (ids) => this.store.regionsByIds(ids),
      (found) => found.id,
    ).load(id);
    return row && ReferenceRegionType.of(row);
  }
}
