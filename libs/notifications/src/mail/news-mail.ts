import { mustAct, reasons, type Reason } from '../reason.rules.js';
import type { MailLanguage } from '../settings/settings.types.js';
import type { Thing } from './delivery.store.js';
import { escapeHtml } from './html.js';
import { newsWords } from './news-mail.words.js';

/** A mail names so many things of each kind; the rest are counted. */
const MOST = 10;

/** A thing and why it is in the mail. */
export interface MailLine extends Thing {
  reasons: readonly Reason[];
}

/** What a mail about news looks like: reason, number, title and partnership of each thing, and one link. */
export const newsMail = (
  language: MailLanguage,
  name: string,
  lines: readonly MailLine[],
  links: { inbox: string; stop: string },
): { subject: string; text: string; html: string; headers: Record<string, string> } => {
  const say = newsWords[language];
  const strongest = (line: MailLine): Reason => reasons.find((reason) => line.reasons.includes(reason))!;
  const acting = lines.filter((line) => mustAct(strongest(line)));
  const knowing = lines.filter((line) => !mustAct(strongest(line)));
  const [only] = lines;
  const subject =
    lines.length === 1 && only
      ? `${say.reasons[strongest(only)]}: ${only.reference} ${only.title}`
      : [acting.length > 0 && say.waits(acting.length), knowing.length > 0 && say.toKnow(knowing.length)]
          .filter(Boolean)
          .join(', ');
  const parts = [
    { title: say.waitsTitle, all: acting },
    { title: say.toKnowTitle, all: knowing },
  ].filter(({ all }) => all.length > 0);
  const linesOf = (all: readonly MailLine[]): string[] => [
    ...all
      .slice(0, MOST)
      .map((line) => `${say.reasons[strongest(line)]}: ${line.reference} ${line.title} (${line.partnershipName})`),
    ...(all.length > MOST ? [say.more(all.length - MOST)] : []),
  ];
  const text = [
    say.greeting(name),
    ...parts.map(
      ({ title, all }) =>
        `${title}\n${linesOf(all)
          .map((line) => `- ${line}`)
          .join('\n')}`,
    ),
    `${say.button}:\n${links.inbox}`,
    say.why,
    'Samenregie',
  ].join('\n\n');
  const list = (all: readonly MailLine[]) =>
    linesOf(all)
      .map((line) => `<li>${escapeHtml(line)}</li>`)
      .join('');
  const html =
    `<!doctype html><html lang="${say.locale}"><body><p>${escapeHtml(say.greeting(name))}</p>` +
    parts.map(({ title, all }) => `<h2>${escapeHtml(title)}</h2><ul>${list(all)}</ul>`).join('') +
    `<p><a href="${escapeHtml(links.inbox)}">${escapeHtml(say.button)}</a></p>` +
    `<p>${escapeHtml(say.why)}</p><p>Samenregie</p></body></html>`;
  // RFC 8058: the reader's mail program stops the mails with one click, without opening anything.
  const headers = {
    'List-Unsubscribe': `<${links.stop}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    'Auto-Submitted': 'auto-generated',
  };
  return { subject, text, html, headers };
};
