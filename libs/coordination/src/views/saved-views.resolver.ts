import { listLoader, registerNode } from '#libs/platform';
import { PartnershipType } from '#libs/partnerships';
import type { OnModuleInit } from '@nestjs/common';
import { Args, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { SaveView } from './save-view.js';
import {
  CreateSavedViewInput,
  CreateSavedViewPayload,
  RemoveSavedViewInput,
  RemoveSavedViewPayload,
  SavedViewType,
  UpdateSavedViewInput,
  UpdateSavedViewPayload,
} from './saved-view.types.js';
import { SavedViewsStore } from './saved-views.store.js';

/** Root fields of saved views. */
@Resolver()
export class SavedViewsResolver implements OnModuleInit {
  constructor(
    private readonly store: SavedViewsStore,
    private readonly saving: SaveView,
  ) {}

  onModuleInit(): void {
    registerNode('SavedView', async (ids) => {
      const rows = new Map((await this.store.byIds(ids)).map((row) => [row.id, row]));
      return ids.map((id) => (rows.has(id) ? SavedViewType.of(rows.get(id)!) : null));
    });
  }

  @Mutation(() => CreateSavedViewPayload, { description: 'Keeps filters, order and kind of view under a name.' })
  async createSavedView(@Args('input') input: CreateSavedViewInput): Promise<CreateSavedViewPayload> {
    return { view: SavedViewType.of(await this.saving.create(input)) };
  }

  @Mutation(() => UpdateSavedViewPayload, { description: 'Renames a view one saved, shares it, or sets it anew.' })
  async updateSavedView(@Args('input') input: UpdateSavedViewInput): Promise<UpdateSavedViewPayload> {
    return { view: SavedViewType.of(await this.saving.update(input)) };
  }

  @Mutation(() => RemoveSavedViewPayload, { description: 'Removes a view one saved.' })
  async removeSavedView(@Args('input') input: RemoveSavedViewInput): Promise<RemoveSavedViewPayload> {
    await this.saving.remove(input);
    return { removedId: input.id };
  }
}

/** The views of a partnership. */
@Resolver(() => PartnershipType)
export class PartnershipViewFields {
  constructor(private readonly store: SavedViewsStore) {}

  @ResolveField(() => [SavedViewType], {
    description: 'Views the caller saved and those that colleagues share; empty for actors outside the partnership.',
  })
  async savedViews(@Parent() partnership: PartnershipType): Promise<SavedViewType[]> {
    const loader = listLoader(
      'saved views',
      (ids) => this.store.ofPartnerships(ids),
      (row) => row.partnershipId,
    );
    return (await loader.load(partnership.row.id)).map((row) => SavedViewType.of(row));
  }
}
