/** The Dutch words of the file: it goes to Dutch-speaking bodies, and to their ministers. */
export const kinds: Record<string, string> = {
  DOCUMENT: 'Een bestaand document',
  INFORMATION: 'Uitleg of een contact',
  ACTION: 'Een actie',
  SUPPORT: 'Ondersteuning',
  CONSULTATION: 'Overleg vooraf',
};

export const statuses: Record<string, string> = {
  DRAFT: 'Concept',
  SENT: 'Verstuurd',
  RECEIVED: 'Ontvangen',
  IN_PROGRESS: 'In behandeling',
  ANSWERED: 'Antwoord binnen',
  NOT_SUFFICIENT: 'Antwoord onvoldoende',
  ACCEPTED: 'Antwoord voldoende',
  WITHDRAWN: 'Ingetrokken',
  ESCALATED: 'Opgeschaald',
  CLOSED: 'Afgesloten',
};

export const basisKinds: Record<string, string> = {
  LEGAL: 'Wettelijke termijn',
  AGREED: 'Afgesproken termijn',
  NONE: 'Gevraagde termijn, zonder wet of afspraak',
};

export const units: Record<string, string> = {
  CALENDAR: 'kalenderdagen',
  WORKING: 'werkdagen',
  PARLIAMENTARY: 'werkdagen (parlementaire vraag)',
};

export const sides: Record<string, string> = { ASKING: 'gemeenten', ACTOR: 'instantie', SYSTEM: 'klok' };

export const choices: Record<string, string> = {
  CAN: 'Kan',
  PARTLY: 'Deels',
  CANNOT: 'Kan niet',
  NOT_OURS: 'Niet bevoegd',
};

export const channels: Record<string, string> = {
  EMAIL: 'per e-mail',
  LETTER: 'per brief',
  PHONE: 'per telefoon',
  MEETING: 'in een overleg',
};

export const promises: Record<string, string> = {
  OPEN: 'loopt nog',
  LATE: 'te laat',
  KEPT: 'nagekomen',
  BROKEN: 'niet nagekomen',
};

export const extensionStates: Record<string, string> = {
  ASKED: 'gevraagd',
  GRANTED: 'toegestaan',
  REFUSED: 'geweigerd',
};

export const entries: Record<string, string> = {
  SENT: 'Verzoek verstuurd',
  JOINED: 'Een gemeente sluit aan',
  READ: 'Gelezen',
  RECEIVED: 'Ontvangen',
  STARTED: 'In behandeling genomen',
  MESSAGE: 'Bericht',
  REMINDED: 'Herinnering',
  ANSWERED: 'Antwoord',
  ACCEPTED: 'Antwoord voldoende bevonden',
  NOT_SUFFICIENT: 'Antwoord onvoldoende bevonden',
  EXTENSION_ASKED: 'Meer tijd gevraagd',
  EXTENSION_GRANTED: 'Meer tijd toegestaan',
  EXTENSION_REFUSED: 'Meer tijd geweigerd',
  ESCALATED: 'Opgeschaald',
  COMMITMENT_KEPT: 'Belofte nagekomen',
  COMMITMENT_BROKEN: 'Belofte niet nagekomen',
  COMMITMENT_DUE: 'Dag van een belofte verstreken',
  PASSED_ON: 'Doorgegeven aan een collega',
  WITHDRAWN: 'Ingetrokken',
  CLOSED: 'Afgesloten',
};
