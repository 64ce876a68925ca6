import { DateTimeScalar, MutationInput } from '#libs/platform';
import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { NotificationCountsType, NotificationType } from './notification.types.js';

@InputType()
export class MarkNotificationsInput extends MutationInput {
  @Field(() => [ID], { nullable: true, description: 'Which ones, at most 100; all of them when absent.' })
  ids?: string[] | null;

  @Field({ description: 'Read; or, false, unread again, for which ids are needed.' })
  read: boolean;
}

@InputType()
export class PostponeNotificationInput extends MutationInput {
  @Field(() => ID, { description: 'Which one.' })
  id: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Remind then, at most a year from now; null takes it back.',
  })
  until?: string | null;
}

@ObjectType({ description: 'What there is after the change.' })
export class MarkNotificationsPayload {
  @Field(() => [NotificationType], { description: 'Those that were named, as they are now; none when all were meant.' })
  notifications: NotificationType[];

  @Field(() => NotificationCountsType, { description: 'How much there is now.' })
  counts: NotificationCountsType;
}

@ObjectType({ description: 'The notification after the change.' })
export class PostponeNotificationPayload {
  @Field(() => NotificationType, { description: 'As it is now.' })
  notification: NotificationType;

  @Field(() => NotificationCountsType, { description: 'How much there is now.' })
  counts: NotificationCountsType;
}
