import type { Identity } from '../../database/scope.js';
import type { SentError } from '../format-error.js';
import type { PreparedOperation } from '../executor.js';
import type { Rendered } from './rendered.js';

/** One open subscription, whatever carries it. */
export interface Subscriber {
  /** Who it is, not older than a few seconds. */
  readonly identity: () => Identity;
  /** Who it is, looked up again when what is known is older than this, in milliseconds; a few seconds when absent. */
  renewed(maximumAgeMs?: number): Promise<Identity>;
  /**
   * Sends a result. False when the reader has so much left to read that it was cut off with the sign to come back and go
   * on from its cursor.
   */
  send(result: Rendered): boolean;
  /** A sign of life on a quiet stream: where the log stands, so that a reader can tell silence from nothing new. */
  beat(cursor: string): void;
  /** Resolves once the reader has little left to read; before sending much of what it missed. */
  drained(): Promise<void>;
  /** Ends the subscription, with the reason when there is one. */
  end(reason?: SentError): void;
}

/** A subscription that runs; closing it is all that is left to do with it. */
export interface Delivery {
  close(): void;
}

/** Delivers subscriptions it knows how to share among many; `live` provides it. */
export abstract class SharedDelivery {
  /**
   * Starts to deliver; undefined for an operation that is none of its business.
   * @throws AppError when the subscriber may not have it.
   */
  abstract open(prepared: PreparedOperation, subscriber: Subscriber): Promise<Delivery> | undefined;
}
