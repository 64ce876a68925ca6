import { Clock, newId } from '#libs/kernel';
import { Injectable } from '@nestjs/common';
import { Db } from '../database/db.js';
import { ambient } from '../database/scope.js';

/** What somebody is written. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
  html: string;
  /** Headers of its own, such as how to stop mails like it. */
  headers?: Readonly<Record<string, string>>;
}

/** A mail on its way. */
export interface QueuedMail extends Mail {
  id: string;
  attempts: number;
  createdAt: Date;
}

const COLUMNS = `id, recipient as "to", subject, body_text as text, body_html as html, headers, attempts, created_at as "createdAt"`;

/** The outbox. */
@Injectable()
export class MailStore {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** @returns its id in the outbox. */
  async add({ to, subject, text, html, headers = {} }: Mail): Promise<string> {
    const id = newId();
    await this.db.query(
      `insert into platform.mails (id, account_id, recipient, subject, body_text, body_html, headers, created_at, due_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $8)`,
      [
        ...[id, ambient()?.scope.identity.accountId, to, subject, text, html],
        ...[JSON.stringify(headers), this.clock.now()],
      ],
    );
    return id;
  }

  /** A due mail, which is the caller's alone for the length of the lease. */
  async take(leaseMs: number): Promise<QueuedMail | undefined> {
    const sql = `select ${COLUMNS} from platform.take_mail($1, $2 * interval '1 ms')`;
    return (await this.db.query<QueuedMail>(sql, [this.clock.now(), leaseMs]))[0];
  }

  async sent(id: string): Promise<void> {
    await this.db.query(`select platform.mail_sent($1, $2)`, [id, this.clock.now()]);
  }

  /** Notes a failure; without a next try the mail is given up. */
  async failed(id: string, next: Date | null, problem: string): Promise<void> {
    await this.db.query(`select platform.mail_failed($1, $2, $3, $4)`, [id, this.clock.now(), next, problem]);
  }

  async forget(before: Date): Promise<void> {
    await this.db.query(`select platform.forget_mails($1)`, [before]);
  }

  /** What was not sent, newest first. */
  kept(most: number): Promise<QueuedMail[]> {
    return this.db.query(`select ${COLUMNS} from platform.kept_mails($1)`, [most]);
  }
}
