import { Languages } from 'lucide-react';
import { useLanguage } from '../i18n/LocaleProvider.js';
import { isLanguage, languageNames, languages } from '../i18n/locales.js';
import { useT } from '../i18n/messages.js';
import { Button } from '../ui/Button.js';
import { Menu, MenuItem } from '../ui/Menu.js';

export function LanguageMenu() {
  const t = useT();
  const { language, setLanguage } = useLanguage();
  const shown = language.toUpperCase();
  return (
    <Menu
      label={t('shell.language')}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[language]}
      onAction={(key) => isLanguage(String(key)) && setLanguage(String(key) as typeof language)}
      trigger={
        <Button
          kind="quiet"
          icon={<Languages size={20} aria-hidden />}
          aria-label={`${shown}, ${t('shell.language')}: ${languageNames[language]}`}
        >
          {shown}
        </Button>
      }
    >
      {languages.map((code) => (
        <MenuItem key={code} id={code} textValue={languageNames[code]}>
          <span lang={code}>{languageNames[code]}</span>
        </MenuItem>
      ))}
    </Menu>
  );
}
