import { commonErrors } from '#libs/kernel';
import { EventLog } from '#libs/live';
import { listLoader } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { AccessStore } from './access.store.js';
import type { PersonType } from './access.types.js';
import { addMandate, caller } from './caller.js';
import { Participations } from './members/participations.js';
import { Persons } from './persons.js';
import type { WorkspaceRole } from './roles.js';

/** Roles that can be given a task. */
const assignable: readonly WorkspaceRole[] = ['MANAGER', 'OFFICER', 'MEMBER', 'COORDINATOR'];

/** A partnership as access sees it: a log, and the people who hold mandates on it. */
@Injectable()
export class Workspaces {
  constructor(
    private readonly store: AccessStore,
    private readonly persons: Persons,
    private readonly log: EventLog,
    private readonly participations: Participations,
  ) {}

  /**
   * Opens the log of a new partnership and makes the caller, on behalf of a municipality or OCMW, its first manager.
   * The caller's own mandates take in the new one from the next request on.
   * @throws FORBIDDEN when the caller works for neither.
   */
  async found(partnershipId: string): Promise<void> {
    const home = caller().affiliations.find(
      ({ organisationId, kind }) =>
        organisationId === caller().organisationId && (kind === 'MUNICIPALITY' || kind === 'OCMW'),
    );
    if (!home) throw commonErrors.FORBIDDEN({ args: { capability: 'partnership.create' } });
    await this.log.open(partnershipId);
    await this.store.foundWorkspace(partnershipId, home.organisationId);
    addMandate(caller(), {
      ...{ id: partnershipId, partnershipId, version: 1, validFrom: '', validUntil: null },
      ...{ organisationId: home.organisationId, directoryId: home.directoryId },
      ...{ role: 'MANAGER', policyDomains: [], decidedBy: null },
    });
    await this.store.renewSettings(caller());
  }

  /**
   * Ends, within the open transaction, the participation of a municipality and its OCMW on the last day of the membership;
   * their people's rights end with it. `before` is the last day that was set earlier. Call it after the event is recorded.
   * @throws LAST_MANAGER when nobody else would manage the partnership on some day.
   */
  municipalityLeaves(
    partnershipId: string,
    municipalityId: string,
    lastDay: string,
    before: string | null,
  ): Promise<void> {
    return this.participations.end(partnershipId, municipalityId, lastDay, before);
  }

  /** Lets a municipality and its OCMW that took part before take part again; their people are invited anew. */
  municipalityJoins(partnershipId: string, municipalityId: string, from: string, until: string | null): Promise<void> {
    return this.participations.begin(partnershipId, municipalityId, from, until);
  }

  /**
   * People who can be given a task, or there on behalf of one organisation, by name; empty for a caller who does not work in
   * the partnership.
   */
  people(partnershipId: string, organisationId?: string): Promise<PersonType[]> {
    return this.holders(partnershipId, assignable, organisationId);
  }

  /** Whom to talk to about a partnership in a municipality of the directory; null when nobody is named, or visible. */
  async contact(partnershipId: string, municipalityId: string): Promise<PersonType | null> {
    const loader = listLoader(
      'contacts',
      (ids) => this.store.contacts(ids),
      (row) => row.partnershipId,
    );
    const contact = (await loader.load(partnershipId)).find((row) => row.directoryId === municipalityId);
    return this.persons.byId(contact?.accountId);
  }

  /** Whether an account can be given a task in the partnership, or there on behalf of one organisation. */
  async canBeAssigned(partnershipId: string, accountId: string, organisationId?: string): Promise<boolean> {
    const holders = await this.store.holders([partnershipId], assignable, organisationId);
    return holders.some((holder) => holder.accountId === accountId);
  }

  /** Accounts that can be given a task in the partnership, or there on behalf of one organisation. */
  async assignable(partnershipId: string, organisationId?: string): Promise<string[]> {
    const holders = await this.store.holders([partnershipId], assignable, organisationId);
    return holders.map(({ accountId }) => accountId);
  }

  private async holders(
    partnershipId: string,
    roles: readonly WorkspaceRole[],
    organisationId?: string,
  ): Promise<PersonType[]> {
    const loader = listLoader(
      `holders ${roles.join()} ${organisationId ?? ''}`,
      (ids) => this.store.holders(ids, roles, organisationId),
      (row) => row.partnershipId,
    );
    return this.persons.byIds((await loader.load(partnershipId)).map((holder) => holder.accountId));
  }
}
