import { PersonType, Persons } from '#libs/access';
import { commonErrors } from '#libs/kernel';
import { internalId, MutationInput, registerNode } from '#libs/platform';
import type { OnModuleInit } from '@nestjs/common';
import { Args, Field, ID, InputType, Mutation, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { AttachmentType } from './attachment.type.js';
import { Files } from './files.js';
import { Uploads } from './uploads.js';

@InputType()
export class RemoveAttachmentInput extends MutationInput {
  @Field(() => ID, { description: 'The file.' })
  id: string;
}

@ObjectType({ description: 'The file that is gone.' })
export class RemoveAttachmentPayload {
  @Field(() => ID, { description: 'The file that is gone.' })
  removedId: string;
}

/** Root fields of the room, and what an attachment leads to. Sending and fetching bytes is plain HTTP. */
@Resolver(() => AttachmentType)
export class FilesResolver implements OnModuleInit {
  constructor(
    private readonly files: Files,
    private readonly uploads: Uploads,
    private readonly persons: Persons,
  ) {}

  onModuleInit(): void {
    registerNode('Attachment', (ids) => Promise.all(ids.map((id) => this.files.byId(id))));
  }

  @Mutation(() => RemoveAttachmentPayload, { description: 'Takes a file away, for good.' })
  async removeAttachment(@Args('input') { id }: RemoveAttachmentInput): Promise<RemoveAttachmentPayload> {
    const file = await this.files.byId(internalId('Attachment', id, 'id'));
    if (!file) throw commonErrors.NOT_FOUND({ field: 'id' });
    await this.uploads.remove(file);
    return { removedId: id };
  }

  @ResolveField(() => PersonType, { nullable: true, description: 'Who attached it.' })
  createdBy(@Parent() { row }: AttachmentType): Promise<PersonType | null> {
    return this.persons.byId(row.createdBy);
  }
}
