import { caller, requireCapability } from '#libs/access';
import { cleanLine, Clock, commonErrors, conflict, newId } from '#libs/kernel';
import { Db, internalId } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { taskErrors } from '../task.rules.js';
import type {
  CreateSavedViewInput,
  RemoveSavedViewInput,
  SavedViewRow,
  UpdateSavedViewInput,
} from './saved-view.types.js';
import { SavedViewsStore } from './saved-views.store.js';

/** Most views one person keeps in a partnership. */
const MAX_VIEWS = 100;

const cleanName = (name: string): string => cleanLine(name, { field: 'name', max: 80 });

/** Only names of settings of a screen with plain values, in a fixed form; what the screen does not know it ignores. */
const cleanQuery = (query: string): string => {
  const text = cleanLine(query.replace(/^\?/, ''), { field: 'query', max: 4_000, optional: true });
  const settings = [...new URLSearchParams(text)];
  if (settings.length > 20 || settings.some(([key]) => !/^[a-z]{1,20}$/.test(key)))
    throw commonErrors.INVALID_INPUT({ field: 'query', args: { reason: 'NOT_A_VIEW' } });
  return new URLSearchParams(settings).toString();
};

const audienceOf = (shared: boolean): SavedViewRow['audience'] => (shared ? 'PARTNERSHIP' : 'OWN');

/** Saves, changes and removes views. */
@Injectable()
export class SaveView {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly store: SavedViewsStore,
  ) {}

  /** @throws TASK_VIEWS_FULL */
  create(input: CreateSavedViewInput): Promise<SavedViewRow> {
    const partnershipId = internalId('Partnership', input.partnershipId, 'partnershipId');
    requireCapability(partnershipId, 'view.save', 'partnershipId');
    const { accountId } = caller();
    const row = { id: newId(), partnershipId, accountId, name: cleanName(input.name), query: cleanQuery(input.query) };
    return this.db.transaction(async () => {
      if ((await this.store.countOwn(partnershipId, accountId)) >= MAX_VIEWS)
        throw taskErrors.TASK_VIEWS_FULL({ args: { limit: MAX_VIEWS } });
      await this.store.insert({ ...row, audience: audienceOf(input.shared) }, this.clock.now());
      return (await this.store.byIds([row.id]))[0]!;
    });
  }

  update(input: UpdateSavedViewInput): Promise<SavedViewRow> {
    return this.db.transaction(async () => {
      const view = await this.own(input.id);
      const changed = {
        name: input.name === undefined || input.name === null ? view.name : cleanName(input.name),
        query: input.query === undefined || input.query === null ? view.query : cleanQuery(input.query),
        audience: input.shared === undefined || input.shared === null ? view.audience : audienceOf(input.shared),
      };
      if (!(await this.store.update(view.id, input.expectedVersion, changed, this.clock.now())))
        throw await this.conflict(view.id);
      return (await this.store.byIds([view.id]))[0]!;
    });
  }

  remove(input: RemoveSavedViewInput): Promise<void> {
    return this.db.transaction(async () => {
      const view = await this.own(input.id);
      if (!(await this.store.remove(view.id, input.expectedVersion))) throw await this.conflict(view.id);
    });
  }

  /** @throws NOT_FOUND for what is not there, FORBIDDEN for what somebody else shares. */
  private async own(globalId: string): Promise<SavedViewRow> {
    const [view] = await this.store.byIds([internalId('SavedView', globalId, 'id')]);
    if (!view) throw commonErrors.NOT_FOUND({ field: 'id' });
    requireCapability(view.partnershipId, 'view.save', 'id');
    if (!view.mine) throw commonErrors.FORBIDDEN({ args: { capability: 'view.save' } });
    return view;
  }

  private async conflict(id: string) {
    const [now] = await this.store.byIds([id]);
    if (!now) return commonErrors.NOT_FOUND({ field: 'id' });
    return conflict({ version: now.version, changedBy: undefined, changedAt: now.updatedAt });
  }
}
