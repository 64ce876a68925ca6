import {
  commonErrors,
  decodeCursor,
  fromGlobalId,
  isUuid,
  pageSize,
  toConnection,
  type Connection,
} from '#libs/kernel';
import { PageInput } from '#libs/platform';
import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import {
  AddPartnershipMember,
  AddPartnershipMemberInput,
  AddPartnershipMemberPayload,
} from './actions/add-partnership-member.js';
import {
  ChangePartnershipStatus,
  ChangePartnershipStatusInput,
  ChangePartnershipStatusPayload,
} from './actions/change-partnership-status.js';
import { CreatePartnership, CreatePartnershipInput, CreatePartnershipPayload } from './actions/create-partnership.js';
import {
  EndPartnershipMembership,
  EndPartnershipMembershipInput,
  EndPartnershipMembershipPayload,
} from './actions/end-partnership-membership.js';
import { UpdatePartnership, UpdatePartnershipInput, UpdatePartnershipPayload } from './actions/update-partnership.js';
import { LegalFormType } from './legal-form.types.js';
import { LegalForms } from './legal-forms.js';
import { PartnershipConnection, PartnershipMemberType, PartnershipType } from './partnership.types.js';
import { Partnerships } from './partnerships.js';
import { PartnershipsStore, type NameKey } from './partnerships.store.js';

/** Reading partnerships. */
@Resolver()
export class PartnershipsResolver {
  constructor(
    private readonly partnerships: Partnerships,
    private readonly forms: LegalForms,
    private readonly store: PartnershipsStore,
  ) {}

  @Query(() => [LegalFormType], {
    description: 'The legal forms to choose from, those without legal personality first.',
  })
  async legalForms(): Promise<LegalFormType[]> {
    return (await this.forms.all()).map((form) => LegalFormType.of(form));
  }

  @Query(() => PartnershipConnection, {
    name: 'partnerships',
    description: 'The partnerships the caller may see, by name.',
  })
  async list(@Args() page: PageInput): Promise<Connection<PartnershipType>> {
    const size = pageSize(page);
    const rows = await this.store.page(page.after ? this.keyIn(page.after) : undefined, size + 1);
    const nodes = rows.map((row) => PartnershipType.of(row));
    return toConnection(
      nodes,
      size,
      () => this.store.count(),
      ({ row }) => [row.name, row.id],
      page.after,
    );
  }

  @Query(() => PartnershipType, { nullable: true, description: 'One partnership; null when it is not yours to see.' })
  async partnership(
    @Args('id', { type: () => ID, description: 'Global id.' }) globalId: string,
  ): Promise<PartnershipType | null> {
    const ref = fromGlobalId(globalId);
    const row = ref?.type === 'Partnership' ? await this.partnerships.byId(ref.id) : null;
    return row && PartnershipType.of(row);
  }

  private keyIn(after: string): NameKey {
    const [name, id] = decodeCursor(after, 2);
    if (typeof name === 'string' && isUuid(id)) return [name, id];
    throw commonErrors.INVALID_INPUT({ field: 'after', args: { reason: 'BAD_CURSOR' } });
  }
}

/** Changing partnerships. */
@Resolver()
export class PartnershipMutations {
  constructor(
    private readonly create: CreatePartnership,
    private readonly update: UpdatePartnership,
    private readonly changeStatus: ChangePartnershipStatus,
    private readonly addMember: AddPartnershipMember,
    private readonly endMembership: EndPartnershipMembership,
  ) {}

  @Mutation(() => CreatePartnershipPayload, {
    description: 'Opens a workspace in EXPLORATION for two or more municipalities; the caller becomes its manager.',
  })
  async createPartnership(@Args('input') input: CreatePartnershipInput): Promise<CreatePartnershipPayload> {
    return { partnership: PartnershipType.of(await this.create.run(input)) };
  }

  @Mutation(() => UpdatePartnershipPayload, {
    description: 'Changes name, legal form, managing municipality or term. Managers only.',
  })
  async updatePartnership(@Args('input') input: UpdatePartnershipInput): Promise<UpdatePartnershipPayload> {
    return { partnership: PartnershipType.of(await this.update.run(input)) };
  }

  @Mutation(() => ChangePartnershipStatusPayload, { description: 'Takes a step in the workflow. Managers only.' })
  async changePartnershipStatus(
    @Args('input') input: ChangePartnershipStatusInput,
  ): Promise<ChangePartnershipStatusPayload> {
    return { partnership: PartnershipType.of(await this.changeStatus.run(input)) };
  }

  @Mutation(() => AddPartnershipMemberPayload, { description: 'Lets a municipality join. Managers only.' })
  async addPartnershipMember(@Args('input') input: AddPartnershipMemberInput): Promise<AddPartnershipMemberPayload> {
    const { partnership, member } = await this.addMember.run(input);
    return { partnership: PartnershipType.of(partnership), member: PartnershipMemberType.of(member) };
  }

  @Mutation(() => EndPartnershipMembershipPayload, { description: 'Sets the last day of a membership. Managers only.' })
  async endPartnershipMembership(
    @Args('input') input: EndPartnershipMembershipInput,
  ): Promise<EndPartnershipMembershipPayload> {
    return { partnership: PartnershipType.of(await this.endMembership.run(input)) };
  }
}
