import { Link } from '@tanstack/react-router';
import { useLanguage } from '../i18n/LocaleProvider.js';
import { type Language, languageNames, languages } from '../i18n/locales.js';
import { useT } from '../i18n/messages.js';
import { Avatar } from '../ui/Avatar.js';
import { Button } from '../ui/Button.js';
import { CheckField, RadioField } from '../ui/Checks.js';
import { KeysSetting } from './KeysDialog.js';
import { useSetting } from './settings.js';
import { signOut } from './signOut.js';
import { useTitle } from './useTitle.js';
import { useViewer } from './viewer.js';
import { useWorkspace } from './workspaceContext.js';

/** What the top bar holds on a wide screen. */
export function MorePage() {
  const t = useT();
  const { person, organisation } = useViewer();
  const { mayAdminister } = useWorkspace();
  const { language, setLanguage } = useLanguage();
  const [presence, setPresence] = useSetting('presence', 'on');
  useTitle(t('nav.more'));
  return (
    <div className="page stack">
      <h1>{t('nav.more')}</h1>
      <section className="card stack">
        <div className="row">
          <Avatar person={person} />
          <div>
            <p className="field-label">{person.displayName}</p>
            <p className="small muted">
              {[person.function, organisation?.name ?? person.organisationName].filter(Boolean).join(', ')}
            </p>
          </div>
        </div>
        <div className="row">
          <Link to="/account" className="button">
            {t('account.title')}
          </Link>
          <Button onPress={() => void signOut()}>{t('session.signOut')}</Button>
        </div>
      </section>
      <section className="card stack">
        <RadioField
          label={t('shell.language')}
          options={languages.map((code) => ({ id: code, name: languageNames[code] }))}
          value={language}
          onChange={(code) => setLanguage(code as Language)}
        />
        <CheckField isSelected={presence === 'on'} onChange={(on) => setPresence(on ? 'on' : 'off')}>
          {t('presence.setting')}
        </CheckField>
        <KeysSetting />
      </section>
      <p>
        <Link to="/samenwerking">{t('nav.partnership')}</Link>
      </p>
      {mayAdminister && (
        <p>
          <Link to="/beheer">{t('admin.title')}</Link>
        </p>
      )}
      <p>
        <Link to="/toegankelijkheid">{t('accessibility.title')}</Link>
      </p>
    </div>
  );
}
