import type { TaskPriority, TaskStatus } from '../task.rules.js';

/** Languages of files: of their heads and of words such as those of a status. */
export const languages = ['nl', 'fr', 'en', 'de'] as const;
export type Language = (typeof languages)[number];

/** A word in each language. */
export type Words = Record<Language, string>;
const words = (nl: string, fr: string, en: string, de: string): Words => ({ nl, fr, en, de });

/** Columns of a file of tasks, in order. */
export const exportColumns = {
  REFERENCE: words('Nummer', 'Numéro', 'Number', 'Nummer'),
  TITLE: words('Titel', 'Titre', 'Title', 'Titel'),
  DESCRIPTION: words('Beschrijving', 'Description', 'Description', 'Beschreibung'),
  STATUS: words('Status', 'Statut', 'Status', 'Status'),
  WAITING_ON: words('Wacht op', 'Attend', 'Waiting on', 'Wartet auf'),
  DUE_ON: words('Tegen', 'Pour le', 'Due', 'Bis'),
  PRIORITY: words('Prioriteit', 'Priorité', 'Priority', 'Priorität'),
  MUNICIPALITIES: words('Gemeenten', 'Communes', 'Municipalities', 'Gemeinden'),
  ASSIGNEE: words('Wie', 'Qui', 'Who', 'Wer'),
  ACTORS: words('Instanties', 'Instances', 'Bodies', 'Behörden'),
  LABELS: words('Labels', 'Étiquettes', 'Labels', 'Etiketten'),
  CREATED_ON: words('Gemaakt op', 'Créée le', 'Created on', 'Erstellt am'),
  COMPLETED_ON: words('Klaar op', 'Terminée le', 'Done on', 'Fertig am'),
  RECURRENCE: words('Herhaling', 'Répétition', 'Recurrence', 'Wiederholung'),
} as const;
export type ExportColumn = keyof typeof exportColumns;

export const statusWords: Record<TaskStatus, Words> = {
  TODO: words('Te doen', 'À faire', 'To do', 'Zu tun'),
  BUSY: words('Bezig', 'En cours', 'In progress', 'In Arbeit'),
  WAITING: words('Wacht op een ander', "En attente d'un autre", 'Waiting on another', 'Wartet auf andere'),
  DONE: words('Klaar', 'Terminé', 'Done', 'Fertig'),
};

export const priorityWords: Record<TaskPriority, Words> = {
  LOW: words('Laag', 'Basse', 'Low', 'Niedrig'),
  NORMAL: words('Gewoon', 'Normale', 'Normal', 'Normal'),
  HIGH: words('Hoog', 'Haute', 'High', 'Hoch'),
  URGENT: words('Dringend', 'Urgente', 'Urgent', 'Dringend'),
};

export const yesNoWords = { YES: words('Ja', 'Oui', 'Yes', 'Ja'), NO: words('Nee', 'Non', 'No', 'Nein') };

/** Fields of a task that a column can fill. */
export const importFields = [
  ...([
    'TITLE',
    'DESCRIPTION',
    'STATUS',
    'WAITING_ON',
    'DUE_ON',
    'PRIORITY',
    'MUNICIPALITIES',
    'ASSIGNEE',
    'ACTORS',
    'RECURRENCE',
  ] as const),
];
export type ImportField = (typeof importFields)[number];

/** Other words that heads of columns use. */
const synonyms: Record<ImportField, readonly string[]> = {
  TITLE: ['taak', 'onderwerp', 'actie', 'naam', 'omschrijving', 'tache', 'objet', 'task', 'subject', 'name', 'aufgabe'],
  DESCRIPTION: ['toelichting', 'details', 'uitleg', 'notitie', 'notes', 'remarques', 'notizen'],
  STATUS: ['stand', 'toestand', 'etat', 'state'],
  WAITING_ON: ['wacht', 'wachten op', 'en attente de'],
  DUE_ON: ['deadline', 'termijn', 'einddatum', 'vervaldatum', 'datum', 'echeance', 'due date', 'date', 'frist'],
  PRIORITY: ['prio', 'belang', 'dringendheid'],
  MUNICIPALITIES: ['gemeente', 'commune', 'municipality', 'gemeinde', 'lokaal bestuur'],
  ASSIGNEE: ['verantwoordelijke', 'trekker', 'toegewezen aan', 'responsable', 'assignee', 'owner', 'zustandig'],
  ACTORS: ['instantie', 'partner', 'partners', 'instance', 'actor', 'actors', 'body', 'behorde'],
  RECURRENCE: [
    'herhalen',
    'herhaalt',
    'frequentie',
    'repetition',
    'frequence',
    'repeat',
    'repeats',
    'frequency',
    'rrule',
  ],
};

/** Letters and digits only, without accents, in lower case: how people mean a word. */
export const folded = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** What a column fills: a field of every task, or one the partnership added, by its id; empty for nothing. */
export type ColumnTarget = ImportField | OwnTarget | '';
type OwnTarget = `=${string}`;
export const ownTarget = (fieldId: string): OwnTarget => `=${fieldId}`;
export const isOwnTarget = (target: ColumnTarget): target is OwnTarget => target.startsWith('=');

/** A field of the partnership's own, as columns are matched with it. */
interface NamedField {
  id: string;
  name: string;
}

/** What a column may fill by its head, the best first: heads as our own files have them, own fields, other words. */
const targetsOf = (head: string, own: readonly NamedField[]): ColumnTarget[] => {
  const wanted = folded(head);
  if (!wanted) return [];
  const called = (texts: readonly string[]) => texts.some((text) => folded(text) === wanted);
  return [
    ...importFields.filter((field) => called([...Object.values(exportColumns[field]), field])),
    ...own.filter(({ name }) => called([name])).map(({ id }) => ownTarget(id)),
    ...importFields.filter((field) => called(synonyms[field])),
  ];
};

/** What each column fills, each field once; empty where nothing fits. */
export const guessFields = (heads: readonly string[], own: readonly NamedField[] = []): ColumnTarget[] => {
  const taken = new Set<ColumnTarget>();
  return heads.map((head) => {
    const target = targetsOf(head, own).find((one) => !taken.has(one)) ?? '';
    taken.add(target);
    return target;
  });
};

/** The value that a word in any language, or the code itself, stands for. */
export const meant = <T extends string>(table: Record<T, Words>, word: string): T | undefined =>
  (Object.keys(table) as T[]).find(
    (value) =>
      folded(value) === folded(word) ||
      Object.values<string>(table[value]).some((text) => folded(text) === folded(word)),
  );
