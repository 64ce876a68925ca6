import { MutationInput } from '#libs/platform';
import { Field, ID, InputType } from '@nestjs/graphql';
import { NoteAudienceEnum } from '../request.enums.js';
import type { NoteAudience } from '../request.rules.js';

@InputType()
export class AddRequestMessageInput extends MutationInput {
  @Field(() => ID, { description: 'The request.' })
  requestId: string;

  @Field({ description: 'What the OTHER SIDE reads too, at most 10,000 characters. Never names of residents.' })
  text: string;
}

@InputType()
export class AddRequestNoteInput extends MutationInput {
  @Field(() => ID, { description: 'The request.' })
  requestId: string;

  @Field(() => NoteAudienceEnum, { description: 'Who inside the partnership reads it; the actor never does.' })
  audience: NoteAudience;

  @Field({ description: 'The note, at most 10,000 characters. Never names of residents.' })
  text: string;
}

@InputType()
export class MarkRequestReadInput extends MutationInput {
  @Field(() => ID, { description: 'The request.' })
  requestId: string;
}

@InputType()
export class RemindRequestInput extends MutationInput {
  @Field(() => ID, { description: 'The request.' })
  requestId: string;
}
