import type { RequestStatus } from '../lifecycle/request.workflow.js';
import type { RequestKind } from '../request.rules.js';

/** Languages of files: of their heads and of words such as those of a status. */
export const languages = ['nl', 'fr', 'en', 'de'] as const;
export type Language = (typeof languages)[number];

type Words = Record<Language, string>;
const words = (nl: string, fr: string, en: string, de: string): Words => ({ nl, fr, en, de });

/** Columns of a file of requests, in order: what both sides know, so that a file can be passed on. */
export const exportColumns = {
  REFERENCE: words('Nummer', 'Numéro', 'Number', 'Nummer'),
  TITLE: words('Vraag', 'Demande', 'Request', 'Anfrage'),
  TEXT: words('Uitleg', 'Explication', 'Explanation', 'Erläuterung'),
  KIND: words('Wat', 'Quoi', 'What', 'Was'),
  PARTNERSHIP: words('Samenwerkingsverband', 'Partenariat', 'Partnership', 'Kooperation'),
  MUNICIPALITIES: words('Gemeenten', 'Communes', 'Municipalities', 'Gemeinden'),
  ACTOR: words('Aan', 'À', 'To', 'An'),
  SERVICE: words('Dienst', 'Service', 'Service', 'Dienststelle'),
  STATUS: words('Status', 'Statut', 'Status', 'Status'),
  LATE: words('Te laat', 'En retard', 'Late', 'Verspätet'),
  LEVEL: words('Trede', 'Échelon', 'Step', 'Stufe'),
  SENT_ON: words('Verstuurd op', 'Envoyée le', 'Sent on', 'Gesendet am'),
  FIRST_DUE_ON: words('Eerst gevraagd tegen', "D'abord pour le", 'First asked by', 'Zuerst erbeten bis'),
  DUE_ON: words('Tegen', 'Pour le', 'Due', 'Bis'),
  READ_ON: words('Gelezen op', 'Lue le', 'Read on', 'Gelesen am'),
  REMINDERS: words('Herinneringen', 'Rappels', 'Reminders', 'Erinnerungen'),
  ANSWERED_ON: words('Eerste antwoord op', 'Première réponse le', 'First answer on', 'Erste Antwort am'),
  COMMITMENT_ON: words('Belofte tegen', 'Promesse pour le', 'Promised by', 'Zugesagt bis'),
  CLOSED_ON: words('Afgesloten op', 'Clôturée le', 'Closed on', 'Abgeschlossen am'),
} as const;
export type ExportColumn = keyof typeof exportColumns;

/** Widths of those columns in a spreadsheet. */
export const columnWidths = [10, 50, 50, 22, 28, 30, 34, 24, 20, 9, 7, 12, 18, 12, 12, 14, 18, 14, 14];

export const yes = words('ja', 'oui', 'yes', 'ja');

export const statusWords: Record<RequestStatus, Words> = {
  DRAFT: words('Concept', 'Brouillon', 'Draft', 'Entwurf'),
  SENT: words('Verstuurd', 'Envoyée', 'Sent', 'Gesendet'),
  RECEIVED: words('Ontvangen', 'Reçue', 'Received', 'Erhalten'),
  IN_PROGRESS: words('In behandeling', 'En traitement', 'In progress', 'In Bearbeitung'),
  ANSWERED: words('Antwoord binnen', 'Réponse reçue', 'Answered', 'Antwort da'),
  NOT_SUFFICIENT: words(
    'Antwoord onvoldoende',
    'Réponse insuffisante',
    'Answer not sufficient',
    'Antwort unzureichend',
  ),
  ACCEPTED: words('Antwoord voldoende', 'Réponse suffisante', 'Answer accepted', 'Antwort ausreichend'),
  WITHDRAWN: words('Ingetrokken', 'Retirée', 'Withdrawn', 'Zurückgezogen'),
  ESCALATED: words('Opgeschaald', 'Remontée', 'Escalated', 'Eskaliert'),
  CLOSED: words('Afgesloten', 'Clôturée', 'Closed', 'Abgeschlossen'),
};

export const kindWords: Record<RequestKind, Words> = {
  DOCUMENT: words('Een bestaand document', 'Un document existant', 'An existing document', 'Ein vorhandenes Dokument'),
  INFORMATION: words(
    'Uitleg of een contact',
    'Une explication ou un contact',
    'An explanation or a contact',
    'Auskunft oder ein Kontakt',
  ),
  ACTION: words('Een actie', 'Une action', 'An action', 'Eine Handlung'),
  SUPPORT: words('Ondersteuning', 'Un soutien', 'Support', 'Unterstützung'),
  CONSULTATION: words(
    'Overleg vooraf',
    'Une concertation préalable',
    'Consultation beforehand',
    'Vorherige Abstimmung',
  ),
};
