import { toGlobalId } from '#libs/kernel';
import { connectionOf, NodeType, PageInput } from '#libs/platform';
import { ArgsType, Field, Int, ObjectType } from '@nestjs/graphql';
import type { ActorRow } from './actor.store.js';
import { PolicyDomainEnum } from '#libs/access';
import { GovernmentLevelEnum } from './directory.enums.js';
import type { GovernmentLevel, PolicyDomain } from './vocabulary.js';

@ObjectType('Actor', {
  implements: () => NodeType,
  description: 'A federal, Flemish or other body whose help municipalities need for their integration policy.',
})
export class ActorType extends NodeType {
  @Field({ description: 'Stable code, for example FEDASIL.' })
  code: string;

  @Field({ description: 'Dutch name.' })
  name: string;

  @Field({ description: 'English name.' })
  nameEn: string;

  @Field(() => GovernmentLevelEnum, { description: 'At which level it works.' })
  governmentLevel: GovernmentLevel;

  @Field(() => PolicyDomainEnum, { description: 'What it mainly deals with.' })
  policyDomain: PolicyDomain;

  @Field({ description: 'Kind of organisation, for example agency or police.' })
  kind: string;

  @Field(() => [String], { description: 'What municipalities need from it, in English.' })
  municipalitiesNeed: string[];

  @Field({ description: 'Where this description comes from; says so when it was not verified.' })
  source: string;

  /** Internal id, for other rooms. */
  uuid: string;

  static of({ id, ...row }: ActorRow): ActorType {
    return Object.assign(new ActorType(), { ...row, id: toGlobalId('Actor', id), uuid: id });
  }
}

/** A page of actors. */
export const ActorConnection = connectionOf(ActorType, 'Actor');

@ArgsType()
export class ActorsInput extends PageInput {
  @Field(() => Int, { nullable: true, defaultValue: 100, description: 'Page size, at most 100.' })
  override first?: number | null;

  @Field(() => String, { nullable: true, description: 'Words that must occur in a name or in the code.' })
  search?: string | null;

  @Field(() => GovernmentLevelEnum, { nullable: true, description: 'Only of this level.' })
  governmentLevel?: GovernmentLevel | null;

  @Field(() => PolicyDomainEnum, { nullable: true, description: 'Only in this domain.' })
  policyDomain?: PolicyDomain | null;
}
