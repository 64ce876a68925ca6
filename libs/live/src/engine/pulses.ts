import type { Bus } from '../bus.js';
import { eventsChannel } from '../event-log.js';

/** How long a partnership stays quiet before its feeds look whether their readers may still read, in milliseconds. */
const CHECK_EVERY_MS = 4_000;
/** The same while the bus is away: then looking is the only way to learn of events. */
const POLL_EVERY_MS = 2_000;

/** Told the number of an event, or nothing when it is time to look. */
type Feeling = (message: string) => void;

interface Pulse {
  feelers: Set<Feeling>;
  stop: () => void;
}

/**
 * What wakes the feeds of a partnership: the bus, and where that is quiet a clock. All feel it in the same turn, so that
 * they look together.
 */
export class Pulses {
  private readonly pulses = new Map<string, Pulse>();

  constructor(private readonly bus: Bus) {}

  /** Calls until the returned function is called. */
  feel(partnershipId: string, feeling: Feeling): () => void {
    const pulse = this.pulses.get(partnershipId) ?? this.begin(partnershipId);
    pulse.feelers.add(feeling);
    return () => {
      if (!pulse.feelers.delete(feeling) || pulse.feelers.size > 0) return;
      this.pulses.delete(partnershipId);
      pulse.stop();
    };
  }

  private begin(partnershipId: string): Pulse {
    const feelers = new Set<Feeling>();
    const rest = () => setTimeout(() => beat(''), this.bus.connected ? CHECK_EVERY_MS : POLL_EVERY_MS);
    let timer = rest();
    const beat = (message: string) => {
      clearTimeout(timer);
      timer = rest();
      for (const feeling of [...feelers]) feeling(message);
    };
    const stopWatching = this.bus.watch(eventsChannel(partnershipId), beat);
    const stop = () => {
      clearTimeout(timer);
      stopWatching();
    };
    const pulse = { feelers, stop };
    this.pulses.set(partnershipId, pulse);
    return pulse;
  }
}
