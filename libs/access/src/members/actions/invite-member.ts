import { cleanLine, Clock, commonErrors, newId } from '#libs/kernel';
import { DateScalar, Db, internalId, limits, loadNodes, MutationInput, Throttle } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { Field, ID, InputType } from '@nestjs/graphql';
import { OrganisationKindEnum, WorkspaceRoleEnum } from '../../access.types.js';
import { caller, requireCapability } from '../../caller.js';
import { Organisations } from '../../organisations.js';
import { PolicyDomainEnum } from '../../policy-domain.js';
import type { WorkspaceRole } from '../../roles.js';
import { newToken } from '../invitation-token.js';
import { InvitationWriter, type SentInvitation } from '../invitation-writer.js';
import { MailLanguageEnum } from '../invitation.types.js';
import { InvitationsStore, type MailLanguage } from '../invitations.store.js';
import { membersErrors } from '../members.errors.js';
import { checkEnd, checkRole, cleanEmail } from '../members.rules.js';
import { MembersStore } from '../members.store.js';

/** Longest decision, in characters. */
export const MAX_DECISION = 300;
const MAX_NAME = 200;

@InputType({
  description:
    'An organisation: one that is known, or the municipality or actor of the directory it is, or its kind and name. ' +
    'An OCMW is named by its municipality and the kind.',
})
export class InvitedOrganisationInput {
  @Field(() => ID, { nullable: true, description: 'An organisation that is known already.' })
  organisationId?: string | null;

  @Field(() => ID, { nullable: true, description: 'A municipality of the directory.' })
  municipalityId?: string | null;

  @Field(() => ID, { nullable: true, description: 'An actor of the directory.' })
  actorId?: string | null;

  @Field(() => OrganisationKindEnum, {
    nullable: true,
    description: 'With `name`: OCMW, REGION, ASSOCIATION or VENDOR. With `municipalityId`: OCMW.',
  })
  kind?: string | null;

  @Field(() => String, { nullable: true, description: 'At most 200 characters.' })
  name?: string | null;
}

@InputType({ description: 'An invitation by mail, with everything the mandate will be.' })
export class InviteMemberInput extends MutationInput {
  @Field(() => ID, { description: 'The partnership.' })
  partnershipId: string;

  @Field({ description: 'Where the mail goes; the account that accepts may have another address.' })
  email: string;

  @Field(() => String, { nullable: true, description: 'Name of who is invited, at most 200 characters.' })
  displayName?: string | null;

  @Field(() => InvitedOrganisationInput, { description: 'On whose behalf this person will act.' })
  organisation: InvitedOrganisationInput;

  @Field(() => WorkspaceRoleEnum, { description: 'What this person will be.' })
  role: WorkspaceRole;

  @Field(() => DateScalar, { nullable: true, description: 'Last day of the mandate, today or later.' })
  validUntil?: string | null;

  @Field(() => [PolicyDomainEnum], {
    nullable: true,
    description: 'For which policy domains one turns to this person; empty or absent: for all. It limits nothing.',
  })
  policyDomains?: string[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'By whose decision: a council or college with its date, at most 300 characters.',
  })
  decidedBy?: string | null;

  @Field(() => MailLanguageEnum, { defaultValue: 'NL', description: 'Language of the mail.' })
  language: MailLanguage;
}

/** A text that may be absent; an empty one is. */
export const optionalLine = (text: string | null | undefined, field: string, max: number): string | null =>
  cleanLine(text ?? '', { field, max, optional: true }) || null;

/** Invites somebody to take part in a partnership. */
@Injectable()
export class InviteMember {
  constructor(
    private readonly db: Db,
    private readonly members: MembersStore,
    private readonly invitations: InvitationsStore,
    private readonly organisations: Organisations,
    private readonly writer: InvitationWriter,
    private readonly throttle: Throttle,
    private readonly clock: Clock,
  ) {}

