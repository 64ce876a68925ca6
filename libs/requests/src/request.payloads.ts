import type { Type } from '@nestjs/common';
import { Field, ObjectType } from '@nestjs/graphql';
import { RequestType } from './request.types.js';
import type { RequestView } from './requests.store.js';

/** What every mutation of this room answers. */
export interface RequestPayload {
  request: RequestType;
}

/** A payload that holds the request after the change. */
const payloadOf = (mutation: string): Type<RequestPayload> => {
  @ObjectType(`${mutation}Payload`, { description: 'The request after the change.' })
  class Payload {
    @Field(() => RequestType, { description: 'The request as it is now.' })
    request: RequestType;
  }
  return Payload;
};

/** The answer of a mutation. */
export const payload = (request: RequestView): RequestPayload => ({ request: RequestType.of(request) });

export const CreateRequestPayload = payloadOf('CreateRequest');
export const UpdateRequestPayload = payloadOf('UpdateRequest');
export const SendRequestPayload = payloadOf('SendRequest');
export const JoinRequestPayload = payloadOf('JoinRequest');
export const ChangeRequestStatusPayload = payloadOf('ChangeRequestStatus');
export const MarkRequestReadPayload = payloadOf('MarkRequestRead');
export const AddRequestMessagePayload = payloadOf('AddRequestMessage');
export const AddRequestNotePayload = payloadOf('AddRequestNote');
export const RemindRequestPayload = payloadOf('RemindRequest');
export const AnswerRequestPayload = payloadOf('AnswerRequest');
export const RecordRequestAnswerPayload = payloadOf('RecordRequestAnswer');
export const JudgeRequestAnswerPayload = payloadOf('JudgeRequestAnswer');
export const AskRequestExtensionPayload = payloadOf('AskRequestExtension');
export const DecideRequestExtensionPayload = payloadOf('DecideRequestExtension');
export const SettleRequestCommitmentPayload = payloadOf('SettleRequestCommitment');
export const ProposeEscalationPayload = payloadOf('ProposeEscalation');
export const DecideEscalationPayload = payloadOf('DecideEscalation');
export const ConfirmEscalationPayload = payloadOf('ConfirmEscalation');
