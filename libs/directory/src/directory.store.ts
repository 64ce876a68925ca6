import { Clock, type CursorKeys } from '#libs/kernel';
import { Db } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import type { CodeScheme, Province } from './vocabulary.js';

/** A municipality with its current names, codes and figures; of one that ended, the last ones. */
export interface MunicipalityRow {
  id: string;
  name: string;
  nisCode: string;
  kboNumber: string | null;
  ovoNumber: string | null;
  province: Province;
  arrondissement: string;
  referenceRegionId: string | null;
  primaryCareZone: string | null;
  policeZone: string | null;
  languageFacilities: boolean;
  population: number | null;
  populationYear: number | null;
  longitude: number | null;
  latitude: number | null;
  areaKm2: number | null;
  active: boolean;
  /** Sort key of lists. */
  folded: string;
}

/** A code with its days; null where there is no such day. */
export interface CodeRow {
  municipalityId: string;
  scheme: CodeScheme;
  value: string;
  validFrom: string | null;
  validUntil: string | null;
}

export interface RegionRow {
  id: string;
  code: string;
  name: string;
}

export interface SuccessionRow {
  predecessorId: string;
  successorId: string;
  validFrom: string;
  identityContinues: boolean;
}

export type MatchKind = 'NAME' | 'FORMER_NAME' | 'CODE' | 'FORMER_CODE';

export interface MatchRow {
  municipalityId: string;
  matchedOn: MatchKind;
  former: string | null;
  since: string | null;
}

// The day on which a municipality is looked at: today, its last day when that is over, its first when that is to come.
const municipalities = (today: string) => `
  select m.id, n.name, c.nis as "nisCode", c.kbo as "kboNumber", c.ovo as "ovoNumber", m.province, m.arrondissement,
         m.reference_region_id as "referenceRegionId", m.primary_care_zone as "primaryCareZone",
         m.police_zone as "policeZone", m.language_facilities as "languageFacilities", f.population,
         f.year as "populationYear", m.longitude, m.latitude, m.area_km2::float8 as "areaKm2",
         m.active, n.folded collate "C" as folded
  from (select *, greatest(exists_from, least(exists_until, ${today}::date)) as day,
               coalesce(exists_until >= ${today}::date, true) and coalesce(exists_from <= ${today}::date, true) as active
        from directory.municipalities) m
  join lateral (select name, folded from directory.municipality_names
                where municipality_id = m.id and daterange(valid_from, valid_until, '[]') @> m.day) n on true
  join lateral (select max(value) filter (where scheme = 'NIS') as nis, max(value) filter (where scheme = 'KBO') as kbo,
                       max(value) filter (where scheme = 'OVO') as ovo
                from directory.municipality_codes
                where municipality_id = m.id and daterange(valid_from, valid_until, '[]') @> m.day) c on true
  left join lateral (select year, population from directory.municipality_figures
                     where municipality_id = m.id order by year desc limit 1) f on true`;

/** Select statement of municipalities, narrowed by a condition on `m.id`; `today` is the placeholder of that day. */
export const municipalitiesWhere = (today: string, condition: string): string =>
  `${municipalities(today)} where ${condition}`;

const inRegion = `($2::text is null or m.reference_region_id = (select id from directory.reference_regions where code = $2))`;

/** SQL about municipalities and regions. */
@Injectable()
export class DirectoryStore {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  byIds(ids: readonly string[]): Promise<MunicipalityRow[]> {
    return this.db.query<MunicipalityRow>(municipalitiesWhere('$1', 'm.id = any ($2)'), [this.clock.today(), ids]);
  }

  /** Those that exist today, by name, from behind `after` (folded name, id) on. */
  list(regionCode: string | null, limit: number, after: CursorKeys | null): Promise<MunicipalityRow[]> {
    return this.db.query<MunicipalityRow>(
      `${municipalities('$1')} where m.active and ${inRegion} and ($3::text is null or (n.folded collate "C", m.id) > ($3, $4::uuid))
       order by n.folded collate "C", m.id limit $5`,
      [this.clock.today(), regionCode, after?.[0] ?? null, after?.[1] ?? null, limit],
    );
  }

  async count(regionCode: string | null): Promise<number> {
    const [row] = await this.db.query<{ count: number }>(
      `select count(*)::int as count from directory.municipalities m
       where coalesce(exists_until >= $1::date, true) and coalesce(exists_from <= $1::date, true) and ${inRegion}`,
      [this.clock.today(), regionCode],
    );
    return row!.count;
  }

  codes(municipalityIds: readonly string[]): Promise<CodeRow[]> {
    return this.db.query<CodeRow>(
      `select municipality_id as "municipalityId", scheme, value, valid_from::text as "validFrom", valid_until::text as "validUntil"
       from directory.municipality_codes where municipality_id = any ($1)
       order by array_position(array['NIS', 'KBO', 'OVO'], scheme), valid_from nulls first`,
      [municipalityIds],
    );
  }

  neighbours(municipalityIds: readonly string[]): Promise<{ of: string; id: string }[]> {
    return this.db.query(
      `select one_id as of, other_id as id from directory.municipality_borders where one_id = any ($1)
       union all select other_id, one_id from directory.municipality_borders where other_id = any ($1)`,
      [municipalityIds],
    );
  }

  /** Successions in which the municipalities are the given side. */
  successions(side: 'predecessor' | 'successor', municipalityIds: readonly string[]): Promise<SuccessionRow[]> {
    return this.db.query<SuccessionRow>(
      `select predecessor_id as "predecessorId", successor_id as "successorId", valid_from::text as "validFrom",
              identity_continues as "identityContinues"
       from directory.successions where ${side}_id = any ($1) order by valid_from, predecessor_id`,
      [municipalityIds],
    );
  }

  regions(): Promise<RegionRow[]> {
    return this.db.query<RegionRow>(`select id, code, name from directory.reference_regions order by code`);
  }

  regionsByIds(ids: readonly string[]): Promise<RegionRow[]> {
    return this.db.query<RegionRow>(`select id, code, name from directory.reference_regions where id = any ($1)`, [
      ids,
    ]);
  }
}
