import { reasons } from '../reason.rules.js';
import type { MailLine } from '../mail/news-mail.js';
import { newsWords } from '../mail/news-mail.words.js';
import type { MailLanguage } from '../settings/settings.types.js';

/** A title does not fill the screen of a phone, nor the message of a push service. */
const MOST = 120;

/** What a device shows: no more than the line of a mail, and where it leads. */
export const pushMessage = (language: MailLanguage, lines: readonly MailLine[]): string => {
  const say = newsWords[language];
  const [only] = lines;
  const short = (text: string) => (text.length > MOST ? `${text.slice(0, MOST - 1)}…` : text);
  const message =
    lines.length === 1 && only
      ? {
          title: say.reasons[reasons.find((reason) => only.reasons.includes(reason))!],
          body: short(`${only.reference} ${only.title}`),
          url: only.path,
          tag: only.itemId,
        }
      : {
          title: say.waits(lines.length),
          body: short(lines.map(({ reference }) => reference).join(', ')),
          ...{ url: '/meldingen', tag: 'several' },
        };
  return JSON.stringify({ ...message, lang: say.locale });
};
