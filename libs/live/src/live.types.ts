import { eventCatalogue, toGlobalId } from '#libs/kernel';
import { CursorScalar, DateTimeScalar } from '#libs/platform';
import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { LoggedEvent } from './event-log.js';

/** The enum object; filled once every room is loaded. */
export const EventType: Record<string, string> = {};

/** Makes the declared event types the values of the GraphQL enum; call once every room is loaded. */
export const publishEventTypes = (): void => {
  const valuesMap: Record<string, { description: string }> = {};
  for (const [type, description] of eventCatalogue()) {
    EventType[type] = type;
    valuesMap[type] = { description };
  }
  registerEnumType(EventType, { name: 'EventType', description: 'What happened, in the past tense.', valuesMap });
};

/** The enum object, for arguments. */
export const eventTypeEnum = (): typeof EventType => EventType;

@ObjectType('PartnershipEvent', {
  description:
    'One change in a partnership. Numbers are gapless per partnership, but events one may not see are left out.',
})
export class PartnershipEventType {
  @Field(() => CursorScalar, { description: 'Hand it back as `after` to go on right behind this event.' })
  cursor: string;

  @Field(() => Int, { description: 'Number in the log of the partnership: 1, 2, 3, in the order of commit.' })
  sequence: number;

  @Field(() => EventType, { description: 'What happened.' })
  type: string;

  @Field(() => DateTimeScalar, { description: 'When it happened.' })
  at: string;

  @Field(() => ID, { description: 'Global id of what changed; of the task, for its checklist and comments.' })
  subjectId: string;

  @Field(() => [String], { description: 'Names of the fields that changed.' })
  changedFields: string[];

  @Field(() => Int, { nullable: true, description: 'Version of the subject after the change.' })
  version: number | null;

  /** For the rooms that add fields: whose doing it was, and the subject behind the id. */
  accountId: string | null;
  partnershipId: string;
  partyIds: string[];
  /** The organisation on whose behalf it was done, and whether it is for that one only. */
  organisationId: string | null;
  internal: boolean;
  subject: { type: string; id: string };

  static of(event: LoggedEvent): PartnershipEventType {
    return Object.assign(new PartnershipEventType(), {
      cursor: event.cursor,
      sequence: event.sequence,
      type: event.type,
      at: event.at,
      subjectId: toGlobalId(event.subjectType, event.subjectId),
      changedFields: event.changedFields,
      version: event.version,
      accountId: event.accountId,
      partnershipId: event.streamId,
      partyIds: event.partyIds,
      organisationId: event.organisationId,
      internal: event.internal,
      subject: { type: event.subjectType, id: event.subjectId },
    });
  }
}
