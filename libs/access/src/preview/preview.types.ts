import { Field, ObjectType } from '@nestjs/graphql';
import { WorkspaceRoleEnum } from '../access.types.js';
import type { Caller } from '../caller.js';
import type { WorkspaceRole } from '../roles.js';

@ObjectType('Preview', {
  description:
    'A partnership through the eyes of somebody else who has rights in it: everything below is what they would receive. ' +
    'Nothing of what is theirs alone, and nothing of other partnerships, is in it.',
})
export class PreviewType {
  @Field(() => WorkspaceRoleEnum, { description: 'Their role.' })
  role: WorkspaceRole;

  @Field(() => [String], { description: 'Names of the capabilities they have here, in alphabetical order.' })
  capabilities: string[];

  partnershipId: string;
  /** Through whose eyes. */
  eyes: Caller;
}
