import { toGlobalId } from '#libs/kernel';
import { connectionOf, DateScalar, NodeType } from '#libs/platform';
import { Field, Float, Int, ObjectType } from '@nestjs/graphql';
import { CodeSchemeEnum, MatchKindEnum, ProvinceEnum } from './directory.enums.js';
import type { CodeRow, MatchKind, MunicipalityRow, RegionRow } from './directory.store.js';
import type { CodeScheme, Province } from './vocabulary.js';

@ObjectType('ReferenceRegion', {
  implements: () => NodeType,
  description:
    'One of the 15 regions within which associations with legal personality must stay (Regiodecreet of 2023).',
})
export class ReferenceRegionType extends NodeType {
  @Field({ description: 'Code, for example REFREG10.' })
  code: string;

  @Field({ description: 'Dutch name.' })
  name: string;

  static of({ id, code, name }: RegionRow): ReferenceRegionType {
    return Object.assign(new ReferenceRegionType(), { id: toGlobalId('ReferenceRegion', id), code, name });
  }
}

@ObjectType('GeoPoint', { description: 'A place on earth, in degrees (WGS 84).' })
export class GeoPointType {
  @Field(() => Float, { description: 'Degrees east.' })
  longitude: number;

  @Field(() => Float, { description: 'Degrees north.' })
  latitude: number;
}

@ObjectType('MunicipalityCode', { description: 'A code of a municipality, for a time.' })
export class MunicipalityCodeType {
  @Field(() => CodeSchemeEnum, { description: 'Which code system.' })
  scheme: CodeScheme;

  @Field({ description: 'The code itself.' })
  value: string;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'First day; null when it was so before the reference data begin.',
  })
  validFrom: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Last day; null while it is in use.' })
  validUntil: string | null;

  static of({ scheme, value, validFrom, validUntil }: CodeRow): MunicipalityCodeType {
    return Object.assign(new MunicipalityCodeType(), { scheme, value, validFrom, validUntil });
  }
}

@ObjectType('Municipality', {
  implements: () => NodeType,
  description: 'A municipality of Flanders, now or formerly. Its id stays when its name or codes change.',
})
export class MunicipalityType extends NodeType {
  @Field({ description: 'Dutch name; of a municipality that ended, the last one.' })
  name: string;

  @Field({ description: 'NIS code (REFNIS, Statbel), five digits; of a municipality that ended, the last one.' })
  nisCode: string;

  @Field(() => String, { nullable: true, description: 'Enterprise number (KBO), ten digits; null when not known.' })
  kboNumber: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Number in the Flemish register of organisations; null when not known.',
  })
  ovoNumber: string | null;

  @Field(() => ProvinceEnum, { description: 'Province.' })
  province: Province;

  @Field({ description: 'Administrative arrondissement.' })
  arrondissement: string;

  @Field(() => String, { nullable: true, description: 'Name of the primary-care zone (eerstelijnszone).' })
  primaryCareZone: string | null;

  @Field(() => String, { nullable: true, description: 'Name of the police zone.' })
  policeZone: string | null;

  @Field({ description: 'One of the 12 municipalities with language facilities.' })
  languageFacilities: boolean;

  @Field(() => Int, { nullable: true, description: 'Inhabitants on 1 January of populationYear; null when not known.' })
  population: number | null;

  @Field(() => Int, { nullable: true, description: 'Year of the population: the latest in the reference data.' })
  populationYear: number | null;

  @Field(() => GeoPointType, { nullable: true, description: 'Centre of mass of the territory.' })
  centre: GeoPointType | null;

  @Field(() => Float, { nullable: true, description: 'Area in square kilometres.' })
  areaKm2: number | null;

  @Field({ description: 'False once it merged into another municipality.' })
  active: boolean;

  /** Internal id, for other rooms and for the fields that follow relations. */
  uuid: string;
  referenceRegionId: string | null;

  static of({ id, longitude, latitude, ...row }: MunicipalityRow): MunicipalityType {
    return Object.assign(new MunicipalityType(), {
      ...row,
      id: toGlobalId('Municipality', id),
      uuid: id,
      centre: longitude === null || latitude === null ? null : { longitude, latitude },
    });
  }
}

@ObjectType('MunicipalitySuccession', { description: 'A municipality that took the place of another.' })
export class MunicipalitySuccessionType {
  @Field(() => MunicipalityType, { description: 'The one that ended.' })
  predecessor: MunicipalityType;

  @Field(() => MunicipalityType, { description: 'The one that took its place.' })
  successor: MunicipalityType;

  @Field(() => DateScalar, { description: 'First day of the successor in that place.' })
  validFrom: string;

  @Field({
    description:
      'The successor is legally the same organisation as the predecessor: it kept its KBO number, whatever became of name and NIS code.',
  })
  identityContinues: boolean;
}

@ObjectType('MunicipalityMatch', { description: 'What a search found.' })
export class MunicipalityMatchType {
  @Field(() => MunicipalityType, {
    description: 'The municipality as it is today, or the successor of the one that matched.',
  })
  municipality: MunicipalityType;

  @Field(() => MatchKindEnum, { description: 'What matched.' })
  matchedOn: MatchKind;

  @Field(() => String, {
    nullable: true,
    description: 'The old name or code that matched, if it was not a current one.',
  })
  former: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Since when the former name or code is no longer in use.' })
  since: string | null;
}

/** A page of municipalities. */
export const MunicipalityConnection = connectionOf(MunicipalityType, 'Municipality');
