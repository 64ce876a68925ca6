import { caller } from '#libs/access';
import { commonErrors } from '#libs/kernel';
import { Db } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { notificationErrors } from '../notification.errors.js';
import { mustAct, quietDaysOf, reasons, wayIsAllowed, wayOf, type Choices } from '../reason.rules.js';
import { SettingsStore, type PersonSettings } from './settings.store.js';
import {
  NotificationSettingsType,
  type SetNotificationDefaultsInput,
  type SetNotificationSettingsInput,
} from './settings.types.js';

const NOBODY_CHOSE: Choices = { ways: {}, quietDays: null };

/** How somebody, or everybody of an organisation, is mailed. */
@Injectable()
export class Settings {
  constructor(
    private readonly db: Db,
    private readonly store: SettingsStore,
  ) {}

  async mine(): Promise<NotificationSettingsType> {
    const mine = await this.store.ofCaller();
    return described(mine, await this.store.ofOrganisation(), mine);
  }

  async defaults(): Promise<NotificationSettingsType> {
    return described(await this.store.ofOrganisation(), NOBODY_CHOSE);
  }

  /** Whether the caller manages a partnership for the organisation whose defaults these are. */
  get maySetDefaults(): boolean {
    const { organisationId, mandates } = caller();
    return mandates.some((mandate) => mandate.role === 'MANAGER' && mandate.organisationId === organisationId);
  }

  /** @throws NOTIFICATION_WAY_NOT_ALLOWED, INVALID_INPUT */
  setMine(input: SetNotificationSettingsInput): Promise<NotificationSettingsType> {
    return this.db.transaction(async () => {
      const before = await this.store.ofCaller();
      await this.store.saveForCaller({
        ...before,
        ...changed(before, input),
        ...(input.language !== undefined && { language: input.language }),
        ...(typeof input.stopped === 'boolean' && { stopped: input.stopped }),
      });
      return this.mine();
    });
  }

  /** @throws FORBIDDEN, NOTIFICATION_WAY_NOT_ALLOWED, INVALID_INPUT */
  setDefaults(input: SetNotificationDefaultsInput): Promise<NotificationSettingsType> {
    if (!this.maySetDefaults) throw commonErrors.FORBIDDEN();
    return this.db.transaction(async () => {
      await this.store.saveForOrganisation(changed(await this.store.ofOrganisation(), input));
      return this.defaults();
    });
  }
}

const changed = (before: Choices, { choices, quietDays }: SetNotificationDefaultsInput): Choices => {
  const chosen = new Map(Object.entries(before.ways));
  for (const { reason, way } of choices ?? []) {
    if (!way) chosen.delete(reason);
    else if (!wayIsAllowed(reason, way))
      throw notificationErrors.NOTIFICATION_WAY_NOT_ALLOWED({ field: 'choices', args: { reason } });
    else chosen.set(reason, way);
  }
  const ways: Choices['ways'] = Object.fromEntries(chosen);
  if (quietDays?.some((day) => day < 1 || day > 7))
    throw commonErrors.INVALID_INPUT({ field: 'quietDays', args: { reason: 'VALUE' } });
  return { ways, quietDays: quietDays === undefined ? before.quietDays : quietDays && [...new Set(quietDays)].sort() };
};

const described = (own: Choices, above: Choices, person?: PersonSettings): NotificationSettingsType =>
  Object.assign(new NotificationSettingsType(), {
    choices: reasons.map((reason) => ({
      reason,
      way: wayOf(reason, own, above),
      own: own.ways[reason] !== undefined,
      mustAct: mustAct(reason),
    })),
    quietDays: [...quietDaysOf(own, above)],
    ownQuietDays: own.quietDays !== null,
    language: person?.language ?? null,
    stopped: person?.stopped ?? false,
    reachable: person?.reachable ?? true,
  });
