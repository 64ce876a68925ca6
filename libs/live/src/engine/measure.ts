import type { Metrics } from '#libs/platform';
import type { Bus } from '../bus.js';
import type { Counters } from './feed-parts.js';

/** How much is going on now, and what was done since the start. */
export interface Figures extends Counters {
  feeds: number;
  groups: number;
  readers: number;
}

/** From a message between two processes in one room to one that waited for the next look. */
const BUCKETS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2, 5];

/** Tells of the engine at `/metrics`. @returns to be told how long after it happened an event went out, in seconds. */
export const measureLive = (metrics: Metrics, bus: Bus, figures: () => Figures): ((seconds: number) => void) => {
  metrics.gauge('live_feeds', 'Logs that are read now, each once per audience.', () => figures().feeds);
  metrics.gauge('live_groups', 'Groups of readers who share each execution.', () => figures().groups);
  metrics.gauge('live_readers', 'Readers of event streams.', () => figures().readers);
  metrics.counter('live_looks_total', 'Reads of a log.', () => figures().looks);
  metrics.counter('live_replays_total', 'Ranges that readers had missed, read from the log.', () => figures().replays);
  metrics.counter('live_executions_total', 'Results that were worked out.', () => figures().executions);
  metrics.counter('live_deliveries_total', 'Results that were sent.', () => figures().deliveries);
  metrics.counter('live_resyncs_total', 'Readers told to read their screen again.', () => figures().resyncs);
  metrics.gauge('live_shared_ratio', 'Results sent for each that was worked out, since the start.', () => {
    const { executions, deliveries } = figures();
    return executions > 0 ? deliveries / executions : 0;
  });
  const wakeUp = metrics.seconds('live_wake_up_lag_seconds', 'How long wake-ups of other processes took.', BUCKETS);
  bus.onLag = (milliseconds) => wakeUp(milliseconds / 1_000);
  return metrics.seconds('live_log_lag_seconds', 'From an event to when it went out.', BUCKETS);
};
