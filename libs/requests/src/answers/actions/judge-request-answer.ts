import { caller } from '#libs/access';
import { Db, internalId } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { RequestMails } from '../../conversation/request-mails.js';
import { EscalationsStore } from '../../escalation/escalations.store.js';
import { RequestWriter } from '../../request-writer.js';
import { requestEvents } from '../../request.events.js';
import { clean } from '../../request.rules.js';
import type { RequestView } from '../../requests.store.js';
import type { JudgeRequestAnswerInput } from '../answer.inputs.js';
import { AnswersStore } from '../answers.store.js';

/** Says whether the newest answer is sufficient; only those who ask do. */
@Injectable()
export class JudgeRequestAnswer {
  constructor(
    private readonly db: Db,
    private readonly writer: RequestWriter,
    private readonly answers: AnswersStore,
    private readonly escalations: EscalationsStore,
    private readonly mails: RequestMails,
  ) {}

  run(input: JudgeRequestAnswerInput): Promise<RequestView> {
    const id = internalId('Request', input.requestId, 'requestId');
    const reason = clean.reason(input.reason);
    const { verdict } = input;
    return this.db.transaction(async () => {
      const before = await this.writer.asAsking(id, 'request.write', 'requestId');
      this.writer.mustAllow(before.status, verdict, { side: 'ASKING', deed: 'JUDGE', reason });
      const request = await this.writer.change(before, input.expectedVersion, { status: verdict });
      const [newest] = await this.answers.answers('request_id', [id]);
      await this.answers.judge(newest!.id, verdict, reason, caller().accountId, this.writer.clock.now());
      await this.escalations.lapse(id);
      await this.writer.tell(request, verdict, 'ASKING', { body: reason, aboutId: newest!.id });
      await this.writer.report(requestEvents.REQUEST_ANSWER_JUDGED, request, ['status', 'answers', 'timeline']);
      if (verdict === 'NOT_SUFFICIENT') await this.mails.send('NOT_SUFFICIENT', request);
      return request;
    });
  }
}
