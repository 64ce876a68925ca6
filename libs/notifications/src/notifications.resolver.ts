import { ViewerType } from '#libs/access';
import { decodeCursor, pageSize, toConnection, type Connection } from '#libs/kernel';
import { Args, Int, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { MarkNotifications } from './actions/mark-notifications.js';
import { PostponeNotification } from './actions/postpone-notification.js';
import {
  MarkNotificationsInput,
  MarkNotificationsPayload,
  PostponeNotificationInput,
  PostponeNotificationPayload,
} from './notification.inputs.js';
import {
  NotificationArgs,
  NotificationConnection,
  NotificationCountsType,
  NotificationMailType,
  NotificationType,
} from './notification.types.js';
import { NotificationsStore } from './notifications.store.js';
import { Settings } from './settings/settings.js';
import {
  NotificationSettingsType,
  SetNotificationDefaultsInput,
  SetNotificationDefaultsPayload,
  SetNotificationSettingsInput,
  SetNotificationSettingsPayload,
} from './settings/settings.types.js';

const PLACE_KEYS = 2;
const MAILS = 20;

/** What a person does with what they are told. */
@Resolver()
export class NotificationsResolver {
  constructor(
    private readonly store: NotificationsStore,
    private readonly marking: MarkNotifications,
    private readonly postponing: PostponeNotification,
    private readonly settings: Settings,
  ) {}

  @Mutation(() => MarkNotificationsPayload, { description: 'Marks notifications as read, or as unread again.' })
  async markNotifications(@Args('input') input: MarkNotificationsInput): Promise<MarkNotificationsPayload> {
    const items = await this.marking.run(input);
    return { notifications: items.map((row) => NotificationType.of(row)), counts: await countsOf(this.store) };
  }

  @Mutation(() => PostponeNotificationPayload, {
    description: 'Puts a notification off: out of sight until then, or until something new happens.',
  })
  async postponeNotification(@Args('input') input: PostponeNotificationInput): Promise<PostponeNotificationPayload> {
    const item = await this.postponing.run(input);
    return { notification: NotificationType.of(item), counts: await countsOf(this.store) };
  }

  @Mutation(() => SetNotificationSettingsPayload, { description: 'Says how one is mailed.' })
  async setNotificationSettings(
    @Args('input') input: SetNotificationSettingsInput,
  ): Promise<SetNotificationSettingsPayload> {
    return { settings: await this.settings.setMine(input) };
  }

  @Mutation(() => SetNotificationDefaultsPayload, {
    description: 'Says how people of the organisation one acts for are mailed, unless they choose otherwise.',
  })
  async setNotificationDefaults(
    @Args('input') input: SetNotificationDefaultsInput,
  ): Promise<SetNotificationDefaultsPayload> {
    return { defaults: await this.settings.setDefaults(input) };
  }
}

const countsOf = async (store: NotificationsStore): Promise<NotificationCountsType> => ({
  unread: await store.count({ unread: true }),
  mustAct: await store.count({ mustAct: true }),
});

/** What the signed-in person is told. */
@Resolver(() => ViewerType)
export class ViewerNotifications {
  constructor(
    private readonly store: NotificationsStore,
    private readonly settings: Settings,
  ) {}

  @ResolveField(() => NotificationConnection, {
    description: 'What concerns the signed-in person over all partnerships, one per thing, the newest first.',
  })
  async notifications(@Args() { filter, ...page }: NotificationArgs): Promise<Connection<NotificationType>> {
    const size = pageSize(page);
    const query = filter ?? {};
    const rows = await this.store.page(query, size, page.after ? decodeCursor(page.after, PLACE_KEYS) : undefined);
    return toConnection(
      rows.map((row) => NotificationType.of(row)),
      size,
      () => this.store.count(query),
      ({ row }) => [row.latestAt, row.id],
      page.after,
    );
  }

  @ResolveField(() => NotificationCountsType, { description: 'How much there is for the signed-in person.' })
  notificationCounts(): Promise<NotificationCountsType> {
    return countsOf(this.store);
  }

  @ResolveField(() => NotificationSettingsType, { description: 'How the signed-in person is mailed.' })
  notificationSettings(): Promise<NotificationSettingsType> {
    return this.settings.mine();
  }

  @ResolveField(() => NotificationSettingsType, {
    description: 'How people of the organisation one acts for are mailed, unless they chose otherwise.',
  })
  notificationDefaults(): Promise<NotificationSettingsType> {
    return this.settings.defaults();
  }

  @ResolveField(() => Boolean, { description: 'Whether one may change the defaults of the organisation one acts for.' })
  maySetNotificationDefaults(): boolean {
    return this.settings.maySetDefaults;
  }

  @ResolveField(() => [NotificationMailType], {
    description: 'Mails to the signed-in person, the newest first, at most 20.',
  })
  async notificationMails(
    @Parent() _viewer: ViewerType,
    @Args('first', { type: () => Int, nullable: true, description: 'At most 20, which it is when absent.' })
    first?: number | null,
  ): Promise<NotificationMailType[]> {
    const rows = await this.store.deliveries(Math.max(0, Math.min(first ?? MAILS, MAILS)));
    return rows.map(({ kind, ...row }) => ({ ...row, digest: kind === 'DIGEST' }));
  }
}
