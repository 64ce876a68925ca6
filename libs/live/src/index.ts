import type { Migration } from '#libs/platform';
import { PersonalStreams1796110100000 } from '../migrations/1796110100000-personal-streams.js';
import { Retention1796100170000 } from '../migrations/1796100170000-retention.js';
import { InternalEvents1796110600000 } from '../migrations/1796110600000-internal-events.js';
import { CursorSecret1796110000000 } from '../migrations/1796110000000-cursor-secret.js';
import { CreateEventLog1796000100000 } from '../migrations/1796000100000-create-event-log.js';
import { EventsOfJobs1796110510000 } from '../migrations/1796110510000-events-of-jobs.js';

export { Bus, InProcessBus } from './bus.js';
export { CursorCipher, type LogPosition } from './cursor.js';
export { Audiences, partyOf, type Audience } from './engine/audience.js';
export { LiveEngine } from './engine/engine.js';
export { EventLog, type LoggedEvent } from './event-log.js';
export { LogAudience } from './log-audience.js';
export { MyEventType } from './personal/my-events.resolver.js';
export { personChannel, PersonalLog } from './personal/personal-log.js';
export { renewEpochs } from './origin.js';
export { LiveModule } from './live.module.js';
export { eventTypeEnum, PartnershipEventType, publishEventTypes } from './live.types.js';
export type { ItemPicture, PresencePicture } from './presence/marks.js';
export { RedisBus } from './redis-bus.js';

/** Migrations of this room. */
export const liveMigrations: Migration[] = [
  CreateEventLog1796000100000,
  Retention1796100170000,
  CursorSecret1796110000000,
  InternalEvents1796110600000,
  PersonalStreams1796110100000,
  EventsOfJobs1796110510000,
];
