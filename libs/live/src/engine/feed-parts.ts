import type { Db, Executor } from '#libs/platform';
import type { EventLog } from '../event-log.js';
import type { Audiences } from './audience.js';
import type { Pulses } from './pulses.js';

/** What a feed works with. */
export interface FeedParts {
  db: Db;
  log: EventLog;
  pulses: Pulses;
  audiences: Audiences;
  executor: Executor;
  counters: Counters;
  /** Told how long after it happened an event went out, in seconds. */
  lagged: (seconds: number) => void;
}

/** What the engine counts, since the process started. */
export interface Counters {
  /** Reads of the log, whatever woke them. */
  looks: number;
  /** Ranges that somebody had missed and the ring did not hold. */
  replays: number;
  executions: number;
  deliveries: number;
  /** Readers who were told to read their screen again. */
  resyncs: number;
}
