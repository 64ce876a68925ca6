import { toGlobalId } from '#libs/kernel';
import { eventTypeEnum } from '#libs/live';
import { connectionOf, DateTimeScalar, NodeType, PageInput } from '#libs/platform';
import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { ItemRow, NewsRow } from './notifications.store.js';
import { mustAct, reasons, type Reason } from './reason.rules.js';

export const NotificationReasonEnum = Object.fromEntries(reasons.map((reason) => [reason, reason])) as {
  [R in Reason]: R;
};
registerEnumType(NotificationReasonEnum, {
  name: 'NotificationReason',
  description: 'Why a person is told. From APPROVAL to REMINDER something waits on the person; the others are to know.',
  valuesMap: {
    APPROVAL: { description: 'A decision is asked: an approval, or more time.' },
    ANSWERED: { description: 'An answer came to what the person asked; somebody has to say whether it will do.' },
    ASKED: { description: 'A request was put to the body the person answers for.' },
    ASSIGNED: { description: 'The person was given a task.' },
    MENTIONED: { description: 'Somebody named the person in a conversation.' },
    DEADLINE: { description: 'The day on which something is due comes near, or passed.' },
    REMINDER: { description: 'The person asked to be reminded.' },
    ASSIGNEE: { description: 'The person has this task.' },
    ASKER: { description: 'The person asked this request.' },
    TALK: { description: 'The person takes part in the conversation.' },
    AUTHOR: { description: 'The person made this task.' },
    FOLLOWER: { description: 'The person follows this task.' },
  },
});

@ObjectType('NotificationNews', { description: 'One thing that happened; never what was written.' })
export class NotificationNewsType {
  @Field(() => eventTypeEnum(), { description: 'What happened.' })
  type: string;

  @Field(() => NotificationReasonEnum, { description: 'Why the person is told.' })
  reason: Reason;

  @Field(() => DateTimeScalar, { description: 'When.' })
  at: string;

  @Field({ description: 'Whether the person read it.' })
  read: boolean;

  byAccountId: string | null;
}

@ObjectType('Notification', {
  implements: () => NodeType,
  description:
    'What happened to one thing that concerns the signed-in person. It is gone once they may not see the thing.',
})
export class NotificationType extends NodeType {
  @Field({ description: 'Something waits on the person; otherwise it is to know.' })
  mustAct: boolean;

  @Field({ description: 'Nothing of it is unread.' })
  read: boolean;

  @Field({ description: 'Only people of the own organisation see this.' })
  internal: boolean;

  @Field(() => DateTimeScalar, { description: 'When it last happened.' })
  latestAt: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'The person wants to be reminded then.' })
  laterUntil: string | null;

  @Field(() => [NotificationReasonEnum], {
    description: 'Why the person is told, the strongest first: of what is unread, if any is.',
  })
  reasons: Reason[];

  @Field(() => [NotificationNewsType], { description: 'What happened, the newest first, at most five.' })
  news: NotificationNewsType[];

  @Field(() => Int, { description: 'How many things are unread.' })
  unread: number;

  @Field({ description: 'A mail about it came back or could not be delivered.' })
  mailFailed: boolean;

  row: ItemRow;

  static of(row: ItemRow): NotificationType {
    const unread = row.reasons as Reason[];
    return Object.assign(new NotificationType(), {
      ...{ row, id: toGlobalId('Notification', row.id), latestAt: row.latestAt, laterUntil: row.laterUntil },
      ...{ internal: row.internal, unread: row.unread, read: row.unread === 0, mailFailed: row.mailFailed },
      reasons: reasons.filter((reason) => unread.includes(reason)),
      mustAct: row.unread > 0 && unread.some(mustAct),
      news: row.news.map((news: NewsRow) => Object.assign(new NotificationNewsType(), news)),
    });
  }
}

/** A page of notifications. */
export const NotificationConnection = connectionOf(NotificationType, 'Notification');

@InputType({ description: 'Which notifications; all conditions together.' })
export class NotificationFilter {
  @Field(() => Boolean, { nullable: true, description: 'Only what is unread and not put off.' })
  unread?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Only what waits on the person.' })
  mustAct?: boolean | null;

  @Field(() => [NotificationReasonEnum], { nullable: true, description: 'With one of these reasons.' })
  reasons?: Reason[] | null;
}

/** Which notifications, and which page of them. */
@ArgsType()
export class NotificationArgs extends PageInput {
  @Field(() => NotificationFilter, { nullable: true, description: 'Which ones; all when absent.' })
  filter?: NotificationFilter | null;
}

@ObjectType('NotificationCounts', { description: 'How much there is for the signed-in person.' })
export class NotificationCountsType {
  @Field(() => Int, { description: 'Things with something unread, not put off.' })
  unread: number;

  @Field(() => Int, { description: 'Of these, those that wait on the person.' })
  mustAct: number;
}

@ObjectType('NotificationMail', { description: 'A mail about notifications, to the signed-in person.' })
export class NotificationMailType {
  @Field(() => ID, { description: 'What it is called in the log of mails.' })
  id: string;

  @Field({ description: 'The digest of a day; otherwise sent at once.' })
  digest: boolean;

  @Field(() => Int, { description: 'About how many things.' })
  things: number;

  @Field(() => DateTimeScalar, { description: 'When it was written.' })
  at: string;

  @Field(() => String, {
    nullable: true,
    description: 'WAITING, SENT, REFUSED (tried again) or GIVEN_UP; null once it is forgotten, after 30 days.',
  })
  state: string | null;
}
