import type { Refusal } from './refusals.js';
import type { Language } from './sign-in.rules.js';

/** What a page that refuses says. */
export interface RefusalWords {
  again: string;
  home: string;
  refusals: Record<Refusal, { title: string; text: string }>;
}

/** All words of these pages. */
export const refusalWords: Record<Language, RefusalWords> = {
  nl: {
    again: 'Probeer opnieuw',
    home: 'Naar Samenregie',
    refusals: {
      CANCELLED: {
        title: 'Je hebt het aanmelden afgebroken',
        text: 'Er is niets gebeurd. Probeer het opnieuw wanneer je wil.',
      },
      STALE: {
        title: 'Begin het aanmelden opnieuw',
        text: 'Het aanmelden duurde te lang, is in een ander venster begonnen of was al afgerond.',
      },
      UNTRUSTED: {
        title: 'Het aanmelden is niet gelukt',
        text: 'Wat de aanmelddienst antwoordde, konden we niet vertrouwen. Daarom ben je niet aangemeld. Blijft dit zo, verwittig dan de helpdesk van je organisatie.',
      },
      PROVIDER_DOWN: {
        title: 'De aanmelddienst antwoordt niet',
        text: 'Samenregie zelf werkt, maar je kan nu niet aanmelden. Probeer het over enkele minuten opnieuw.',
      },
      ORGANISATION_UNKNOWN: {
        title: 'Je organisatie doet (nog) niet mee',
        text: 'Je bent herkend, maar de organisatie waarvoor je aanmeldt, is in Samenregie niet bekend. Vraag de beheerder van je samenwerkingsverband om haar toe te voegen.',
      },
      AFFILIATION_ENDED: {
        title: 'Je werkt hier niet meer voor deze organisatie',
        text: 'Je toegang namens deze organisatie is beëindigd. Klopt dat niet, vraag het dan aan de beheerder van je samenwerkingsverband.',
      },
      ROLE_MISSING: {
        title: 'Je hebt nog geen toegang gekregen',
        text: 'Je organisatie heeft je de rol SamenregieGebruiker nog niet gegeven. Vraag ze aan de lokale beheerder van het gebruikersbeheer van je organisatie.',
      },
      TOO_MANY: {
        title: 'Even wachten',
        text: 'Er is vanaf dit adres erg vaak geprobeerd om aan te melden. Probeer het over een minuut opnieuw.',
      },
      OFF: {
        title: 'Aanmelden is hier niet ingesteld',
        text: 'De beheerder van deze installatie heeft geen aanmelddienst ingesteld.',
      },
      FAILED: {
        title: 'Er ging iets mis bij ons',
        text: 'Je bent niet aangemeld. Probeer het over enkele minuten opnieuw.',
      },
    },
  },
  fr: {
    again: 'Réessayer',
    home: 'Vers Samenregie',
    refusals: {
      CANCELLED: {
        title: 'Vous avez interrompu la connexion',
        text: 'Rien ne s’est passé. Réessayez quand vous voulez.',
      },
      STALE: {
        title: 'Recommencez la connexion',
        text: 'La connexion a duré trop longtemps, a commencé dans une autre fenêtre ou était déjà terminée.',
      },
      UNTRUSTED: {
        title: 'La connexion a échoué',
        text: 'La réponse du service de connexion n’était pas fiable : vous n’êtes donc pas connecté. Si cela persiste, prévenez le service d’assistance de votre organisation.',
      },
      PROVIDER_DOWN: {
        title: 'Le service de connexion ne répond pas',
        text: 'Samenregie fonctionne, mais vous ne pouvez pas vous connecter maintenant. Réessayez dans quelques minutes.',
      },
      ORGANISATION_UNKNOWN: {
        title: 'Votre organisation ne participe pas (encore)',
        text: 'Vous êtes reconnu, mais l’organisation pour laquelle vous vous connectez est inconnue de Samenregie. Demandez au gestionnaire de votre partenariat de l’ajouter.',
      },
      AFFILIATION_ENDED: {
        title: 'Vous ne travaillez plus ici pour cette organisation',
        text: 'Votre accès au nom de cette organisation a pris fin. Si c’est une erreur, adressez-vous au gestionnaire de votre partenariat.',
      },
      ROLE_MISSING: {
        title: 'Vous n’avez pas encore reçu d’accès',
        text: 'Votre organisation ne vous a pas encore donné le rôle SamenregieGebruiker. Demandez-le au gestionnaire local des utilisateurs de votre organisation.',
      },
      TOO_MANY: {
        title: 'Un instant',
        text: 'Trop de tentatives de connexion depuis cette adresse. Réessayez dans une minute.',
      },
      OFF: {
        title: 'La connexion n’est pas configurée ici',
        text: 'Le gestionnaire de cette installation n’a pas configuré de service de connexion.',
      },
      FAILED: {
        title: 'Une erreur s’est produite chez nous',
        text: 'Vous n’êtes pas connecté. Réessayez dans quelques minutes.',
      },
    },
  },
  en: {
    again: 'Try again',
    home: 'To Samenregie',
    refusals: {
      CANCELLED: { title: 'You stopped signing in', text: 'Nothing has happened. Try again whenever you like.' },
      STALE: {
        title: 'Please start signing in again',
        text: 'Signing in took too long, was begun in another window, or was finished already.',
      },
      UNTRUSTED: {
        title: 'Signing in did not work',
        text: 'What the sign-in service answered could not be trusted, so you are not signed in. If this goes on, tell the help desk of your organisation.',
      },
      PROVIDER_DOWN: {
        title: 'The sign-in service does not answer',
        text: 'Samenregie itself works, but you cannot sign in at this moment. Try again in a few minutes.',
      },
      ORGANISATION_UNKNOWN: {
        title: 'Your organisation does not take part (yet)',
        text: 'You were recognised, but Samenregie does not know the organisation you sign in for. Ask the manager of your partnership to add it.',
      },
      AFFILIATION_ENDED: {
        title: 'You no longer work for this organisation here',
        text: 'Your access on behalf of this organisation has ended. If that is wrong, ask the manager of your partnership.',
      },
      ROLE_MISSING: {
        title: 'You have not been given access yet',
        text: 'Your organisation has not given you the role SamenregieGebruiker yet. Ask the local user administrator of your organisation for it.',
      },
      TOO_MANY: {
        title: 'One moment',
        text: 'There were very many attempts to sign in from this address. Try again in a minute.',
      },
      OFF: {
        title: 'Signing in is not set up here',
        text: 'Whoever runs this installation has set up no sign-in service.',
      },
      FAILED: {
        title: 'Something went wrong on our side',
        text: 'You are not signed in. Try again in a few minutes.',
      },
    },
  },
  de: {
    again: 'Erneut versuchen',
    home: 'Zu Samenregie',
    refusals: {
      CANCELLED: {
        title: 'Sie haben die Anmeldung abgebrochen',
        text: 'Es ist nichts geschehen. Versuchen Sie es erneut, wann immer Sie möchten.',
      },
      STALE: {
        title: 'Bitte beginnen Sie die Anmeldung neu',
        text: 'Die Anmeldung dauerte zu lange, wurde in einem anderen Fenster begonnen oder war schon abgeschlossen.',
      },
      UNTRUSTED: {
        title: 'Die Anmeldung ist nicht gelungen',
        text: 'Der Antwort des Anmeldedienstes konnten wir nicht vertrauen; Sie sind daher nicht angemeldet. Bleibt es dabei, wenden Sie sich an den Helpdesk Ihrer Organisation.',
      },
      PROVIDER_DOWN: {
        title: 'Der Anmeldedienst antwortet nicht',
        text: 'Samenregie selbst funktioniert, aber Sie können sich im Moment nicht anmelden. Versuchen Sie es in einigen Minuten erneut.',
      },
      ORGANISATION_UNKNOWN: {
        title: 'Ihre Organisation macht (noch) nicht mit',
        text: 'Sie wurden erkannt, aber die Organisation, für die Sie sich anmelden, ist in Samenregie nicht bekannt. Bitten Sie die Verwaltung Ihres Zusammenschlusses, sie hinzuzufügen.',
      },
      AFFILIATION_ENDED: {
        title: 'Sie arbeiten hier nicht mehr für diese Organisation',
        text: 'Ihr Zugang im Namen dieser Organisation ist beendet. Stimmt das nicht, fragen Sie die Verwaltung Ihres Zusammenschlusses.',
      },
      ROLE_MISSING: {
        title: 'Sie haben noch keinen Zugang erhalten',
        text: 'Ihre Organisation hat Ihnen die Rolle SamenregieGebruiker noch nicht gegeben. Fragen Sie die örtliche Benutzerverwaltung Ihrer Organisation.',
      },
      TOO_MANY: {
        title: 'Einen Moment',
        text: 'Von dieser Adresse aus wurde sehr oft versucht, sich anzumelden. Versuchen Sie es in einer Minute erneut.',
      },
      OFF: {
        title: 'Die Anmeldung ist hier nicht eingerichtet',
        text: 'Wer diese Installation betreibt, hat keinen Anmeldedienst eingerichtet.',
      },
      FAILED: {
        title: 'Bei uns ist etwas schiefgegangen',
        text: 'Sie sind nicht angemeldet. Versuchen Sie es in einigen Minuten erneut.',
      },
    },
  },
};
