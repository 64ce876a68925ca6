import type { Reason } from '../reason.rules.js';
import type { MailLanguage } from '../settings/settings.types.js';

/** What a mail about news needs in one language. */
export interface NewsWords {
  locale: string;
  waits: (count: number) => string;
  toKnow: (count: number) => string;
  greeting: (name: string) => string;
  waitsTitle: string;
  toKnowTitle: string;
  more: (count: number) => string;
  button: string;
  why: string;
  stop: string;
  reasons: Record<Reason, string>;
  stopPage: {
    title: string;
    ask: string;
    button: string;
    done: string;
    doneText: string;
    unknown: string;
    unknownText: string;
  };
}

export const newsWords: Record<MailLanguage, NewsWords> = {
  NL: {
    locale: 'nl-BE',
    waits: (count) => (count === 1 ? '1 ding wacht op jou' : `${count} dingen wachten op jou`),
    toKnow: (count) => (count === 1 ? '1 melding om te weten' : `${count} meldingen om te weten`),
    greeting: (name) => `Dag ${name},`,
    waitsTitle: 'Wacht op jou',
    toKnowTitle: 'Om te weten',
    more: (count) => `en nog ${count} andere`,
    button: 'Open je meldingen',
    why: 'Je krijgt deze mail omdat je meewerkt op Samenregie. Hoe vaak je mail krijgt, kies je bij je meldingen.',
    stop: 'Geen mails meer over meldingen',
    reasons: {
      APPROVAL: 'Jouw beslissing is gevraagd',
      ANSWERED: 'Er kwam een antwoord',
      ASKED: 'Er is je iets gevraagd',
      ASSIGNED: 'Je kreeg deze taak',
      MENTIONED: 'Je werd vermeld',
      DEADLINE: 'De termijn nadert',
      REMINDER: 'Je wou hieraan herinnerd worden',
      ASSIGNEE: 'Iets veranderde aan je taak',
      ASKER: 'Iets veranderde aan je verzoek',
      TALK: 'Er is een nieuw bericht',
      AUTHOR: 'Iets veranderde aan een taak die je maakte',
      FOLLOWER: 'Iets veranderde aan een taak die je volgt',
    },
    stopPage: {
      title: 'Geen mails meer over meldingen?',
      ask: 'Je meldingen blijven op het scherm staan. Je kunt mails later weer aanzetten bij je meldingen.',
      button: 'Stop de mails',
      done: 'Je krijgt geen mails meer over meldingen',
      doneText: 'Je kunt ze weer aanzetten bij je meldingen op Samenregie.',
      unknown: 'Deze link werkt niet meer',
      unknownText: 'Zet de mails uit bij je meldingen op Samenregie.',
    },
  },
  FR: {
    locale: 'fr-BE',
    waits: (count) => (count === 1 ? '1 élément vous attend' : `${count} éléments vous attendent`),
    toKnow: (count) => (count === 1 ? '1 notification pour information' : `${count} notifications pour information`),
    greeting: (name) => `Bonjour ${name},`,
    waitsTitle: 'Vous attend',
    toKnowTitle: 'Pour information',
    more: (count) => `et ${count} autres`,
    button: 'Ouvrir vos notifications',
    why: 'Vous recevez ce message parce que vous participez à Samenregie. La fréquence se règle dans vos notifications.',
    stop: 'Ne plus recevoir de messages sur les notifications',
    reasons: {
      APPROVAL: 'Votre décision est demandée',
      ANSWERED: 'Une réponse est arrivée',
      ASKED: 'Une demande vous est adressée',
      ASSIGNED: 'Cette tâche vous est confiée',
      MENTIONED: 'Vous avez été mentionné',
      DEADLINE: 'Le délai approche',
      REMINDER: 'Vous vouliez un rappel',
      ASSIGNEE: 'Votre tâche a changé',
      ASKER: 'Votre demande a changé',
      TALK: 'Il y a un nouveau message',
      AUTHOR: 'Une tâche que vous avez créée a changé',
      FOLLOWER: 'Une tâche que vous suivez a changé',
    },
    stopPage: {
      title: 'Ne plus recevoir de messages ?',
      ask: 'Vos notifications restent à l’écran. Vous pouvez réactiver les messages dans vos notifications.',
      button: 'Arrêter les messages',
      done: 'Vous ne recevrez plus de messages sur les notifications',
      doneText: 'Vous pouvez les réactiver dans vos notifications sur Samenregie.',
      unknown: 'Ce lien ne fonctionne plus',
      unknownText: 'Désactivez les messages dans vos notifications sur Samenregie.',
    },
  },
  EN: {
    locale: 'en-GB',
    waits: (count) => (count === 1 ? '1 thing waits on you' : `${count} things wait on you`),
    toKnow: (count) => (count === 1 ? '1 notification to know' : `${count} notifications to know`),
    greeting: (name) => `Hello ${name},`,
    waitsTitle: 'Waits on you',
    toKnowTitle: 'To know',
    more: (count) => `and ${count} more`,
    button: 'Open your notifications',
    why: 'You get this mail because you work on Samenregie. You choose how often in your notifications.',
    stop: 'No more mails about notifications',
    reasons: {
      APPROVAL: 'Your decision is asked',
      ANSWERED: 'An answer came',
      ASKED: 'Something was asked of you',
      ASSIGNED: 'You were given this task',
      MENTIONED: 'You were mentioned',
      DEADLINE: 'The deadline comes near',
      REMINDER: 'You wanted to be reminded',
      ASSIGNEE: 'Something changed in your task',
      ASKER: 'Something changed in your request',
      TALK: 'There is a new message',
      AUTHOR: 'Something changed in a task you made',
      FOLLOWER: 'Something changed in a task you follow',
    },
    stopPage: {
      title: 'No more mails about notifications?',
      ask: 'Your notifications stay on screen. You can let mails come again in your notifications.',
      button: 'Stop the mails',
      done: 'You get no more mails about notifications',
      doneText: 'You can let them come again in your notifications on Samenregie.',
      unknown: 'This link no longer works',
      unknownText: 'Stop the mails in your notifications on Samenregie.',
    },
  },
  DE: {
    locale: 'de-BE',
    waits: (count) => (count === 1 ? '1 Sache wartet auf Sie' : `${count} Sachen warten auf Sie`),
    toKnow: (count) => (count === 1 ? '1 Meldung zur Kenntnis' : `${count} Meldungen zur Kenntnis`),
    greeting: (name) => `Guten Tag ${name},`,
    waitsTitle: 'Wartet auf Sie',
    toKnowTitle: 'Zur Kenntnis',
    more: (count) => `und ${count} weitere`,
    button: 'Meldungen öffnen',
    why: 'Sie erhalten diese Nachricht, weil Sie auf Samenregie mitarbeiten. Wie oft, wählen Sie bei Ihren Meldungen.',
    stop: 'Keine E-Mails über Meldungen mehr',
    reasons: {
      APPROVAL: 'Ihre Entscheidung ist gefragt',
      ANSWERED: 'Eine Antwort ist da',
      ASKED: 'Sie wurden etwas gefragt',
      ASSIGNED: 'Sie haben diese Aufgabe erhalten',
      MENTIONED: 'Sie wurden erwähnt',
      DEADLINE: 'Die Frist läuft bald ab',
      REMINDER: 'Sie wollten erinnert werden',
      ASSIGNEE: 'An Ihrer Aufgabe hat sich etwas geändert',
      ASKER: 'An Ihrer Anfrage hat sich etwas geändert',
      TALK: 'Es gibt eine neue Nachricht',
      AUTHOR: 'An einer von Ihnen erstellten Aufgabe hat sich etwas geändert',
      FOLLOWER: 'An einer Aufgabe, der Sie folgen, hat sich etwas geändert',
    },
    stopPage: {
      title: 'Keine E-Mails über Meldungen mehr?',
      ask: 'Ihre Meldungen bleiben auf dem Bildschirm. E-Mails lassen sich bei den Meldungen wieder einschalten.',
      button: 'E-Mails beenden',
      done: 'Sie erhalten keine E-Mails über Meldungen mehr',
      doneText: 'Sie können sie bei Ihren Meldungen auf Samenregie wieder einschalten.',
      unknown: 'Dieser Link funktioniert nicht mehr',
      unknownText: 'Schalten Sie die E-Mails bei Ihren Meldungen auf Samenregie aus.',
    },
  },
};
