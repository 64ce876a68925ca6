import { toGlobalId } from '#libs/kernel';
import { DateTimeScalar, MutationInput } from '#libs/platform';
import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { createHash } from 'node:crypto';
import type { DeviceRow } from './push.store.js';

@ObjectType('PushDevice', { description: 'A browser of the signed-in person that shows at once what waits on them.' })
export class PushDeviceType {
  @Field(() => ID, { description: 'What it is called here.' })
  id: string;

  @Field({ description: 'Its browser and system, in words.' })
  name: string;

  @Field({ description: 'SHA-256 of its address at the push service, in hexadecimal: by it a browser knows itself.' })
  fingerprint: string;

  @Field(() => DateTimeScalar, { description: 'When it was switched on.' })
  addedAt: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When a message last reached its push service.' })
  lastSentAt: string | null;

  static of({ id, name, endpoint, createdAt, lastSentAt }: DeviceRow): PushDeviceType {
    return Object.assign(new PushDeviceType(), {
      ...{ id: toGlobalId('PushDevice', id), name, addedAt: createdAt, lastSentAt },
      fingerprint: createHash('sha256').update(endpoint).digest('hex'),
    });
  }
}

@ObjectType('NotificationPush', { description: 'A message to a device of the signed-in person.' })
export class NotificationPushType {
  @Field(() => ID, { description: 'What it is called in the log of messages.' })
  id: string;

  @Field(() => String, { nullable: true, description: 'The device; null once it is gone.' })
  device: string | null;

  @Field(() => Int, { description: 'About how many things.' })
  things: number;

  @Field(() => DateTimeScalar, { description: 'When it was written.' })
  at: string;

  @Field({ description: 'WAITING, SENT, REFUSED (tried again) or GIVEN_UP; forgotten after 30 days.' })
  state: string;
}

@InputType()
export class AddPushDeviceInput extends MutationInput {
  @Field({ description: 'Address of the browser at its push service: https, by name.' })
  endpoint: string;

  @Field({ description: 'Public key of the browser, base64url.' })
  p256dh: string;

  @Field({ description: 'Secret of the browser, base64url.' })
  auth: string;

  @Field({ description: 'Browser and system in words, at most 100 characters.' })
  name: string;
}

@InputType()
export class RenewPushDeviceInput extends MutationInput {
  @Field({
    description: 'Of the address the browser was known by: the same as before, or that of before it got a new one.',
  })
  fingerprint: string;

  @Field({ description: 'Address of the browser at its push service: https, by name.' })
  endpoint: string;

  @Field({ description: 'Public key of the browser, base64url.' })
  p256dh: string;

  @Field({ description: 'Secret of the browser, base64url.' })
  auth: string;
}

@InputType()
export class RemovePushDeviceInput extends MutationInput {
  @Field(() => ID, { description: 'Which one.' })
  id: string;
}

@ObjectType({ description: 'The devices after the change.' })
export class AddPushDevicePayload {
  @Field(() => [PushDeviceType], { description: 'Those of the signed-in person.' })
  devices: PushDeviceType[];
}

@ObjectType({ description: 'The devices after the change.' })
export class RenewPushDevicePayload {
  @Field(() => [PushDeviceType], { description: 'Those of the signed-in person.' })
  devices: PushDeviceType[];
}

@ObjectType({ description: 'The devices after the change.' })
export class RemovePushDevicePayload {
  @Field(() => [PushDeviceType], { description: 'Those of the signed-in person.' })
  devices: PushDeviceType[];
}
