import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import { IntlProvider } from 'react-intl';
import { useSetting } from '../app/settings.js';
import { isLanguage, type Language, loadCatalogue, localeOf } from './locales.js';
import nl from './nl.json';

interface LanguageChoice {
  language: Language;
  setLanguage(language: Language): void;
}

const LanguageContext = createContext<LanguageChoice>({ language: 'nl', setLanguage: () => undefined });

export const useLanguage = (): LanguageChoice => use(LanguageContext);

/** The chosen language stays on this device; the first time it is the browser's, else Dutch. */
export function LocaleProvider({ children }: { children: ReactNode }) {
  const [chosen, setLanguage] = useSetting('language', browserLanguage());
  const wanted: Language = isLanguage(chosen) ? chosen : 'nl';
  const [shown, setShown] = useState<{ language: Language; messages: Record<string, string> }>({
    language: 'nl',
    messages: nl,
  });

  useEffect(() => {
    let current = true;
    void loadCatalogue(wanted)
      .then((messages) => current && setShown({ language: wanted, messages }))
      // Without network the language stays what it was; the choice is kept for next time.
      .catch(() => undefined);
    return () => {
      current = false;
    };
  }, [wanted]);

  const locale = localeOf[shown.language];
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);

  const choice = useMemo(() => ({ language: shown.language, setLanguage }), [shown.language, setLanguage]);
  return (
    <LanguageContext value={choice}>
      <IntlProvider locale={locale} defaultLocale="nl-BE" messages={shown.messages} timeZone="Europe/Brussels">
        <I18nProvider locale={locale}>{children}</I18nProvider>
      </IntlProvider>
    </LanguageContext>
  );
}

function browserLanguage(): Language {
  const first = navigator.language.slice(0, 2);
  return isLanguage(first) && first !== 'en' ? first : 'nl';
}
