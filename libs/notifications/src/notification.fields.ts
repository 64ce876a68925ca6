import { Persons, PersonType } from '#libs/access';
import { PartnershipType } from '#libs/partnerships';
import { askedAt, loadNodes, NodeType, registerNode, rowLoader } from '#libs/platform';
import type { OnModuleInit } from '@nestjs/common';
import { Info, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { NotificationNewsType, NotificationType } from './notification.types.js';
import { NotificationsStore } from './notifications.store.js';

/** What a notification leads to. */
@Resolver(() => NotificationType)
export class NotificationFields implements OnModuleInit {
  constructor(private readonly store: NotificationsStore) {}

  onModuleInit(): void {
    const load = (id: string) =>
      rowLoader(
        NotificationType,
        (ids) => this.store.byIds(ids),
        (row) => row.id,
      ).load(id);
    registerNode('Notification', async (ids) =>
      (await Promise.all(ids.map(load))).map((row) => row && NotificationType.of(row)),
    );
  }

  @ResolveField(() => NodeType, { nullable: true, description: 'The task or request it is about.' })
  async subject(@Parent() { row }: NotificationType, @Info() info: GraphQLResolveInfo): Promise<object | null> {
    return (await loadNodes([{ type: row.subjectType, id: row.subjectId }], askedAt(info)))[0] ?? null;
  }

  @ResolveField(() => PartnershipType, { nullable: true, description: 'Where.' })
  async partnership(@Parent() { row }: NotificationType): Promise<PartnershipType | null> {
    return ((await loadNodes([{ type: 'Partnership', id: row.partnershipId }]))[0] ?? null) as PartnershipType | null;
  }
}

/** Who did it. */
@Resolver(() => NotificationNewsType)
export class NotificationNewsFields {
  constructor(private readonly persons: Persons) {}

  @ResolveField(() => PersonType, {
    nullable: true,
    description: 'Who did it; null for the clock, and for somebody one does not know.',
  })
  by(@Parent() { byAccountId }: NotificationNewsType): Promise<PersonType | null> {
    return this.persons.byId(byAccountId);
  }
}
