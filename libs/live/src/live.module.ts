import { CONFIG, Health, SharedDelivery, type Config } from '#libs/platform';
import { Global, Module } from '@nestjs/common';
import { Bus, InProcessBus } from './bus.js';
import { Cursors } from './cursors.js';
import { Deliveries } from './deliveries.js';
import { EventLog } from './event-log.js';
import { LiveEngine } from './engine/engine.js';
import { LiveResolver } from './live.resolver.js';
import { MyEventsResolver } from './personal/my-events.resolver.js';
import { PersonalLog } from './personal/personal-log.js';
import { PersonalStreams } from './personal/personal-streams.js';
import { Presence } from './presence/presence.js';
import { InProcessPresence, PresenceStore, RedisPresence } from './presence/presence-store.js';
import { Retention } from './retention.js';
import { RedisBus } from './redis-bus.js';

/** The event log, the bus and the streams. */
@Global()
@Module({
  providers: [
    {
      provide: Bus,
      inject: [CONFIG, Health],
      useFactory: async ({ redisUrl }: Config, health: Health): Promise<Bus> => {
        if (!redisUrl) return new InProcessBus();
        const bus = new RedisBus(redisUrl);
        await bus.start();
        // Without Redis events still arrive, by polling: slower, but nothing is lost.
        health.add('redis', () => (bus.connected ? 'ok' : 'degraded'));
        return bus;
      },
    },
    {
      provide: PresenceStore,
      inject: [Bus],
      useFactory: (bus: Bus): PresenceStore =>
        bus instanceof RedisBus ? new RedisPresence(bus) : new InProcessPresence(),
    },
    Cursors,
    EventLog,
    PersonalLog,
    PersonalStreams,
    MyEventsResolver,
    LiveEngine,
    Presence,
    Deliveries,
    { provide: SharedDelivery, useExisting: Deliveries },
    Retention,
    LiveResolver,
  ],
  exports: [Bus, EventLog, PersonalLog, LiveEngine, SharedDelivery],
})
export class LiveModule {}
