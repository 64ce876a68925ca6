import nl from './nl.json';

export const languages = ['nl', 'fr', 'en', 'de'] as const;

export type Language = (typeof languages)[number];

/** Names of the languages in their own language, as everybody looks for them. */
export const languageNames: Record<Language, string> = {
  nl: 'Nederlands',
  fr: 'Français',
  en: 'English',
  de: 'Deutsch',
};

/** Regions decide about dates and numbers. */
export const localeOf: Record<Language, string> = { nl: 'nl-BE', fr: 'fr-BE', en: 'en-GB', de: 'de-BE' };

type Catalogue = Record<string, string>;

const loaders: Record<Exclude<Language, 'nl'>, () => Promise<{ default: Catalogue }>> = {
  fr: () => import('./fr.json'),
  en: () => import('./en.json'),
  de: () => import('./de.json'),
};

export async function loadCatalogue(language: Language): Promise<Catalogue> {
  if (language === 'nl') return nl;
  // A sentence that a catalogue lacks appears in Dutch rather than as a code.
  return { ...nl, ...(await loaders[language]()).default };
}

export function isLanguage(value: string | null | undefined): value is Language {
  return languages.includes(value as Language);
}
