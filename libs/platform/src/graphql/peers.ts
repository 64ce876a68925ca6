import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Asker } from './admission.js';
import type { Identity } from '../database/scope.js';
import { Authenticator, type Credentials } from './authenticator.js';

/** How old what we know of a peer may be, and how often it is checked that its session goes on, in milliseconds. */
const RENEW_EVERY_MS = 3_000;

/** Somebody who keeps a connection open, whatever carries it. */
export interface Peer extends Asker {
  readonly credentials: Credentials;
  /** When the identity was looked up, in milliseconds. */
  asOf: number;
  /** Ends the connection of somebody who is not signed in any more. */
  signedOut(): void;
}

/** Who is connected; one question every few seconds finds those whose session is over. */
@Injectable()
export class Peers implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly connected = new Set<Peer>();
  private sweep?: NodeJS.Timeout;

  constructor(private readonly authenticator: Authenticator) {}

  onApplicationBootstrap(): void {
    this.sweep = setInterval(() => {
      // While the database is away nobody is sent away.
      this.endThoseSignedOut().catch(() => undefined);
    }, RENEW_EVERY_MS);
    this.sweep.unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.sweep);
  }

  /** Finds out who this is; counts as connected from now on, until `leave`. */
  async welcome(credentials: Credentials, address: string, signedOut: () => void): Promise<Peer> {
    const identity = await this.authenticator.authenticate(credentials);
    const peer: Peer = { credentials, identity, address, signedOut, asOf: Date.now() };
    this.connected.add(peer);
    return peer;
  }

  leave(peer: Peer): void {
    this.connected.delete(peer);
  }

  /** Looks up again who this is, unless it was done just now; somebody whose session ended is sent away. */
  async renew(peer: Peer, maximumAgeMs = RENEW_EVERY_MS): Promise<void> {
    if (Date.now() - peer.asOf < maximumAgeMs) return;
    peer.identity = await this.authenticator.authenticate({ ...peer.credentials, streaming: true });
    peer.asOf = Date.now();
    if (peer.identity.accountId === null) peer.signedOut();
  }

  /** Who this is, not older than that. */
  async current(peer: Peer, maximumAgeMs?: number): Promise<Identity> {
    await this.renew(peer, maximumAgeMs);
    return peer.identity;
  }

  private async endThoseSignedOut(): Promise<void> {
    const peers = [...this.connected].filter(({ identity }) => identity.accountId !== null);
    if (peers.length === 0) return;
    const good = await this.authenticator.stillGood(peers.map(({ credentials }) => credentials));
    peers.forEach((peer, index) => {
      if (!good[index]) peer.signedOut();
    });
  }
}
