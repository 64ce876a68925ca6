import type { ContactLanguage } from '../request.rules.js';

/** Why an actor is written to. */
export type MailOccasion = 'SENT' | 'REMINDED' | 'MESSAGE' | 'ESCALATED' | 'NOT_SUFFICIENT' | 'PASSED_ON' | 'NEW_LINK';

/** What a mail in one language needs. */
interface Words {
  locale: string;
  subject: Record<MailOccasion, (reference: string, title: string) => string>;
  greeting: (name: string | null) => string;
  opening: Record<MailOccasion, (from: string) => string>;
  due: (day: string) => string;
  late: (day: string) => string;
  basis: (text: string) => string;
  follow: string;
  button: string;
  /** What the link asks for. */
  guard: string;
  reply: string;
}

const words: Record<ContactLanguage, Words> = {
  NL: {
    locale: 'nl-BE',
    subject: {
      SENT: (reference, title) => `Verzoek ${reference}: ${title}`,
      REMINDED: (reference, title) => `Herinnering bij verzoek ${reference}: ${title}`,
      MESSAGE: (reference, title) => `Bericht bij verzoek ${reference}: ${title}`,
      ESCALATED: (reference, title) => `Verzoek ${reference} is opgeschaald: ${title}`,
      NOT_SUFFICIENT: (reference, title) => `Verzoek ${reference}, graag een aanvulling: ${title}`,
      PASSED_ON: (reference, title) => `Verzoek ${reference}, aan jou doorgegeven: ${title}`,
      NEW_LINK: (reference, title) => `Nieuwe link voor verzoek ${reference}: ${title}`,
    },
    greeting: (name) => (name ? `Dag ${name},` : 'Dag,'),
    opening: {
      SENT: (from) => `${from} vragen jullie het volgende.`,
      REMINDED: (from) => `${from} wachten nog op jullie antwoord op deze vraag.`,
      MESSAGE: (from) => `${from} stuurden een bericht bij deze vraag.`,
      ESCALATED: (from) => `${from} kregen nog geen voldoende antwoord en leggen deze vraag een stap hoger voor.`,
      NOT_SUFFICIENT: (from) => `${from} vragen een aanvulling op jullie antwoord.`,
      PASSED_ON: (from) => `Een collega gaf deze vraag van ${from} aan jou door.`,
      NEW_LINK: (from) => `Hier is een nieuwe link naar de vraag van ${from}.`,
    },
    due: (day) => `Graag een antwoord tegen ${day}.`,
    late: (day) => `Het antwoord werd verwacht tegen ${day}.`,
    basis: (text) => `Grondslag van de termijn: ${text}.`,
    follow: 'Open deze link om de vraag te lezen en te antwoorden:',
    button: 'Lees en antwoord',
    guard: 'De link is voor jou alleen: om te lezen vragen we een code, die we naar dit adres mailen.',
    reply: 'Antwoord niet op deze mail: alleen via de link zien alle gemeenten het.',
  },
  FR: {
    locale: 'fr-BE',
    subject: {
      SENT: (reference, title) => `Demande ${reference} : ${title}`,
      REMINDED: (reference, title) => `Rappel de la demande ${reference} : ${title}`,
      MESSAGE: (reference, title) => `Message concernant la demande ${reference} : ${title}`,
      ESCALATED: (reference, title) => `La demande ${reference} remonte d’un niveau : ${title}`,
      NOT_SUFFICIENT: (reference, title) => `Demande ${reference}, un complément s’il vous plaît : ${title}`,
      PASSED_ON: (reference, title) => `Demande ${reference}, transmise à votre attention : ${title}`,
      NEW_LINK: (reference, title) => `Nouveau lien pour la demande ${reference} : ${title}`,
    },
    greeting: (name) => (name ? `Bonjour ${name},` : 'Bonjour,'),
    opening: {
      SENT: (from) => `Une question de ${from}.`,
      REMINDED: (from) => `Cette question de ${from} attend encore votre réponse.`,
      MESSAGE: (from) => `Un message de ${from} concernant cette question.`,
      ESCALATED: (from) => `Cette question de ${from} n’a pas reçu de réponse suffisante et remonte d’un niveau.`,
      NOT_SUFFICIENT: (from) => `Un complément à votre réponse est demandé par ${from}.`,
      PASSED_ON: (from) => `Un(e) collègue vous a transmis cette question de ${from}.`,
      NEW_LINK: (from) => `Voici un nouveau lien vers la question de ${from}.`,
    },
    due: (day) => `Merci de répondre pour le ${day}.`,
    late: (day) => `La réponse était attendue pour le ${day}.`,
    basis: (text) => `Fondement du délai : ${text}.`,
    follow: 'Ouvrez ce lien pour lire la question et y répondre :',
    button: 'Lire et répondre',
    guard: 'Ce lien est pour vous seul(e) : pour lire, un code envoyé à cette adresse vous sera demandé.',
    reply: 'Ne répondez pas à ce message : seul le lien montre votre réponse à toutes les communes.',
  },
  EN: {
    locale: 'en-GB',
    subject: {
      SENT: (reference, title) => `Request ${reference}: ${title}`,
      REMINDED: (reference, title) => `Reminder of request ${reference}: ${title}`,
      MESSAGE: (reference, title) => `Message about request ${reference}: ${title}`,
      ESCALATED: (reference, title) => `Request ${reference} went up a step: ${title}`,
      NOT_SUFFICIENT: (reference, title) => `Request ${reference}, more is needed: ${title}`,
      PASSED_ON: (reference, title) => `Request ${reference}, passed on to you: ${title}`,
      NEW_LINK: (reference, title) => `New link for request ${reference}: ${title}`,
    },
    greeting: (name) => (name ? `Hello ${name},` : 'Hello,'),
    opening: {
      SENT: (from) => `A question from ${from}.`,
      REMINDED: (from) => `This question from ${from} still waits for your answer.`,
      MESSAGE: (from) => `A message from ${from} about this question.`,
      ESCALATED: (from) => `This question from ${from} was not answered sufficiently and goes up a step.`,
      NOT_SUFFICIENT: (from) => `More than your answer is needed, say ${from}.`,
      PASSED_ON: (from) => `A colleague passed this question from ${from} on to you.`,
      NEW_LINK: (from) => `Here is a new link to the question from ${from}.`,
    },
    due: (day) => `Please answer by ${day}.`,
    late: (day) => `An answer was expected by ${day}.`,
    basis: (text) => `Basis of the term: ${text}.`,
    follow: 'Open this link to read the question and answer it:',
    button: 'Read and answer',
    guard: 'The link is for you alone: to read, you need a code that we mail to this address.',
    reply: 'Please do not reply to this mail: only through the link do all municipalities see it.',
  },
  DE: {
    locale: 'de-BE',
    subject: {
      SENT: (reference, title) => `Anfrage ${reference}: ${title}`,
      REMINDED: (reference, title) => `Erinnerung an Anfrage ${reference}: ${title}`,
      MESSAGE: (reference, title) => `Nachricht zu Anfrage ${reference}: ${title}`,
      ESCALATED: (reference, title) => `Anfrage ${reference} geht eine Stufe höher: ${title}`,
      NOT_SUFFICIENT: (reference, title) => `Anfrage ${reference}, bitte ergänzen: ${title}`,
      PASSED_ON: (reference, title) => `Anfrage ${reference}, an Sie weitergeleitet: ${title}`,
      NEW_LINK: (reference, title) => `Neuer Link zu Anfrage ${reference}: ${title}`,
    },
    greeting: (name) => (name ? `Guten Tag ${name},` : 'Guten Tag,'),
    opening: {
      SENT: (from) => `Eine Frage von ${from}.`,
      REMINDED: (from) => `Diese Frage von ${from} wartet noch auf Ihre Antwort.`,
      MESSAGE: (from) => `Eine Nachricht von ${from} zu dieser Frage.`,
      ESCALATED: (from) => `Diese Frage von ${from} wurde nicht ausreichend beantwortet und geht eine Stufe höher.`,
      NOT_SUFFICIENT: (from) => `${from} bitten um eine Ergänzung Ihrer Antwort.`,
      PASSED_ON: (from) => `Ein Kollege oder eine Kollegin hat diese Frage von ${from} an Sie weitergeleitet.`,
      NEW_LINK: (from) => `Hier ist ein neuer Link zur Frage von ${from}.`,
    },
    due: (day) => `Bitte antworten Sie bis zum ${day}.`,
    late: (day) => `Die Antwort wurde bis zum ${day} erwartet.`,
    basis: (text) => `Grundlage der Frist: ${text}.`,
    follow: 'Öffnen Sie diesen Link, um die Frage zu lesen und zu beantworten:',
    button: 'Lesen und antworten',
    guard: 'Der Link ist nur für Sie: zum Lesen brauchen Sie einen Code, den wir an diese Adresse senden.',
    reply: 'Bitte antworten Sie nicht auf diese E-Mail: nur über den Link sehen es alle Gemeinden.',
  },
};

