import type { EventLineFragment } from '../gql/graphql.js';
import { createSignal } from './store.js';

/** Every event once, in order, after the cache has it. */
export const partnershipEvents = createSignal<EventLineFragment>();

/** Where the person's own stream goes on. */
let mine: string | undefined;
export const startMine = (cursor: string): void => {
  mine = cursor;
};
export const mineFrom = (): string | undefined => mine;

const cursors = new Map<string, string>();
const sequences = new Map<string, number>();
const versions = new Map<string, number>();
const stale = new Set<number>();

export const cursorOf = (partnershipId: string): string | undefined => cursors.get(partnershipId);

/** From here on the stream resumes; forgets numbers of another epoch. */
export function startFrom(partnershipId: string, cursor: string): void {
  cursors.set(partnershipId, cursor);
  sequences.delete(partnershipId);
}

/** Remembers how new an object is that a mutation answered. */
export function sawVersion(id: string, version: number): void {
  versions.set(id, Math.max(version, versions.get(id) ?? 0));
}

export const isStale = (sequence: number): boolean => stale.has(sequence);

/**
 * Moves the cursor and says whether the event is new. An event may carry an older state than an answer that
 * overtook it: its subject is left out then, so that a card never jumps back.
 */
export function admit(partnershipId: string, event: EventLineFragment): EventLineFragment | null {
  const last = sequences.get(partnershipId) ?? -1;
  if (event.sequence <= last) return null;
  sequences.set(partnershipId, event.sequence);
  cursors.set(partnershipId, event.cursor);
  const subject = event.subject;
  if (!subject || !('version' in subject)) return event;
  if (subject.version < (versions.get(subject.id) ?? 0)) {
    stale.add(event.sequence);
    return { ...event, subject: null };
  }
  versions.set(subject.id, subject.version);
  return event;
}
