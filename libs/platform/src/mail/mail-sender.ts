import { Clock } from '#libs/kernel';
import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import { CONFIG, type Config } from '../config.js';
import { Db } from '../database/db.js';
import { NOBODY } from '../database/scope.js';
import { nextTry, problemOf } from './mail.rules.js';
import { MailStore, type QueuedMail } from './mail.store.js';

/** The mail server has so long for each step, in milliseconds. */
const STEP_MS = 10_000;
/** For so long a mail belongs to who took it, in milliseconds; sending is broken off well before. */
const LEASE_MS = 120_000;
const SENDING_MS = 60_000;
/** What is left of a sent mail is forgotten after so long, in milliseconds. */
const FORGET_MS = 30 * 24 * 60 * 60 * 1_000;

/** Empties the outbox: one mail after the other, beside other processes that do the same. */
@Injectable()
export class MailSender implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('mail');
  private transport?: Transporter;
  private timer?: NodeJS.Timeout;
  private work?: Promise<void>;
  private again = false;
  private ended = false;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly db: Db,
    private readonly store: MailStore,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    const { mail } = this.config;
    if (!mail) return;
    const url = URL.parse(mail.smtpUrl)!;
    for (const step of ['connectionTimeout', 'greetingTimeout', 'socketTimeout', 'dnsTimeout'])
      if (!url.searchParams.has(step)) url.searchParams.set(step, String(STEP_MS));
    // The text of a mail is ours alone: nothing in it is ever read from a file or an address.
    this.transport = createTransport(url.href, { disableFileAccess: true, disableUrlAccess: true });
    this.wake();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.ended = true;
    clearTimeout(this.timer);
    await this.work;
    this.transport?.close();
  }

  /** There may be something to send. */
  wake(): void {
    if (!this.transport || this.ended) return;
    this.again = true;
    this.work ??= this.empty().finally(() => {
      this.work = undefined;
      if (this.ended) return;
      clearTimeout(this.timer);
      const pauseMs = this.config.mail!.lookEverySeconds * 1_000;
      this.timer = setTimeout(() => {
        this.wake();
      }, pauseMs).unref();
      if (this.again) this.wake();
    });
  }

  private async empty(): Promise<void> {
    this.again = false;
    try {
      await this.inTransaction(() => this.store.forget(new Date(this.clock.now().getTime() - FORGET_MS)));
      for (let sent = true; sent && !this.ended;) sent = await this.sendOne();
    } catch (error) {
      // The database is away; the mails are still there when it is back.
      this.log.warn(`the outbox cannot be read: ${problemOf(error)}`);
    }
  }

  private async sendOne(): Promise<boolean> {
    const mail = await this.inTransaction(() => this.store.take(LEASE_MS));
    if (!mail) return false;
    const problem = await this.send(mail).then(() => undefined, problemOf);
    await this.inTransaction(async () => {
      if (!problem) return this.store.sent(mail.id);
      const next = nextTry(mail.createdAt, mail.attempts, this.clock.now());
      this.log.warn(`mail ${mail.id} was not sent (${problem})${next ? '' : ' and is given up'}`);
      return this.store.failed(mail.id, next, problem);
    });
    return true;
  }

  private async send({ id, to, subject, text, html, headers }: QueuedMail): Promise<void> {
    const { from } = this.config.mail!;
    let late: NodeJS.Timeout | undefined;
    const deadline = new Promise<never>((_resolve, reject) => {
      late = setTimeout(() => {
        reject(Object.assign(new Error('too slow'), { code: 'TOO_SLOW' }));
      }, SENDING_MS);
    });
    // The same mail has the same name at every attempt, so that a server that got it twice can tell.
    const messageId = `<${id}@samenregie>`;
    try {
      await Promise.race([
        this.transport!.sendMail({ from, to: { name: '', address: to }, subject, text, html, headers, messageId }),
        deadline,
      ]);
    } finally {
      clearTimeout(late);
    }
  }

  private inTransaction<T>(work: () => Promise<T>): Promise<T> {
    return this.db.run(NOBODY, () => this.db.transaction(work));
  }
}
