import { commonErrors } from '#libs/kernel';
import { Db, Executor, type Delivery, type PreparedOperation, type Subscriber } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { Bus } from '../bus.js';
import { fieldRequest } from '../engine/sharing.js';
import { PersonalLog } from './personal-log.js';
import { PersonalStream } from './personal-stream.js';

/** Delivers `myEvents`: what concerns the signed-in person, over all partnerships. */
@Injectable()
export class PersonalStreams {
  constructor(
    private readonly db: Db,
    private readonly bus: Bus,
    private readonly log: PersonalLog,
    private readonly executor: Executor,
  ) {}

  open(prepared: PreparedOperation, subscriber: Subscriber): Promise<Delivery> | undefined {
    const request = fieldRequest(prepared, () => false);
    if (request?.field !== 'myEvents') return undefined;
    return this.follow(prepared, subscriber, (request.args.after as string | null | undefined) ?? null);
  }

  private async follow(prepared: PreparedOperation, subscriber: Subscriber, after: string | null): Promise<Delivery> {
    const identity = subscriber.identity();
    await this.executor.checkSource(prepared, identity);
    if (!identity.accountId) throw commonErrors.UNAUTHENTICATED();
    const { db, bus, log, executor } = this;
    const stream = new PersonalStream({ db, bus, log, executor }, prepared, subscriber, identity.accountId);
    await stream.start(after);
    return { close: () => stream.close() };
  }
}