/** What a mail tells. */
export interface MailFacts {
  language: ContactLanguage;
  contactName: string | null;
  reference: string;
  title: string;
  /** The municipalities that ask. */
  municipalities: readonly string[];
  dueOn: string;
  late: boolean;
  /** The article or agreement the term rests on; null for none. */
  basis: string | null;
  link: string;
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
/** Text as text, in HTML. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => escapes[sign]!);

/** What an actor finds in its mailbox: one link, the same in plain text. The question itself stays behind the link. */
export const requestMail = (
  occasion: MailOccasion,
  facts: MailFacts,
): { subject: string; text: string; html: string } => {
  const say = words[facts.language];
  const from = new Intl.ListFormat(say.locale, { type: 'conjunction' }).format(facts.municipalities);
  const day = new Intl.DateTimeFormat(say.locale, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${facts.dueOn}T12:00:00Z`),
  );
  const opening = [
    say.greeting(facts.contactName),
    say.opening[occasion](from),
    `${facts.reference} – ${facts.title}`,
    [facts.late ? say.late(day) : say.due(day), ...(facts.basis ? [say.basis(facts.basis)] : [])].join(' '),
  ];
  const closing = [say.guard, say.reply, 'Samenregie'];
  const paragraphs = (lines: string[]) => lines.map((line) => `<p>${escapeHtml(line)}</p>`).join('');
  const href = escapeHtml(facts.link);
  return {
    subject: say.subject[occasion](facts.reference, facts.title),
    text: [...opening, `${say.follow}\n${facts.link}`, ...closing].join('\n\n'),
    html:
      `<!doctype html><html lang="${say.locale}"><body>${paragraphs(opening)}` +
      `<p><a href="${href}">${escapeHtml(say.button)}</a></p><p>${escapeHtml(say.follow)}<br>${href}</p>` +
      `${paragraphs(closing)}</body></html>`,
  };
};
