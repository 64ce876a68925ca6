import { cleanLine, cleanText, commonErrors, type TextBounds } from '#libs/kernel';
import { requestErrors } from './request.errors.js';

/** What is asked for. Terms of law cover documents only. */
export const requestKinds = ['DOCUMENT', 'INFORMATION', 'ACTION', 'SUPPORT', 'CONSULTATION'] as const;
export type RequestKind = (typeof requestKinds)[number];
/** What the term rests on: a law, an agreement, or nothing but good will. */
export const basisKinds = ['LEGAL', 'AGREED', 'NONE'] as const;
export type BasisKind = (typeof basisKinds)[number];
export const contactLanguages = ['NL', 'FR', 'EN', 'DE'] as const;
export type ContactLanguage = (typeof contactLanguages)[number];
/** Who reads a note: everybody inside the partnership, or only people of the organisation of the writer. */
export const noteAudiences = ['PARTNERSHIP', 'OWN_ORGANISATION'] as const;
export type NoteAudience = (typeof noteAudiences)[number];
export const answerChoices = ['CAN', 'PARTLY', 'CANNOT', 'NOT_OURS'] as const;
export type AnswerChoice = (typeof answerChoices)[number];
export const answerChannels = ['EMAIL', 'LETTER', 'PHONE', 'MEETING'] as const;
export type AnswerChannel = (typeof answerChannels)[number];

const bounds = {
  title: { field: 'title', max: 200 },
  body: { field: 'text', max: 20_000 },
  service: { field: 'service', max: 200, optional: true },
  contactName: { field: 'contactName', max: 200, optional: true },
  competence: { field: 'competence', max: 500, optional: true },
  basisNote: { field: 'basisNote', max: 500, optional: true },
  supportType: { field: 'supportType', max: 200, optional: true },
  message: { field: 'text', max: 10_000 },
  answer: { field: 'text', max: 20_000, optional: true },
  forwardNote: { field: 'forwardNote', max: 500, optional: true },
  reason: { field: 'reason', max: 2_000, optional: true },
  decidedBy: { field: 'decidedBy', max: 200 },
  promise: { field: 'commitment', max: 500, optional: true },
} as const satisfies Record<string, TextBounds>;

const optionalLine = (of: TextBounds) => (text: string | null | undefined) => cleanLine(text ?? '', of) || null;

/** The texts people type, each within its bounds. */
export const clean = {
  title: (text: string) => cleanLine(text, bounds.title),
  body: (text: string) => cleanText(text, bounds.body),
  service: optionalLine(bounds.service),
  contactName: optionalLine(bounds.contactName),
  competence: optionalLine(bounds.competence),
  basisNote: optionalLine(bounds.basisNote),
  supportType: optionalLine(bounds.supportType),
  message: (text: string) => cleanText(text, bounds.message),
  answer: (text: string | null | undefined) => cleanText(text ?? '', bounds.answer),
  forwardNote: optionalLine(bounds.forwardNote),
  reason: (text: string | null | undefined) => cleanText(text ?? '', bounds.reason) || null,
  decidedBy: (text: string) => cleanLine(text, bounds.decidedBy),
  promise: optionalLine(bounds.promise),
};

/**
 * The address of a contact, as far as a mail can be sent there.
 * @throws INVALID_INPUT (reason NOT_AN_EMAIL)
 */
export const cleanEmail = (text: string | null | undefined): string | null => {
  const email = cleanLine(text ?? '', { field: 'contactEmail', max: 254, optional: true });
  if (email && !/^[^\s@<>"(),;:\\]+@[^\s@<>"(),;:\\]+\.[^\s@<>"(),;:\\.]{2,}$/.test(email))
    throw commonErrors.INVALID_INPUT({ field: 'contactEmail', args: { reason: 'NOT_AN_EMAIL' } });
  return email || null;
};

/** The readable number: 2026-014. */
export const reference = ({ year, number }: { year: number; number: number }): string =>
  `${year}-${String(number).padStart(3, '0')}`;

/** Year and number in something a person typed as a reference (`2026-014`, `2026-14`); undefined when it is not one. */
export const numberInReference = (text: string): { year: number; number: number } | undefined => {
  const parts = /^(2\d{3})\s?[-/]\s?0*([1-9]\d{0,5})$/.exec(text.trim());
  return parts ? { year: Number(parts[1]), number: Number(parts[2]) } : undefined;
};

/** A value that may be absent (unchanged) but not null. */
export const notNull = <T>(field: string, value: T | null | undefined): T | undefined => {
  if (value === null) throw commonErrors.INVALID_INPUT({ field, args: { reason: 'REQUIRED' } });
  return value;
};

/** Which answers need words. */
export const checkAnswer = (choice: AnswerChoice, body: string): void => {
  if (choice !== 'CAN' && !body) throw requestErrors.REQUEST_ANSWER_TEXT_REQUIRED({ field: 'text' });
};
