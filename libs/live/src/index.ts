import type { Migration } from '#libs/platform';
import { Retention1796100170000 } from '../migrations/1796100170000-retention.js';
import { InternalEvents1796110600000 } from '../migrations/1796110600000-internal-events.js';
import { CreateEventLog1796000100000 } from '../migrations/1796000100000-create-event-log.js';
import { EventsOfJobs1796110510000 } from '../migrations/1796110510000-events-of-jobs.js';

export { Bus, InProcessBus } from './bus.js';
export { encodePosition } from './cursor.js';
export { Audiences, partyOf, type Audience } from './engine/audience.js';
export { LiveEngine } from './engine/engine.js';
export { EventLog, LogAudience, type LoggedEvent } from './event-log.js';
export { renewEpochs } from './origin.js';
export { LiveModule } from './live.module.js';
export { PartnershipEventType, publishEventTypes } from './live.types.js';
export { Presence } from './presence.js';
export { RedisBus } from './redis-bus.js';

/** Migrations of this room. */
export const liveMigrations: Migration[] = [
  CreateEventLog1796000100000,
  Retention1796100170000,
  InternalEvents1796110600000,
  EventsOfJobs1796110510000,
];
