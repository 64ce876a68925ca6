export const languages = ['nl', 'fr', 'en', 'de'];

/** What the pages of the provider say. */
export interface Words {
  title: string;
  intro: string;
  example: string;
  others: string;
  cancel: string;
  failedTitle: string;
  failedText: string;
}

const dutch: Words = {
  title: 'Wie ben je?',
  intro: 'Kies een van deze mensen om aan te melden. Elke persoon ziet wat bij zijn of haar rol hoort.',
  example: 'Voorbeeldgegevens: verzonnen mensen, geen wachtwoord',
  others: 'Andere mensen',
  cancel: 'Annuleer',
  failedTitle: 'Begin het aanmelden opnieuw',
  failedText: 'Deze stap is verlopen of hoort bij een ander venster. Ga terug naar Samenregie en meld je opnieuw aan.',
};

/** All words, by language. */
export const words: Record<string, Words> = {
  nl: dutch,
  fr: {
    title: 'Qui êtes-vous ?',
    intro: 'Choisissez une de ces personnes pour vous connecter. Chacune voit ce qui appartient à son rôle.',
    example: 'Données d’exemple : personnes fictives, sans mot de passe',
    others: 'Autres personnes',
    cancel: 'Annuler',
    failedTitle: 'Recommencez la connexion',
    failedText: 'Cette étape a expiré ou appartient à une autre fenêtre. Retournez à Samenregie et reconnectez-vous.',
  },
  en: {
    title: 'Who are you?',
    intro: 'Choose one of these people to sign in. Everyone sees what belongs to their role.',
    example: 'Example data: invented people, no password',
    others: 'Other people',
    cancel: 'Cancel',
    failedTitle: 'Please start signing in again',
    failedText: 'This step has expired or belongs to another window. Go back to Samenregie and sign in again.',
  },
  de: {
    title: 'Wer sind Sie?',
    intro: 'Wählen Sie eine dieser Personen, um sich anzumelden. Jede sieht, was zu ihrer Rolle gehört.',
    example: 'Beispieldaten: erfundene Personen, kein Passwort',
    others: 'Andere Personen',
    cancel: 'Abbrechen',
    failedTitle: 'Bitte beginnen Sie die Anmeldung neu',
    failedText:
      'Dieser Schritt ist abgelaufen oder gehört zu einem anderen Fenster. Gehen Sie zu Samenregie zurück und melden Sie sich neu an.',
  },
};

/** The words of a language; Dutch when there are none. */
export const wordsIn = (language: string): Words => words[language] ?? dutch;
