import { Clock, commonErrors, conflict } from '#libs/kernel';
import { EventLog } from '#libs/live';
import { internalId } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { createHash, randomBytes } from 'node:crypto';
import { caller, may, worksIn } from '../caller.js';
import { Persons } from '../persons.js';
import { clientErrors } from './client.errors.js';
import { clientEvents } from './client.events.js';
import { ClientsStore, type ClientRow, type KeyRow, type NewKey } from './clients.store.js';
import { hintOf, readPublicKeys } from './public-keys.rules.js';

/** So that tools which look for leaked secrets know one of ours. */
const SECRET_PREFIX = 'sgs_';

/** The hash a secret is known by. */
export const hashSecret = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** What every change of a service client has in common: the right, the version, the event. */
@Injectable()
export class ClientChanges {
  constructor(
    private readonly store: ClientsStore,
    private readonly persons: Persons,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  /** @throws NOT_FOUND to somebody outside the partnership, FORBIDDEN to somebody inside whose role does not go that far. */
  require(partnershipId: string, capability: 'clients.manage' | 'clients.read'): void {
    if (!worksIn(partnershipId)) throw commonErrors.NOT_FOUND({ field: 'partnershipId' });
    if (!may(partnershipId, capability)) throw commonErrors.FORBIDDEN({ args: { capability } });
  }

  /**
   * A client in the version the caller looked at, to be changed.
   * @throws NOT_FOUND, FORBIDDEN, CONFLICT, SERVICE_CLIENT_REVOKED
   */
  async open(globalId: string, expectedVersion: number): Promise<ClientRow> {
    const [found] = await this.store.byIds([internalId('ServiceClient', globalId, 'id')]);
    // Who may not even look does not learn that there is one.
    if (!found || !may(found.partnershipId, 'clients.read')) throw commonErrors.NOT_FOUND({ field: 'id' });
    this.require(found.partnershipId, 'clients.manage');
    if (found.revokedAt) throw clientErrors.SERVICE_CLIENT_REVOKED();
    if (found.version !== expectedVersion) throw await this.conflict(found);
    return found;
  }

  /**
   * The client after a change that was written as its next version, and reported.
   * @throws CONFLICT when somebody was faster.
   */
  async done(
    id: string,
    written: boolean,
    type: keyof typeof clientEvents,
    changedFields: string[],
  ): Promise<ClientRow> {
    const [row] = await this.store.byIds([id]);
    if (!row) throw commonErrors.NOT_FOUND({ field: 'id' });
    if (!written) throw await this.conflict(row);
    const { partnershipId, version } = row;
    const subject = { subjectType: 'ServiceClient', subjectId: id };
    this.events.record({ partnershipId, type: clientEvents[type], ...subject, changedFields, version });
    return row;
  }

  /** A key of the public keys given, or of a new secret, which is told only here. */
  async newKey(publicKeys: string | null | undefined): Promise<{ key: NewKey; secret: string | null }> {
    if (typeof publicKeys === 'string') {
      const keys = await readPublicKeys(publicKeys);
      return { key: { publicKeys: keys, hint: await hintOf(keys) }, secret: null };
    }
    const secret = SECRET_PREFIX + randomBytes(32).toString('base64url');
    return { key: { secretHash: hashSecret(secret), hint: secret.slice(-4) }, secret };
  }

  addKey(client: Pick<ClientRow, 'id' | 'partnershipId'>, key: NewKey): Promise<void> {
    return this.store.addKey(client, key, caller().accountId);
  }

  /** Whether a key still works now. */
  inUse = ({ expiresAt }: KeyRow): boolean => !expiresAt || expiresAt > this.clock.now();

  private async conflict(newest: ClientRow) {
    const person = await this.persons.byId(newest.updatedBy);
    return conflict({ version: newest.version, changedBy: person?.displayName, changedAt: newest.updatedAt });
  }
}
