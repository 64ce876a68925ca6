import { Args, Mutation, Resolver } from '@nestjs/graphql';
import * as answers from '../request.payloads.js';
import { payload, type RequestPayload } from '../request.payloads.js';
import { AnswerRequest } from './actions/answer-request.js';
import { AskMoreTime } from './actions/ask-more-time.js';
import { JudgeRequestAnswer } from './actions/judge-request-answer.js';
import { SettleCommitment } from './actions/settle-commitment.js';
import {
  AnswerRequestInput,
  AskRequestExtensionInput,
  DecideRequestExtensionInput,
  JudgeRequestAnswerInput,
  RecordRequestAnswerInput,
  SettleRequestCommitmentInput,
} from './answer.inputs.js';

/** Answers, promises and more time. */
@Resolver()
export class AnswersResolver {
  constructor(
    private readonly answering: AnswerRequest,
    private readonly judging: JudgeRequestAnswer,
    private readonly time: AskMoreTime,
    private readonly settling: SettleCommitment,
  ) {}

  @Mutation(() => answers.AnswerRequestPayload, { description: 'The answer of the actor.' })
  async answerRequest(@Args('input') input: AnswerRequestInput): Promise<RequestPayload> {
    return payload(await this.answering.run(input));
  }

  @Mutation(() => answers.RecordRequestAnswerPayload, {
    description: 'By the asking side: an answer that came by mail, letter, telephone or in a meeting.',
  })
  async recordRequestAnswer(@Args('input') input: RecordRequestAnswerInput): Promise<RequestPayload> {
    return payload(await this.answering.record(input));
  }

  @Mutation(() => answers.JudgeRequestAnswerPayload, { description: 'By the asking side: is the answer sufficient?' })
  async judgeRequestAnswer(@Args('input') input: JudgeRequestAnswerInput): Promise<RequestPayload> {
    return payload(await this.judging.run(input));
  }

  @Mutation(() => answers.AskRequestExtensionPayload, {
    description:
      'By the actor: more time. Within what the law allows it is given at once; otherwise the asking side decides.',
  })
  async askRequestExtension(@Args('input') input: AskRequestExtensionInput): Promise<RequestPayload> {
    return payload(await this.time.ask(input));
  }

  @Mutation(() => answers.DecideRequestExtensionPayload, {
    description: 'By the asking side: more time is given, or not.',
  })
  async decideRequestExtension(@Args('input') input: DecideRequestExtensionInput): Promise<RequestPayload> {
    return payload(await this.time.decide(input));
  }

  @Mutation(() => answers.SettleRequestCommitmentPayload, {
    description: 'By the asking side: a promise was kept, or not.',
  })
  async settleRequestCommitment(@Args('input') input: SettleRequestCommitmentInput): Promise<RequestPayload> {
    return payload(await this.settling.run(input));
  }
}
