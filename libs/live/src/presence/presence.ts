import { commonErrors, newId } from '#libs/kernel';
import {
  CONFIG,
  Db,
  Executor,
  internalId,
  personalFields,
  type Config,
  type Delivery,
  type PreparedOperation,
  type Subscriber,
} from '#libs/platform';
import { Inject, Injectable } from '@nestjs/common';
import { Bus } from '../bus.js';
import { Audiences } from '../engine/audience.js';
import { fieldRequest, type FieldRequest } from '../engine/sharing.js';
import type { PresencePicture } from './marks.js';
import { PresenceMember } from './presence-member.js';
import { PresenceRoom } from './presence-room.js';
import { PresenceStore } from './presence-store.js';

/** The fields that tell who is there, and what of the picture each one tells. */
const parts: Record<string, (partnershipId: string, args: PresenceArgs) => (picture: PresencePicture) => unknown> = {
  presence: (partnershipId) => (picture) => ({ partnershipId, ...picture }),
  itemPresence:
    (partnershipId, { nodeId = '' }) =>
    ({ items }) => ({
      partnershipId,
      ...(items.find(({ item }) => item === nodeId) ?? { item: nodeId, viewers: [], typing: [] }),
    }),
};

interface PresenceArgs {
  partnershipId: string;
  nodeId?: string;
  visible: boolean;
  typing?: boolean;
}

/**
 * Who has a partnership, or something in it, open now. It is a lease: it goes by itself when a connection dies without a
 * word. Whoever holds a subscription is there; nothing is written down, counted or numbered.
 */
@Injectable()
export class Presence {
  private readonly rooms = new Map<string, PresenceRoom>();

  constructor(
    private readonly db: Db,
    private readonly bus: Bus,
    private readonly audiences: Audiences,
    private readonly executor: Executor,
    private readonly store: PresenceStore,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Delivers the fields that tell who is there; undefined for an operation that asks for something else. */
  open(prepared: PreparedOperation, subscriber: Subscriber): Promise<Delivery> | undefined {
    const request = fieldRequest(prepared, (field) => personalFields().includes(field));
    return request && request.field in parts ? this.join(request, prepared, subscriber) : undefined;
  }

  private async join(request: FieldRequest, prepared: PreparedOperation, subscriber: Subscriber): Promise<Delivery> {
    const identity = subscriber.identity();
    // The rule of the field, and whether the thing is there for the caller to look at.
    await this.executor.checkSource(prepared, identity);
    const args = request.args as unknown as PresenceArgs;
    const partnershipId = internalId('Partnership', args.partnershipId, 'partnershipId');
    const audience = this.audiences.of(identity, partnershipId);
    if (!audience || !identity.accountId) throw commonErrors.NOT_FOUND({ field: 'partnershipId' });
    const stay = args.visible
      ? { lease: newId(), accountId: identity.accountId, item: args.nodeId, typing: args.typing ?? false }
      : undefined;
    const room = this.room(partnershipId);
    const alone = request.perViewer || !this.config.sharedExecution ? newId() : '';
    const part = parts[request.field]!(partnershipId, args);
    const group = room.group(`${audience.key} ${alone} ${request.key}`, { prepared, part });
    const member = new PresenceMember(group, audience, stay, subscriber, (gone) => room.leave(gone));
    await room.join(member);
    return { close: () => member.leave() };
  }

  private room(partnershipId: string): PresenceRoom {
    const known = this.rooms.get(partnershipId);
    if (known) return known;
    const { db, bus, audiences, executor, store } = this;
    const room = new PresenceRoom({ db, bus, audiences, executor, store }, partnershipId, () =>
      this.rooms.delete(partnershipId),
    );
    this.rooms.set(partnershipId, room);
    return room;
  }
}
