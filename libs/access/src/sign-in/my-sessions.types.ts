import { toGlobalId } from '#libs/kernel';
import { DateTimeScalar, MutationInput } from '#libs/platform';
import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import type { OwnSession } from '../sessions.store.js';
import { deviceOf } from './sign-in.rules.js';

@ObjectType('Session', { description: 'Being signed in somewhere; only one’s own are ever shown.' })
export class SessionType {
  @Field(() => ID, { description: 'Id of the session.' })
  id: string;

  @Field(() => DateTimeScalar, { description: 'When it began, by signing in.' })
  createdAt: Date;

  @Field(() => DateTimeScalar, { description: 'When it was last used, to about a minute.' })
  lastUsedAt: Date;

  @Field(() => String, {
    nullable: true,
    description: 'Browser and system in words, for example “Firefox, Windows”; null for other programs.',
  })
  device: string | null;

  @Field({ description: 'The session this question came with.' })
  current: boolean;

  accountId: string;
  organisationId: string | null;

  static of(row: OwnSession, currentId: string | undefined): SessionType {
    const { id, createdAt, lastUsedAt, userAgent, accountId, organisationId } = row;
    return Object.assign(new SessionType(), {
      ...{ id: toGlobalId('Session', id), createdAt, lastUsedAt, accountId, organisationId },
      device: deviceOf(userAgent),
      current: id === currentId,
    });
  }
}

@InputType({ description: 'One of the sessions of whoever asks.' })
export class EndSessionInput extends MutationInput {
  @Field(() => ID, { description: 'The session to end; what is open with it closes within five seconds.' })
  sessionId: string;
}

@InputType({ description: 'Nothing has to be said.' })
export class EndOtherSessionsInput extends MutationInput {}

@ObjectType({ description: 'The session is over.' })
export class EndSessionPayload {
  @Field(() => ID, { description: 'The session that was ended.' })
  endedId: string;
}

@ObjectType({ description: 'All sessions but this one are over.' })
export class EndOtherSessionsPayload {
  @Field(() => [ID], { description: 'The sessions that were ended.' })
  endedIds: string[];
}
