import { escapeHtml } from '../conversation/request-mail.js';
import type { ContactLanguage } from '../request.rules.js';

interface Words {
  locale: string;
  subject: (reference: string) => string;
  greeting: (name: string | null) => string;
  code: string;
  good: string;
  unexpected: string;
}

const words: Record<ContactLanguage, Words> = {
  NL: {
    locale: 'nl-BE',
    subject: (reference) => `Je code voor verzoek ${reference}`,
    greeting: (name) => (name ? `Dag ${name},` : 'Dag,'),
    code: 'Met deze code open je de vraag:',
    good: 'De code werkt één keer en 10 minuten lang. Geef ze aan niemand door.',
    unexpected: 'Vroeg je geen code? Dan hoef je niets te doen.',
  },
  FR: {
    locale: 'fr-BE',
    subject: (reference) => `Votre code pour la demande ${reference}`,
    greeting: (name) => (name ? `Bonjour ${name},` : 'Bonjour,'),
    code: 'Ce code ouvre la question :',
    good: 'Le code fonctionne une seule fois, pendant 10 minutes. Ne le communiquez à personne.',
    unexpected: 'Vous n’avez pas demandé de code ? Vous n’avez rien à faire.',
  },
  EN: {
    locale: 'en-GB',
    subject: (reference) => `Your code for request ${reference}`,
    greeting: (name) => (name ? `Hello ${name},` : 'Hello,'),
    code: 'This code opens the question:',
    good: 'The code works once, for 10 minutes. Give it to nobody.',
    unexpected: 'You did not ask for a code? Then there is nothing you need to do.',
  },
  DE: {
    locale: 'de-BE',
    subject: (reference) => `Ihr Code für Anfrage ${reference}`,
    greeting: (name) => (name ? `Guten Tag ${name},` : 'Guten Tag,'),
    code: 'Mit diesem Code öffnen Sie die Anfrage:',
    good: 'Der Code gilt einmal und 10 Minuten lang. Geben Sie ihn niemandem weiter.',
    unexpected: 'Sie haben keinen Code angefordert? Dann brauchen Sie nichts zu tun.',
  },
};

/** The mail with a code: the code, how long it is good, and nothing of the question. */
export const codeMail = (
  { language, name, reference }: { language: ContactLanguage; name: string | null; reference: string },
  code: string,
): { subject: string; text: string; html: string } => {
  const say = words[language];
  const shown = `${code.slice(0, 4)} ${code.slice(4)}`;
  const lines = [say.greeting(name), say.code, shown, say.good, say.unexpected, 'Samenregie'];
  const html = lines.map((line) => (line === shown ? `<p><strong>${line}</strong></p>` : `<p>${escapeHtml(line)}</p>`));
  return {
    subject: say.subject(reference),
    text: lines.join('\n\n'),
    html: `<!doctype html><html lang="${say.locale}"><body>${html.join('')}</body></html>`,
  };
};
