import { callerOrNobody, ViewerType } from '#libs/access';
import { cleanLine, Clock, commonErrors, newId } from '#libs/kernel';
import { CONFIG, Db, internalId, type Config } from '#libs/platform';
import { Inject } from '@nestjs/common';
import { Args, Mutation, ResolveField, Resolver } from '@nestjs/graphql';
import { notificationErrors } from '../notification.errors.js';
import { cleanEndpoint, cleanKey, MOST_DEVICES } from './push.rules.js';
import { PushStore, type DeviceAddress, type PushRow } from './push.store.js';
import {
  AddPushDeviceInput,
  AddPushDevicePayload,
  NotificationPushType,
  PushDeviceType,
  RemovePushDeviceInput,
  RemovePushDevicePayload,
  RenewPushDeviceInput,
  RenewPushDevicePayload,
} from './push.types.js';

const PUSHES = 20;
const devicesOf = async (store: PushStore) => (await store.devices()).map((row) => PushDeviceType.of(row));

/** Devices of the signed-in person. */
@Resolver(() => ViewerType)
export class ViewerPushFields {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly store: PushStore,
  ) {}

  @ResolveField(() => String, {
    nullable: true,
    description: 'Public key with which a browser subscribes (VAPID); null where nothing is sent to devices.',
  })
  pushKey(): string | null {
    return this.config.push?.publicKey ?? null;
  }

  @ResolveField(() => [PushDeviceType], { description: 'Devices that show at once what waits on the person.' })
  pushDevices(): Promise<PushDeviceType[]> {
    return devicesOf(this.store);
  }

  @ResolveField(() => [NotificationPushType], {
    description: 'Messages to these devices, the newest first, at most 20.',
  })
  notificationPushes(): Promise<PushRow[]> {
    return this.store.pushes(PUSHES);
  }
}

/** Switching devices on and off. */
@Resolver()
export class PushResolver {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly store: PushStore,
  ) {}

  @Mutation(() => AddPushDevicePayload, {
    description:
      'Lets a browser show at once what waits on one. A browser somebody else switched on before is theirs no longer.',
  })
  async addPushDevice(@Args('input') input: AddPushDeviceInput): Promise<AddPushDevicePayload> {
    const device = {
      ...this.addressIn(input),
      id: newId(),
      name: cleanLine(input.name, { field: 'name', max: 100 }),
    };
    const added = await this.db.transaction(() => this.store.add(device, this.clock.now()));
    if (!added) throw notificationErrors.PUSH_TOO_MANY_DEVICES({ args: { limit: MOST_DEVICES } });
    return { devices: await devicesOf(this.store) };
  }

  @Mutation(() => RenewPushDevicePayload, {
    description:
      'Says that a browser of one’s own is in use, perhaps at a new address: it stays one device, and goes with the session it is used in.',
  })
  async renewPushDevice(@Args('input') input: RenewPushDeviceInput): Promise<RenewPushDevicePayload> {
    const address = this.addressIn(input);
    const renewed = await this.db.transaction(() => this.store.renew(input.fingerprint, address));
    if (!renewed) throw commonErrors.NOT_FOUND({ field: 'fingerprint' });
    return { devices: await devicesOf(this.store) };
  }

  @Mutation(() => RemovePushDevicePayload, { description: 'Sends nothing to a device any more.' })
  async removePushDevice(@Args('input') input: RemovePushDeviceInput): Promise<RemovePushDevicePayload> {
    const id = internalId('PushDevice', input.id, 'id');
    const removed = await this.db.transaction(() => this.store.remove(id));
    if (!removed) throw commonErrors.NOT_FOUND({ field: 'id' });
    return { devices: await devicesOf(this.store) };
  }

  private addressIn(input: { endpoint: string; p256dh: string; auth: string }): DeviceAddress {
    const { push } = this.config;
    if (!push) throw notificationErrors.PUSH_NOT_OFFERED();
    return {
      endpoint: cleanEndpoint(input.endpoint, push.ownOrigins),
      p256dh: cleanKey(input.p256dh, 'p256dh', 65),
      auth: cleanKey(input.auth, 'auth', 16),
      sessionId: callerOrNobody()?.sessionId ?? null,
    };
  }
}
