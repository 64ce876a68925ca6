import { Clock } from '#libs/kernel';
import { Db, networkOf, NOBODY, Throttle } from '#libs/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DeliveryStore } from './delivery.store.js';
import { escapeHtml } from './html.js';
import { hashOfToken } from './news-mails.js';
import { newsWords, type NewsWords } from './news-mail.words.js';

/** Where the link in the header of a mail leads. */
export const STOP_PATH = '/auth/stop-mails';
const TOKEN = /^[\w-]{43}$/;
const BODY_BYTES = 1_024;
/** Attempts of one network in a minute: a token cannot be guessed, and the database need not be asked. */
const ATTEMPTS = 30;

type Page = { title: string; text: string; more?: string };
type Asked = FastifyRequest<{ Querystring: { token?: unknown } }>;

/**
 * One click stops the mails (RFC 8058): a mail program posts, without a session. Whoever opens the link is asked first, so
 * that a scanner of links that reads the page stops nothing. In four languages: nobody is signed in.
 */
@Injectable()
export class StopEndpoint implements OnModuleInit {
  constructor(
    private readonly http: HttpAdapterHost,
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly throttle: Throttle,
    private readonly store: DeliveryStore,
  ) {}

  onModuleInit(): void {
    // Without HTTP, as when the demo is loaded, there is nothing to mount on.
    const adapter = this.http.httpAdapter as HttpAdapterHost['httpAdapter'] | undefined;
    if (!adapter) return;
    // Not waited for: Fastify would take that for the end of setting up, before Nest has said how errors are answered.
    void adapter.getInstance<FastifyInstance>().register(async (own: FastifyInstance) => {
      own.removeAllContentTypeParsers();
      // What is posted says nothing that the address does not, whatever form it has.
      own.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_BYTES }, (_request, _body, done) =>
        done(null),
      );
      own.get(STOP_PATH, (request: Asked, reply) => this.ask(request, reply));
      own.post(STOP_PATH, (request: Asked, reply) => this.stop(request, reply));
    });
  }

  private async ask({ query: { token } }: Asked, reply: FastifyReply): Promise<void> {
    const action = `${STOP_PATH}?token=${encodeURIComponent(typeof token === 'string' ? token : '')}`;
    const form = (button: string) =>
      `<form method="post" action="${escapeHtml(action)}"><button>${escapeHtml(button)}</button></form>`;
    await answer(reply, 200, ({ title, ask, button }) => ({ title, text: ask, more: form(button) }));
  }

  private async stop({ query: { token }, ip }: Asked, reply: FastifyReply): Promise<void> {
    const known =
      (await this.throttle.take(`stop-mails:${networkOf(ip)}`, ATTEMPTS, 60).then(
        () => true,
        () => false,
      )) &&
      typeof token === 'string' &&
      TOKEN.test(token) &&
      (await this.db.run(NOBODY, () =>
        this.db.transaction(() => this.store.stop(hashOfToken(token), this.clock.now())),
      ));
    if (known) await answer(reply, 200, ({ done, doneText }) => ({ title: done, text: doneText }));
    else await answer(reply, 404, ({ unknown, unknownText }) => ({ title: unknown, text: unknownText }));
  }
}

const answer = async (
  reply: FastifyReply,
  status: number,
  say: (words: NewsWords['stopPage']) => Page,
): Promise<void> => {
  const parts = Object.values(newsWords).map(({ locale, stopPage }, index) => {
    const { title, text, more = '' } = say(stopPage);
    const heading = index === 0 ? 'h1' : 'h2';
    return `<section lang="${locale}"><${heading}>${escapeHtml(title)}</${heading}><p>${escapeHtml(text)}</p>${more}</section>`;
  });
  await reply
    .status(status)
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(
      `<!doctype html><html lang="nl-BE"><head><meta charset="utf-8"><meta name="robots" content="noindex">` +
        `<meta name="viewport" content="width=device-width, initial-scale=1"><title>Samenregie</title>` +
        `<link rel="stylesheet" href="/auth/page.css"></head><body><main>${parts.join('')}</main></body></html>`,
    );
};
