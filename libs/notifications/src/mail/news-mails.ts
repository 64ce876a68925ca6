import { Clock } from '#libs/kernel';
import { CONFIG, Jobs, Mails, type Config } from '#libs/platform';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { createHash, randomBytes } from 'node:crypto';
import { actingReasons, planMail, reasons, type Reason } from '../reason.rules.js';
import { DeliveryStore, type Reader, type UntoldNews } from './delivery.store.js';
import { pushMessage } from '../push/push-message.js';
import { PushStore } from '../push/push.store.js';
import { newsMail, type MailLine } from './news-mail.js';

const WRITE = 'notifications.write';
const PAGE = 500;
type Kind = 'NOW' | 'DIGEST';

/** What is known of the token in the link that stops mails. */
export const hashOfToken = (token: string): Buffer => createHash('sha256').update(token).digest();

/**
 * Writes to people about their news: at once what waits on them, the rest in one mail a day. Each reader is a job of its own,
 * whose mail and marks are one transaction: a crash writes neither or both.
 */
@Injectable()
export class NewsMails implements OnModuleInit {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly mails: Mails,
    private readonly store: DeliveryStore,
    private readonly devices: PushStore,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(WRITE, ({ payload }) => this.write(String(payload.accountId), payload.kind as Kind));
    this.jobs.every('notifications.now', '* * * * *', () => this.plan('NOW', actingReasons));
    this.jobs.every('notifications.digest', '30 7 * * *', () => this.plan('DIGEST', reasons));
  }

  private async plan(kind: Kind, of: readonly Reason[]): Promise<void> {
    const runAt = this.clock.now();
    for (let after: string | null = null; ;) {
      const readers = await this.store.readers(of, after, PAGE);
      for (const accountId of readers) {
        // Nothing to do yet is known without a job of its own.
        if (kind === 'NOW' && !(await this.isWanted(accountId))) continue;
        await this.jobs.schedule(WRITE, { runAt, key: `${accountId}:${kind}`, payload: { accountId, kind } });
      }
      if (readers.length < PAGE) return;
      after = readers.at(-1)!;
    }
  }

  private async isWanted(accountId: string): Promise<boolean> {
    const reader = await this.store.reader(accountId, false);
    if (!reader) return false;
    const { mail, settle } = planMail(reader.news, 'NOW', this.clock.now(), reader.person, reader.organisation);
    return mail.length + settle.length > 0;
  }

  private async write(accountId: string, kind: Kind): Promise<void> {
    const now = this.clock.now();
    const reader = await this.store.reader(accountId, true);
    if (!reader) return;
    const plan = planMail(reader.news, kind, now, reader.person, reader.organisation);
    await this.store.settle(accountId, plan.settle, null, now);
    if (plan.mail.length === 0) return;
    const to = reader.stopped ? null : reader.email;
    // Devices are for what waits on somebody, and keep the same hours as mails at once.
    const pushes = kind === 'NOW' && this.config.push !== undefined && (await this.devices.hasDevices(accountId));
    const lines = to || pushes ? await this.linesOf(reader, plan.mail) : [];
    const mailId = to && lines.length > 0 ? await this.send(reader, to, kind, lines, now) : null;
    if (pushes && lines.length > 0) {
      const places = [...new Set(lines.map(({ partnershipId }) => partnershipId))];
      const message = pushMessage(reader.language ?? 'NL', lines);
      await this.devices.queue(accountId, message, lines.length, places, now);
    }
    await this.store.settle(accountId, plan.mail, mailId, now);
  }

  /** What the reader may still see of it, with the reasons. */
  private async linesOf(reader: Reader, news: readonly UntoldNews[]): Promise<MailLine[]> {
    const byItem = Map.groupBy(news, ({ itemId }) => itemId);
    const things = await this.store.things(reader, [...byItem.keys()]);
    return things.map((thing) => ({ ...thing, reasons: byItem.get(thing.itemId)!.map(({ reason }) => reason) }));
  }

  private async send(
    reader: Reader,
    to: string,
    kind: Kind,
    lines: readonly MailLine[],
    now: Date,
  ): Promise<string | null> {
    const token = randomBytes(32).toString('base64url');
    const { site } = this.mails;
    const links = { inbox: `${site}/meldingen`, stop: `${site}/auth/stop-mails?token=${token}` };
    const mailId = await this.mails.queue({ to, ...newsMail(reader.language ?? 'NL', reader.name, lines, links) });
    if (mailId) await this.store.sent(mailId, reader.accountId, kind, lines.length, hashOfToken(token), now);
    return mailId;
  }
}
