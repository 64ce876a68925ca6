import { PersonType, Persons } from '#libs/access';
import { Municipalities, MunicipalityType } from '#libs/directory';
import { Clock } from '#libs/kernel';
import { DateScalar, registerNode, rowLoader, scoped } from '#libs/platform';
import { PartnershipType } from '#libs/partnerships';
import type { OnModuleInit } from '@nestjs/common';
import { Args, Int, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { AppointOfficer, AppointOfficerInput, AppointOfficerPayload } from './actions/appoint-officer.js';
import {
  ChangeOfficerAllocations,
  ChangeOfficerAllocationsInput,
  ChangeOfficerAllocationsPayload,
} from './actions/change-officer-allocations.js';
import {
  EndOfficerAppointment,
  EndOfficerAppointmentInput,
  EndOfficerAppointmentPayload,
} from './actions/end-officer-appointment.js';
import { capacityOf, normDay, normOn } from './officer.rules.js';
import { IntegrationOfficerType, OfficerAllocationType } from './officer.types.js';
import { Officers } from './officers.js';
import { OfficersStore } from './officers.store.js';

/** Changing officers. */
@Resolver()
export class OfficerMutations {
  constructor(
    private readonly appoint: AppointOfficer,
    private readonly changeAllocations: ChangeOfficerAllocations,
    private readonly end: EndOfficerAppointment,
  ) {}

  @Mutation(() => AppointOfficerPayload, { description: 'Appoints a shared officer. Managers only.' })
  async appointOfficer(@Args('input') input: AppointOfficerInput): Promise<AppointOfficerPayload> {
    return { officer: IntegrationOfficerType.of(await this.appoint.run(input)) };
  }

  @Mutation(() => ChangeOfficerAllocationsPayload, {
    description: 'Agrees anew how the half-days of an officer are divided. Managers only.',
  })
  async changeOfficerAllocations(
    @Args('input') input: ChangeOfficerAllocationsInput,
  ): Promise<ChangeOfficerAllocationsPayload> {
    return { officer: IntegrationOfficerType.of(await this.changeAllocations.run(input)) };
  }

  @Mutation(() => EndOfficerAppointmentPayload, { description: 'Sets the last day of an officer. Managers only.' })
  async endOfficerAppointment(@Args('input') input: EndOfficerAppointmentInput): Promise<EndOfficerAppointmentPayload> {
    return { officer: IntegrationOfficerType.of(await this.end.run(input)) };
  }
}

/** What belongs to an officer. */
@Resolver(() => IntegrationOfficerType)
export class OfficerFields implements OnModuleInit {
  constructor(
    private readonly store: OfficersStore,
    private readonly persons: Persons,
    private readonly municipalities: Municipalities,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    const officer = (id: string) =>
      rowLoader(
        IntegrationOfficerType,
        (ids) => this.store.byIds(ids),
        (row) => row.id,
      ).load(id);
    registerNode('IntegrationOfficer', async (ids) =>
      (await Promise.all(ids.map(officer))).map((row) => row && IntegrationOfficerType.of(row)),
    );
  }

  @ResolveField(() => PersonType, { nullable: true, description: 'The account of the officer, if there is one.' })
  person(@Parent() { row }: IntegrationOfficerType): Promise<PersonType | null> {
    return this.persons.byId(row.accountId);
  }

  @ResolveField(() => MunicipalityType, { description: 'The municipality that employs the officer.' })
  employer(@Parent() { row }: IntegrationOfficerType): Promise<MunicipalityType | null> {
    return this.municipalities.byId(row.employerMunicipalityId);
  }

  @ResolveField(() => Int, {
    description: 'Half-days a year the appointment has: its full-time equivalent times the working time, rounded down.',
  })
  async capacityHalfDays(@Parent() { row }: IntegrationOfficerType): Promise<number> {
    const norms = await scoped('working time', () => this.store.norms());
    return capacityOf(row.fteHundredths, normOn(norms, normDay(row, this.clock.today())).halfDaysPerFte);
  }
}

/** The municipality of an allocation. */
@Resolver(() => OfficerAllocationType)
export class AllocationFields {
  constructor(private readonly municipalities: Municipalities) {}

  @ResolveField(() => MunicipalityType, { description: 'The municipality.' })
  municipality(@Parent() allocation: OfficerAllocationType): Promise<MunicipalityType | null> {
    return this.municipalities.byId(allocation.municipalityId);
  }
}

/** The officers of a partnership, which itself never hears of them. */
@Resolver(() => PartnershipType)
export class PartnershipOfficers {
  constructor(private readonly serving: Officers) {}

  @ResolveField(() => [IntegrationOfficerType], {
    description: 'Officers now in service or still to come; with a day, those of that day. Nothing for actors outside.',
  })
  async officers(
    @Parent() { row }: PartnershipType,
    @Args('on', { type: () => DateScalar, nullable: true, description: 'The day.' }) on?: string | null,
  ): Promise<IntegrationOfficerType[]> {
    const officers = await this.serving.inService(row.id, on);
    return officers.map((officer) => IntegrationOfficerType.of(officer));
  }
}
