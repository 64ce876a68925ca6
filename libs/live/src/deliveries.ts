import { SharedDelivery, type Delivery, type PreparedOperation, type Subscriber } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { LiveEngine } from './engine/engine.js';
import { PersonalStreams } from './personal/personal-streams.js';
import { Presence } from './presence/presence.js';

/** All subscriptions that are delivered to many at once, each by the one who knows how. */
@Injectable()
export class Deliveries extends SharedDelivery {
  constructor(
    private readonly engine: LiveEngine,
    private readonly presence: Presence,
    private readonly personal: PersonalStreams,
  ) {
    super();
  }

  override open(prepared: PreparedOperation, subscriber: Subscriber): Promise<Delivery> | undefined {
    return (
      this.engine.open(prepared, subscriber) ??
      this.presence.open(prepared, subscriber) ??
      this.personal.open(prepared, subscriber)
    );
  }
}
