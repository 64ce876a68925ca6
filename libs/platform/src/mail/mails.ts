import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config.js';
import { Db } from '../database/db.js';
import { MailSender } from './mail-sender.js';
import { MailStore, type Mail } from './mail.store.js';

/** Writing to people. */
@Injectable()
export class Mails {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly db: Db,
    private readonly store: MailStore,
    private readonly sender: MailSender,
  ) {}

  /** Whether mails leave the house; in the demo, without SMTP_URL, they stay in the outbox where everybody reads them. */
  get configured(): boolean {
    return this.config.mail !== undefined;
  }

  /** The address people reach the site under, for links: without a slash at the end. */
  get site(): string {
    return this.config.publicUrl;
  }

  /**
   * Puts a mail in the outbox of the open transaction: it goes out if, and only if, that commits. It is lost, and
   * `configured` says so, where there is neither SMTP_URL nor the demo.
   * @returns its id in the outbox, which knows for 30 days what became of it; null when it is lost.
   */
  async queue(mail: Mail): Promise<string | null> {
    if (!this.configured && !this.config.demo) return null;
    const id = await this.store.add(mail);
    this.db.afterCommit(() => this.sender.wake());
    return id;
  }
}
