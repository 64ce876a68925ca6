import {
  MandateType,
  may,
  PersonType,
  Persons,
  PreviewType,
  roleIn,
  WorkspaceRoleEnum,
  Workspaces,
  type WorkspaceRole,
} from '#libs/access';
import { Municipalities, MunicipalityType, type ReferenceRegionType } from '#libs/directory';
import { Clock, commonErrors, includesDay } from '#libs/kernel';
import { EventLog, PartnershipEventType } from '#libs/live';
import { CursorScalar, DateScalar, listLoader, loadNodes } from '#libs/platform';
import { Args, Directive, Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { LegalFormType } from './legal-form.types.js';
import { LegalForms } from './legal-forms.js';
import { PartnershipStatusEnum } from './partnership.enums.js';
import { noticesOf } from './partnership.notices.js';
import { stepProblem, takingPart } from './partnership.rules.js';
import {
  PartnershipMemberType,
  PartnershipNoticeType,
  PartnershipType,
  StatusChangeType,
} from './partnership.types.js';
import { partnershipWorkflow, type PartnershipStatus } from './partnership.workflow.js';
import { Partnerships } from './partnerships.js';
import { PartnershipsStore } from './partnerships.store.js';

const MAX_RECENT = 50;

const ref = (id: string | null) => (id ? { type: 'ReferenceRegion', id } : undefined);

/** What belongs to a partnership: form, members, notices. */
@Resolver(() => PartnershipType)
export class PartnershipFields {
  constructor(
    private readonly partnerships: Partnerships,
    private readonly municipalities: Municipalities,
    private readonly legalForms: LegalForms,
    private readonly store: PartnershipsStore,
    private readonly clock: Clock,
  ) {}

  @ResolveField(() => LegalFormType, { description: 'Its legal form, with the rules in force today.' })
  async legalForm(@Parent() { row }: PartnershipType): Promise<LegalFormType> {
    return LegalFormType.of(await this.legalForms.byCode(row.legalFormCode));
  }

  @ResolveField(() => MunicipalityType, {
    nullable: true,
    description: 'Where it has its seat, and who speaks for it.',
  })
  managingMunicipality(@Parent() { row }: PartnershipType): Promise<MunicipalityType | null> {
    return row.managingMunicipalityId ? this.municipalities.byId(row.managingMunicipalityId) : Promise.resolve(null);
  }

  @ResolveField(() => [PartnershipMemberType], { description: 'Members on a day; today when no day is given.' })
  async members(
    @Parent() { row }: PartnershipType,
    @Args('on', { type: () => DateScalar, nullable: true, description: 'The day.' }) on?: string | null,
  ): Promise<PartnershipMemberType[]> {
    const day = on ?? this.clock.today();
    return (await this.partnerships.members(row.id))
      .filter(({ validFrom: from, validUntil: until }) => includesDay({ from, until }, day))
      .map((member) => PartnershipMemberType.of(member));
  }

  @ResolveField(() => Int, { description: 'Inhabitants of the municipalities that take part today, together.' })
  async population(@Parent() partnership: PartnershipType): Promise<number> {
    return (await this.places(partnership)).reduce((sum, { population }) => sum + (population ?? 0), 0);
  }

  @ResolveField(() => [PartnershipNoticeType], {
    description: 'Things to know about the composition, the form and the term, the warnings first.',
  })
  async notices(@Parent() partnership: PartnershipType): Promise<PartnershipNoticeType[]> {
    const { row } = partnership;
    const form = await this.legalForms.byCode(row.legalFormCode);
    const municipalities = await this.places(partnership);
    const regions = await loadNodes(municipalities.map(({ referenceRegionId: id }) => ref(id)));
    const places = municipalities.map(({ name, languageFacilities }, index) => {
      const region = regions[index] as ReferenceRegionType | null | undefined;
      return { name, languageFacilities, referenceRegion: region?.name ?? null };
    });
    return noticesOf(row, form, places, this.clock.today());
  }

  @ResolveField(() => [PartnershipStatusEnum], {
    description: 'Statuses the caller can move this partnership to now; empty when the caller may not.',
  })
  @Directive('@viewer')
  async possibleStatuses(@Parent() { row }: PartnershipType): Promise<PartnershipStatus[]> {
    if (!may(row.id, 'partnership.manage')) return [];
    const facts = {
      form: await this.legalForms.byCode(row.legalFormCode),
      members: await this.partnerships.members(row.id),
      electionYears: await this.legalForms.electionYears(),
      today: this.clock.today(),
    };
    return partnershipWorkflow.next(row.status).filter((to) => !stepProblem(row, to, facts));
  }

  @ResolveField(() => [StatusChangeType], {
    description: 'Every step so far, newest first; nothing for actors outside the partnership.',
  })
  async statusChanges(@Parent() { row }: PartnershipType): Promise<StatusChangeType[]> {
    const key = `${Partnerships.name} steps`;
    const steps = listLoader(
      key,
      (ids) => this.store.statusChanges(ids),
      (step) => step.partnershipId,
    );
    return (await steps.load(row.id)).map((step) => StatusChangeType.of(step));
  }

  private async places({ row }: PartnershipType): Promise<MunicipalityType[]> {
    const members = takingPart(await this.partnerships.members(row.id), this.clock.today());
    return this.municipalities.byIds(members.map(({ municipalityId }) => municipalityId));
  }
}

/** What the caller and the others are and do in a partnership. */
@Resolver(() => PartnershipType)
export class PartnershipWorkspaceFields {
  constructor(
    private readonly workspaces: Workspaces,
    private readonly log: EventLog,
  ) {}

  @ResolveField(() => WorkspaceRoleEnum, { nullable: true, description: "The caller's own role." })
  @Directive('@viewer')
  viewerRole(@Parent() { row }: PartnershipType): WorkspaceRole | null {
    return roleIn(row.id) ?? null;
  }

  @ResolveField(() => [PersonType], { description: 'People who can be given a task, by name.' })
  people(@Parent() { row }: PartnershipType): Promise<PersonType[]> {
    return this.workspaces.people(row.id);
  }

  @ResolveField(() => CursorScalar, {
    description: 'Where the log stands now: fetch a screen with it, then subscribe with after: eventCursor.',
  })
  async eventCursor(@Parent() { row }: PartnershipType): Promise<string> {
    const head = await this.log.read(row.id, 'head', 0);
    if (!head) throw commonErrors.NOT_FOUND();
    return this.log.cursorAt(head);
  }

  @ResolveField(() => [PartnershipEventType], { description: 'Newest events first.' })
  async recentEvents(
    @Parent() { row }: PartnershipType,
    @Args('first', { type: () => Int, defaultValue: 8, description: 'How many, at most 50.' }) first: number,
  ): Promise<PartnershipEventType[]> {
    if (first < 0 || first > MAX_RECENT)
      throw commonErrors.INVALID_INPUT({ field: 'first', args: { reason: 'PAGE_SIZE', limit: MAX_RECENT } });
    return (await this.log.recent(row.id, first)).map((event) => PartnershipEventType.of(event));
  }
}

/** The municipality of a membership, and whom to talk to there. */
@Resolver(() => PartnershipMemberType)
export class MemberFields {
  constructor(
    private readonly municipalities: Municipalities,
    private readonly workspaces: Workspaces,
  ) {}

  @ResolveField(() => MunicipalityType, { description: 'The municipality.' })
  municipality(@Parent() { row }: PartnershipMemberType): Promise<MunicipalityType | null> {
    return this.municipalities.byId(row.municipalityId);
  }

  @ResolveField(() => PersonType, { nullable: true, description: 'Its official in the partnership, if there is one.' })
  contact(@Parent() { row }: PartnershipMemberType): Promise<PersonType | null> {
    return this.workspaces.contact(row.partnershipId, row.municipalityId);
  }
}

/** Whose doing a step was. */
@Resolver(() => StatusChangeType)
export class StatusChangeFields {
  constructor(private readonly persons: Persons) {}

  @ResolveField(() => PersonType, { nullable: true, description: 'Whose doing it was; null for the system.' })
  by(@Parent() step: StatusChangeType): Promise<PersonType | null> {
    return this.persons.byId(step.accountId);
  }
}

/** A partnership through somebody else's eyes. */
@Resolver(() => PreviewType)
export class PreviewPartnership {
  constructor(private readonly partnerships: Partnerships) {}

  @ResolveField(() => PartnershipType, { nullable: true, description: 'The partnership as they would receive it.' })
  async partnership(@Parent() preview: PreviewType): Promise<PartnershipType | null> {
    const row = await this.partnerships.byId(preview.partnershipId);
    return row && PartnershipType.of(row);
  }
}

/** The partnership of a mandate. */
@Resolver(() => MandateType)
export class MandatePartnership {
  constructor(private readonly partnerships: Partnerships) {}

  @ResolveField(() => PartnershipType, { nullable: true, description: 'Where the mandate holds.' })
  async partnership(@Parent() mandate: MandateType): Promise<PartnershipType | null> {
    const row = await this.partnerships.byId(mandate.partnershipId);
    return row && PartnershipType.of(row);
  }
}
