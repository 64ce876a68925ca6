import { caller } from '#libs/access';
import { Actors } from '#libs/directory';
import { commonErrors, dayInBrussels, newId } from '#libs/kernel';
import { Db, internalId } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { RequestWriter } from '../../request-writer.js';
import { requestErrors } from '../../request.errors.js';
import { requestEvents } from '../../request.events.js';
import { checkAnswer, clean, type AnswerChannel } from '../../request.rules.js';
import type { RequestView } from '../../requests.store.js';
import { momentInBrussels } from '../../terms/term.rules.js';
import type { AnswerRequestInput, RecordRequestAnswerInput } from '../answer.inputs.js';
import { AnswersStore } from '../answers.store.js';

interface Way {
  side: 'ASKING' | 'ACTOR';
  recordedFrom: AnswerChannel | null;
  answeredOn: string;
}

/** An answer: by the actor here, or another way and written down by those who asked. */
@Injectable()
export class AnswerRequest {
  constructor(
    private readonly db: Db,
    private readonly writer: RequestWriter,
    private readonly answers: AnswersStore,
    private readonly actors: Actors,
  ) {}

  run(input: AnswerRequestInput): Promise<RequestView> {
    const id = internalId('Request', input.requestId, 'requestId');
    return this.db.transaction(async () => {
      const request = await this.writer.asActor(id, 'requestId');
      return this.answer(request, input, { side: 'ACTOR', recordedFrom: null, answeredOn: this.writer.today() });
    });
  }

  record(input: RecordRequestAnswerInput): Promise<RequestView> {
    const id = internalId('Request', input.requestId, 'requestId');
    return this.db.transaction(async () => {
      const request = await this.writer.asAsking(id, 'request.write', 'requestId');
      this.writer.mustBeOpen(request);
      const answeredOn = input.answeredOn ?? this.writer.today();
      if (answeredOn > this.writer.today() || answeredOn < dayInBrussels(new Date(request.sentAt!)))
        throw commonErrors.INVALID_INPUT({ field: 'answeredOn', args: { reason: 'OUT_OF_RANGE' } });
      return this.answer(request, input, { side: 'ASKING', recordedFrom: input.recordedFrom, answeredOn });
    });
  }

  private async answer(request: RequestView, input: AnswerRequestInput, way: Way): Promise<RequestView> {
    const body = clean.answer(input.text);
    checkAnswer(input.choice, body);
    this.writer.mustAllow(request.status, 'ANSWERED', { side: way.side, deed: 'ANSWER' });
    const promise = this.promise(request, input, way.answeredOn);
    const notOurs = input.choice === 'NOT_OURS';
    const forwardActorId =
      notOurs && input.forwardActorId ? internalId('Actor', input.forwardActorId, 'forwardActorId') : null;
    if (forwardActorId) await this.actors.exist([forwardActorId], 'forwardActorId');
    const now = this.writer.clock.now();
    const answer = { id: newId(), partnershipId: request.partnershipId, requestId: request.id };
    const given = way.answeredOn === this.writer.today() ? now : momentInBrussels(way.answeredOn, 12);
    const after = await this.writer.change(request, input.expectedVersion, {
      ...{ status: 'ANSWERED', firstAnsweredAt: request.firstAnsweredAt ?? given },
    });
    await this.answers.addAnswer({
      ...{ ...answer, choice: input.choice, body, forwardActorId },
      ...{ forwardNote: notOurs ? clean.forwardNote(input.forwardNote) : null, recordedFrom: way.recordedFrom },
      ...{ answeredOn: way.answeredOn, authorId: caller().accountId, createdAt: now },
    });
    if (promise) await this.answers.addCommitment({ ...answer, id: newId(), answerId: answer.id, ...promise });
    await this.writer.tell(after, 'ANSWERED', way.side, { aboutId: answer.id, day: way.answeredOn });
    const result = await this.writer.store.get(request.id);
    await this.writer.report(requestEvents.REQUEST_ANSWERED, result, ['status', 'answers', 'commitments', 'timeline']);
    return result;
  }

  /** What is promised with a day; nothing without one. */
  private promise(request: RequestView, { commitmentOn, commitment }: AnswerRequestInput, from: string) {
    if (!commitmentOn) return undefined;
    if (commitmentOn < from) throw requestErrors.REQUEST_COMMITMENT_PAST({ field: 'commitmentOn' });
    return { what: clean.promise(commitment) ?? request.title, dueOn: commitmentOn };
  }
}
