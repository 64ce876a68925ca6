import { internalId } from '#libs/platform';
import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { AddRequestMessage } from './conversation/actions/add-request-message.js';
import { AddRequestNote } from './conversation/actions/add-request-note.js';
import { MarkRequestRead } from './conversation/actions/mark-request-read.js';
import { RemindRequest } from './conversation/actions/remind-request.js';
import {
  AddRequestMessageInput,
  AddRequestNoteInput,
  MarkRequestReadInput,
  RemindRequestInput,
} from './conversation/conversation.inputs.js';
import { ChangeRequestStatus } from './lifecycle/actions/change-request-status.js';
import { CreateRequest } from './lifecycle/actions/create-request.js';
import { JoinRequest } from './lifecycle/actions/join-request.js';
import { SendRequest } from './lifecycle/actions/send-request.js';
import { UpdateRequest } from './lifecycle/actions/update-request.js';
import {
  ChangeRequestStatusInput,
  CreateRequestInput,
  JoinRequestInput,
  SendRequestInput,
  UpdateRequestInput,
} from './request.inputs.js';
import * as answers from './request.payloads.js';
import { payload, type RequestPayload } from './request.payloads.js';
import { numberInReference } from './request.rules.js';
import { RequestType } from './request.types.js';
import { RequestsStore } from './requests.store.js';

/** A request as such, and what is written about it. */
@Resolver()
export class RequestsResolver {
  constructor(
    private readonly store: RequestsStore,
    private readonly creating: CreateRequest,
    private readonly updating: UpdateRequest,
    private readonly sending: SendRequest,
    private readonly joining: JoinRequest,
    private readonly changing: ChangeRequestStatus,
    private readonly messages: AddRequestMessage,
    private readonly notes: AddRequestNote,
    private readonly reading: MarkRequestRead,
    private readonly reminding: RemindRequest,
  ) {}

  @Query(() => RequestType, {
    nullable: true,
    description: 'A request by its readable number in a partnership; null when it is not there for the caller.',
  })
  async requestByReference(
    @Args('partnershipId', { type: () => ID, description: 'The partnership.' }) partnershipId: string,
    @Args('reference', { type: () => String, description: 'For example 2026-014.' }) reference: string,
  ): Promise<RequestType | null> {
    const partnership = internalId('Partnership', partnershipId, 'partnershipId');
    const wanted = numberInReference(reference);
    const id = wanted && (await this.store.idByNumber(partnership, wanted.year, wanted.number));
    const [request] = id ? await this.store.byIds([id]) : [];
    return request ? RequestType.of(request) : null;
  }

  @Mutation(() => answers.CreateRequestPayload, {
    description: 'Drafts a request; the actor hears of it when it is sent.',
  })
  async createRequest(@Args('input') input: CreateRequestInput): Promise<RequestPayload> {
    return payload(await this.creating.run(input));
  }

  @Mutation(() => answers.UpdateRequestPayload, {
    description: 'Changes a draft; after sending only to whom mails go, and the tasks it is linked to.',
  })
  async updateRequest(@Args('input') input: UpdateRequestInput): Promise<RequestPayload> {
    return payload(await this.updating.run(input));
  }

  @Mutation(() => answers.SendRequestPayload, { description: 'Sends a draft to its actor; its term runs from today.' })
  async sendRequest(@Args('input') input: SendRequestInput): Promise<RequestPayload> {
    return payload(await this.sending.run(input));
  }

  @Mutation(() => answers.JoinRequestPayload, { description: 'Lets another member municipality ask the same.' })
  async joinRequest(@Args('input') input: JoinRequestInput): Promise<RequestPayload> {
    return payload(await this.joining.run(input));
  }

  @Mutation(() => answers.ChangeRequestStatusPayload, {
    description: 'Received, taken up, closed or withdrawn. Only the asking side closes and withdraws.',
  })
  async changeRequestStatus(@Args('input') input: ChangeRequestStatusInput): Promise<RequestPayload> {
    return payload(await this.changing.run(input));
  }

  @Mutation(() => answers.AddRequestMessagePayload, {
    description: 'Writes to the other side: BOTH sides read it. What stays inside is addRequestNote.',
  })
  async addRequestMessage(@Args('input') input: AddRequestMessageInput): Promise<RequestPayload> {
    return payload(await this.messages.run(input));
  }

  @Mutation(() => answers.AddRequestNotePayload, {
    description: 'Writes a note that NEVER leaves the asking side. What the actor should read is addRequestMessage.',
  })
  async addRequestNote(@Args('input') input: AddRequestNoteInput): Promise<RequestPayload> {
    return payload(await this.notes.run(input));
  }

  @Mutation(() => answers.MarkRequestReadPayload, {
    description: 'By somebody of the actor: read, at this moment. Both sides see it; repeating it changes nothing.',
  })
  async markRequestRead(@Args('input') input: MarkRequestReadInput): Promise<RequestPayload> {
    return payload(await this.reading.run(input));
  }

  @Mutation(() => answers.RemindRequestPayload, { description: 'Reminds the actor, at most once a day.' })
  async remindRequest(@Args('input') input: RemindRequestInput): Promise<RequestPayload> {
    return payload(await this.reminding.run(input));
  }
}
