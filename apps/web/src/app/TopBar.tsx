import { Link } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { useT } from '../i18n/messages.js';
import { Avatars } from '../ui/Avatar.js';
import { IconButton } from '../ui/Button.js';
import { commands } from './commands.js';
import { ConnectionMark } from './ConnectionMark.js';
import { InboxLink } from './InboxLink.js';
import { LanguageMenu } from './LanguageMenu.js';
import { navigation } from './navigation.js';
import { PartnershipMenu } from './PartnershipMenu.js';
import { useIsPhone } from './useIsPhone.js';
import { useWorkspace } from './workspaceContext.js';
import { UserMenu } from './UserMenu.js';
import { useOthers } from './useOthers.js';

export function TopBar() {
  const t = useT();
  const isPhone = useIsPhone();
  const others = useOthers();
  const { partnership, mayAdminister } = useWorkspace();
  const shown = navigation.filter((entry) => mayAdminister || !('forAdministrators' in entry));
  return (
    <header>
      <div className="top-bar no-print">
        <div className="top-bar-inner">
          <PartnershipMenu />
          {!isPhone && (
            <nav aria-label={t('shell.navigation')} className="top-nav">
              {shown.map(({ to, label }) => (
                <Link key={to} to={to} activeOptions={{ exact: to === '/' }} className="top-link">
                  {t(label)}
                </Link>
              ))}
            </nav>
          )}
          <div className="top-end">
            {!isPhone && others.length > 0 && (
              <Avatars
                people={others}
                label={t('presence.here', { count: others.length })}
                moreLabel={t('presence.more')}
              />
            )}
            <IconButton
              label={t('search.title')}
              icon={<Search size={20} aria-hidden />}
              onPress={() => commands.search.emit()}
            />
            <ConnectionMark />
            <InboxLink />
            {!isPhone && (
              <>
                <UserMenu />
                <LanguageMenu />
              </>
            )}
          </div>
        </div>
      </div>
      {partnership.exampleData && <p className="example-mark">{t('shell.example')}</p>}
    </header>
  );
}
