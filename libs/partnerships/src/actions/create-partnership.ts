import { caller, Workspaces } from '#libs/access';
import { Municipalities } from '#libs/directory';
import { cleanLine, Clock, commonErrors, dateRange, newId } from '#libs/kernel';
import { EventLog } from '#libs/live';
import { DateScalar, Db, internalId, internalIds, MutationInput } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { LegalForms } from '../legal-forms.js';
import type { MemberRow, PartnershipRow } from '../partnership.entity.js';
import { partnershipEvents } from '../partnership.events.js';
import { checkManaging, checkNumber, checkTerm } from '../partnership.rules.js';
import { PartnershipType } from '../partnership.types.js';
import { partnershipWorkflow } from '../partnership.workflow.js';
import { PartnershipsStore } from '../partnerships.store.js';

/** Longest name of a partnership, in characters. */
export const MAX_NAME = 200;
const MAX_MEMBERS = 100;

@InputType({ description: 'A new partnership with its first members, all of them founders.' })
export class CreatePartnershipInput extends MutationInput {
  @Field({ description: 'At most 200 characters.' })
  name: string;

  @Field({ description: 'Code of a legal form.' })
  legalFormCode: string;

  @Field(() => ID, { description: 'One of the members.' })
  managingMunicipalityId: string;

  @Field(() => [ID], { description: 'Two or more municipalities.' })
  memberMunicipalityIds: string[];

  @Field(() => DateScalar, { nullable: true, description: 'First day of the term, as far as it is known.' })
  startsOn?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Last day of the term.' })
  endsOn?: string | null;
}

@ObjectType({ description: 'The new partnership.' })
export class CreatePartnershipPayload {
  @Field(() => PartnershipType, { description: 'As it was created; the caller is its manager.' })
  partnership: PartnershipType;
}

/** Opens a workspace for municipalities that want to find out whether they will work together. */
@Injectable()
export class CreatePartnership {
  constructor(
    private readonly db: Db,
    private readonly workspaces: Workspaces,
    private readonly municipalities: Municipalities,
    private readonly legalForms: LegalForms,
    private readonly store: PartnershipsStore,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  run(input: CreatePartnershipInput): Promise<PartnershipRow> {
    return this.db.transaction(async () => {
      const partnership = await this.partnershipOf(input);
      const members = await this.membersOf(input, partnership);
      await this.workspaces.found(partnership.id);
      await this.store.insert(partnership);
      await this.store.insertMembers(members);
      const { id: partnershipId, createdAt: at, status: to } = partnership;
      const { accountId, organisationId } = caller();
      await this.store.insertStatusChange(
        { id: newId(), partnershipId, from: null, to, reason: null, at, accountId },
        organisationId,
      );
      this.events.record({
        partnershipId,
        type: partnershipEvents.PARTNERSHIP_CREATED,
        subjectType: 'Partnership',
        subjectId: partnershipId,
        version: partnership.version,
      });
      return partnership;
    });
  }

  private async partnershipOf(input: CreatePartnershipInput): Promise<PartnershipRow> {
    const form = await this.legalForms.byCode(input.legalFormCode);
    const { startsOn = null, endsOn = null } = input;
    if (startsOn) dateRange(startsOn, endsOn, 'endsOn');
    checkTerm(form, { startsOn, endsOn });
    const now = this.clock.now();
    return {
      id: newId(),
      name: cleanLine(input.name, { field: 'name', max: MAX_NAME }),
      legalFormCode: form.code,
      status: partnershipWorkflow.initial,
      managingMunicipalityId: internalId('Municipality', input.managingMunicipalityId, 'managingMunicipalityId'),
      startsOn,
      endsOn,
      exampleData: false,
      version: 1,
      createdAt: now,
      updatedAt: now,
      updatedBy: caller().accountId,
    };
  }

  private async membersOf(input: CreatePartnershipInput, partnership: PartnershipRow): Promise<MemberRow[]> {
    const field = 'memberMunicipalityIds';
    const ids = internalIds('Municipality', input.memberMunicipalityIds, field);
    checkNumber(ids.length, field);
    if (ids.length > MAX_MEMBERS)
      throw commonErrors.INVALID_INPUT({ field, args: { reason: 'TOO_MANY', limit: MAX_MEMBERS } });
    await this.municipalities.exist(ids, field);
    const today = this.clock.today();
    const { id: partnershipId, startsOn } = partnership;
    // They take part in the talks from now on, or did so when the partnership is older than its entry here.
    const validFrom = startsOn && startsOn < today ? startsOn : today;
    const members = ids.map((municipalityId): MemberRow => {
      return { id: newId(), partnershipId, municipalityId, role: 'FOUNDER', validFrom, validUntil: null };
    });
    checkManaging(members, partnership.managingMunicipalityId!, today);
    return members;
  }
}