  async run(input: InviteMemberInput): Promise<SentInvitation> {
    const partnershipId = internalId('Partnership', input.partnershipId, 'partnershipId');
    requireCapability(partnershipId, 'members.manage');
    const { points, windowSeconds } = limits.invitations;
    await this.throttle.take(`invite ${caller().accountId}`, points, windowSeconds);
    const { role, language, validUntil = null } = input;
    checkEnd(validUntil, this.clock.today());
    const wanted = {
      ...{ partnershipId, role, language, validUntil },
      email: cleanEmail(input.email),
      displayName: optionalLine(input.displayName, 'displayName', MAX_NAME),
      decidedBy: optionalLine(input.decidedBy, 'decidedBy', MAX_DECISION),
      policyDomains: [...new Set(input.policyDomains ?? [])],
    };
    return this.db.transaction(async () => {
      const organisationId = await this.organisation(partnershipId, role, input.organisation);
      const who = [partnershipId, wanted.email, organisationId, role] as const;
      if (await this.members.hasRole(...who)) throw membersErrors.ALREADY_MEMBER({ field: 'email' });
      if (await this.invitations.isOpen(partnershipId, organisationId, wanted.email, role))
        throw membersErrors.ALREADY_INVITED({ field: 'email' });
      const { token, tokenHash } = newToken();
      const now = this.clock.now();
      const row = {
        ...{ ...wanted, id: newId(), organisationId, version: 1 },
        partnershipName: await this.writer.partnershipName(partnershipId),
        ...{ createdAt: now, createdBy: caller().accountId, sentAt: now, expiresAt: this.writer.expiry() },
        ...{ acceptedAt: null, acceptedBy: null, mandateId: null, withdrawnAt: null },
      };
      await this.invitations.add(row, tokenHash);
      const sent = await this.writer.send(row.id, token);
      this.writer.report('MEMBER_INVITED', sent.row);
      return sent;
    });
  }

  /** The organisation of the input, made when nobody named it before. */
  private async organisation(partnershipId: string, role: WorkspaceRole, input: InvitedOrganisationInput) {
    const { organisationId, municipalityId, actorId, kind, name } = input;
    const named = [organisationId, municipalityId, actorId, name].filter(
      (value) => value !== undefined && value !== null,
    );
    if (named.length !== 1) throw this.wrong('ONE_OF');
    const ensure = (wantedKind: string, directoryId: string | null, wantedName: string) => {
      checkRole(role, wantedKind);
      return this.invitations.ensureOrganisation(partnershipId, wantedKind, directoryId, wantedName);
    };
    if (organisationId) {
      const id = internalId('Organisation', organisationId, 'organisation');
      const found = await this.organisations.byId(id);
      if (!found) throw commonErrors.NOT_FOUND({ field: 'organisation' });
      checkRole(role, found.kind);
      return id;
    }
    if (municipalityId) {
      const { id, label } = await this.inDirectory('Municipality', municipalityId);
      if (kind && kind !== 'OCMW' && kind !== 'MUNICIPALITY') throw this.wrong('KIND');
      return kind === 'OCMW' ? ensure('OCMW', id, `OCMW ${label}`) : ensure('MUNICIPALITY', id, label);
    }
    if (actorId) {
      const { id, label } = await this.inDirectory('Actor', actorId);
      return ensure('ACTOR', id, label);
    }
    if (!kind || kind === 'MUNICIPALITY' || kind === 'ACTOR') throw this.wrong('KIND');
    return ensure(kind, null, cleanLine(name ?? '', { field: 'organisation', max: MAX_NAME }));
  }

  /** Something of the directory, which lies above and offers its objects by global id. */
  private async inDirectory(type: 'Municipality' | 'Actor', globalId: string): Promise<{ id: string; label: string }> {
    const id = internalId(type, globalId, 'organisation');
    const [found] = (await loadNodes([{ type, id }])) as ({ name: string; active?: boolean } | null)[];
    if (!found) throw commonErrors.NOT_FOUND({ field: 'organisation' });
    if (found.active === false) throw this.wrong('NO_LONGER_EXISTS');
    return { id, label: found.name };
  }

  private wrong(reason: string) {
    return commonErrors.INVALID_INPUT({ field: 'organisation', args: { reason } });
  }
}
