import { MutationInput } from '#libs/platform';
import { Field, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { NotificationReasonEnum } from '../notification.types.js';
import type { Reason, Way } from '../reason.rules.js';

export const NotificationWayEnum: { [W in Way]: W } = { NOW: 'NOW', DIGEST: 'DIGEST', NEVER: 'NEVER' };
registerEnumType(NotificationWayEnum, {
  name: 'NotificationWay',
  description: 'When a mail is written about news.',
  valuesMap: {
    NOW: { description: 'At once, with what comes within a minute; only for what waits on somebody.' },
    DIGEST: { description: 'With the others, once a day at 7.30 in Belgium.' },
    NEVER: { description: 'Not at all; it is in the list of notifications only.' },
  },
});

export type MailLanguage = 'NL' | 'FR' | 'EN' | 'DE';
export const MailLanguageEnum: { [L in MailLanguage]: L } = { NL: 'NL', FR: 'FR', EN: 'EN', DE: 'DE' };
registerEnumType(MailLanguageEnum, {
  name: 'NotificationLanguage',
  description: 'In which language mails are written.',
  valuesMap: {
    NL: { description: 'Dutch.' },
    FR: { description: 'French.' },
    EN: { description: 'English.' },
    DE: { description: 'German.' },
  },
});

@ObjectType('NotificationChoice', { description: 'How one reason is mailed.' })
export class NotificationChoiceType {
  @Field(() => NotificationReasonEnum, { description: 'The reason.' })
  reason: Reason;

  @Field(() => NotificationWayEnum, { description: 'When a mail is written.' })
  way: Way;

  @Field({ description: 'Chosen here; otherwise it is what the organisation, or Samenregie, has.' })
  own: boolean;

  @Field({ description: 'For this reason something waits on somebody, so that it may be mailed at once.' })
  mustAct: boolean;
}

@ObjectType('NotificationSettings', { description: 'How news is mailed.' })
export class NotificationSettingsType {
  @Field(() => [NotificationChoiceType], { description: 'Every reason, the strongest first.' })
  choices: NotificationChoiceType[];

  @Field(() => [Int], { description: 'Days of the week without mail: 1 is Monday, 7 is Sunday.' })
  quietDays: number[];

  @Field({ description: 'The days are chosen here.' })
  ownQuietDays: boolean;

  @Field(() => MailLanguageEnum, { nullable: true, description: 'Language of the mails; null when none was chosen.' })
  language: MailLanguage | null;

  @Field({ description: 'No mails at all: stopped by the link in a mail.' })
  stopped: boolean;

  @Field({ description: 'Where mails go; false when no address is known.' })
  reachable: boolean;
}

@InputType({ description: 'A choice for one reason.' })
export class NotificationChoiceInput {
  @Field(() => NotificationReasonEnum, { description: 'The reason.' })
  reason: Reason;

  @Field(() => NotificationWayEnum, { nullable: true, description: 'When to mail; null takes the own choice back.' })
  way?: Way | null;
}

@InputType()
export class SetNotificationDefaultsInput extends MutationInput {
  @Field(() => [NotificationChoiceInput], { nullable: true, description: 'What changes.' })
  choices?: NotificationChoiceInput[] | null;

  @Field(() => [Int], {
    nullable: true,
    description: 'Days of the week without mail, 1 is Monday; null takes the own choice back, absent leaves it.',
  })
  quietDays?: number[] | null;
}

@InputType()
export class SetNotificationSettingsInput extends SetNotificationDefaultsInput {
  @Field(() => MailLanguageEnum, { nullable: true, description: 'Language of the mails.' })
  language?: MailLanguage | null;

  @Field(() => Boolean, { nullable: true, description: 'Stop all mails, or let them come again.' })
  stopped?: boolean | null;
}

@ObjectType({ description: 'The settings after the change.' })
export class SetNotificationSettingsPayload {
  @Field(() => NotificationSettingsType, { description: 'As they are now.' })
  settings: NotificationSettingsType;
}

@ObjectType({ description: 'The defaults after the change.' })
export class SetNotificationDefaultsPayload {
  @Field(() => NotificationSettingsType, { description: 'As they are now.' })
  defaults: NotificationSettingsType;
}
