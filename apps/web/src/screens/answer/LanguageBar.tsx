import { useLanguage } from '../../i18n/LocaleProvider.js';
import { languageNames, languages } from '../../i18n/locales.js';
import { useT } from '../../i18n/messages.js';
import { Button } from '../../ui/Button.js';

/** Four languages, each in its own words and in sight: who comes here may read none of the others. */
export function LanguageBar() {
  const t = useT();
  const { language, setLanguage } = useLanguage();
  return (
    <nav className="answer-languages" aria-label={t('shell.language')}>
      {languages.map((code) => (
        <Button
          key={code}
          kind={code === language ? 'primary' : 'normal'}
          aria-current={code === language ? 'true' : undefined}
          onPress={() => setLanguage(code)}
        >
          <span lang={code}>{languageNames[code]}</span>
        </Button>
      ))}
    </nav>
  );
}
