import { addDays, Clock } from '#libs/kernel';
import { registerNode } from '#libs/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { MandateType } from '../access.types.js';
import { InvitationType } from './invitation.types.js';
import { InvitationsStore, type InvitationRow } from './invitations.store.js';
import { invitationStateAt, stateOn } from './members.rules.js';
import { MembersStore } from './members.store.js';
import { WorkspaceMemberType } from './members.types.js';
import { strongest, type WorkspaceRole } from '../roles.js';

/** Mandates that ended and invitations that were dealt with are shown for so long. */
const SHOWN_DAYS = 365;
const STATES = ['ACTIVE', 'FUTURE', 'ENDED', 'WITHDRAWN'];

const byRole = (a: WorkspaceRole, b: WorkspaceRole): number => (a === b ? 0 : strongest([a, b]) === a ? -1 : 1);

/** Members and invitations, as far as the caller may see them. */
@Injectable()
export class Members implements OnModuleInit {
  constructor(
    private readonly store: MembersStore,
    private readonly invitationStore: InvitationsStore,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    const inOrder = <R extends { id: string }>(ids: readonly string[], rows: readonly R[], make: (row: R) => object) =>
      ids.map((id) => {
        const row = rows.find((found) => found.id === id);
        return row ? make(row) : null;
      });
    registerNode('Mandate', async (ids) =>
      inOrder(ids, await this.store.mandates(ids), (row) => MandateType.of(row, row.accountId)),
    );
    registerNode('Invitation', async (ids) =>
      inOrder(ids, await this.invitationStore.byIds(ids), (row) => this.invitation(row)),
    );
  }

  /** Those who have, will have or had a mandate in the last year: by state, then by role, then the oldest first. */
  async list(partnershipId: string): Promise<WorkspaceMemberType[]> {
    const today = this.clock.today();
    const rows = await this.store.mandatesSince(partnershipId, addDays(today, -SHOWN_DAYS));
    const contacts = new Map(
      (await this.store.contacts(partnershipId)).map((row) => [`${row.accountId} ${row.organisationId}`, row]),
    );
    return rows
      .map((row) => {
        const contact = contacts.get(`${row.accountId} ${row.organisationId}`);
        const member = WorkspaceMemberType.of(row, stateOn(row, today));
        return Object.assign(member, { email: contact?.email ?? null, lastActiveOn: contact?.lastActiveOn ?? null });
      })
      .sort(
        (a, b) =>
          STATES.indexOf(a.state) - STATES.indexOf(b.state) ||
          byRole(a.mandate.role, b.mandate.role) ||
          (a.mandate.validFrom < b.mandate.validFrom ? -1 : 1),
      );
  }

  /** Open invitations and those of the last year; nothing for who may not manage members. */
  async invitations(partnershipId: string): Promise<InvitationType[]> {
    const since = new Date(this.clock.now().getTime() - SHOWN_DAYS * 86_400_000);
    return (await this.invitationStore.since(partnershipId, since)).map((row) => this.invitation(row));
  }

  /** An invitation with its state of this moment. */
  invitation(row: InvitationRow): InvitationType {
    return InvitationType.of(row, invitationStateAt(row, this.clock.now(), this.clock.today()));
  }
}
