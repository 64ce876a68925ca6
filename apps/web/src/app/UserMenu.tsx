import { useNavigate } from '@tanstack/react-router';
import { Building2, Check, ChevronDown, Eye, EyeOff, Keyboard, LogOut, UserRound } from 'lucide-react';
import { useT } from '../i18n/messages.js';
import { Avatar } from '../ui/Avatar.js';
import { Button } from '../ui/Button.js';
import { Menu, MenuItem, MenuSection } from '../ui/Menu.js';
import { commands } from './commands.js';
import { useSetting } from './settings.js';
import { signOut } from './signOut.js';
import { useSwitchOrganisation } from './useSwitchOrganisation.js';
import { useViewer } from './viewer.js';

export function UserMenu() {
  const t = useT();
  const navigate = useNavigate();
  const switchTo = useSwitchOrganisation();
  const { person, organisation, organisations } = useViewer();
  const [presence, setPresence] = useSetting('presence', 'on');
  const seen = presence === 'on';
  return (
    <Menu
      label={person.displayName}
      onAction={(key) => {
        if (key === 'keys') commands.showKeys.emit();
        if (key === 'presence') setPresence(seen ? 'off' : 'on');
        if (key === 'account') void navigate({ to: '/account' });
        if (key === 'sign-out') void signOut();
        if (organisations.some(({ id }) => id === key)) void switchTo(String(key));
      }}
      trigger={
        <Button kind="quiet" icon={<Avatar person={person} small />}>
          <span className="user-name">
            {person.displayName}
            {organisations.length > 1 && organisation && <span className="user-organisation">{organisation.name}</span>}
          </span>
          <ChevronDown size={16} aria-hidden />
        </Button>
      }
    >
      {organisations.length > 1 && (
        <MenuSection title={t('organisation.title')}>
          {organisations.map(({ id, name }) => (
            <MenuItem
              key={id}
              id={id}
              textValue={name}
              isDisabled={id === organisation?.id}
              icon={id === organisation?.id ? <Check size={20} aria-hidden /> : <Building2 size={20} aria-hidden />}
            >
              {id === organisation?.id ? t('organisation.current', { name }) : name}
            </MenuItem>
          ))}
        </MenuSection>
      )}
      <MenuSection title={[person.function, organisation?.name ?? person.organisationName].filter(Boolean).join(', ')}>
        <MenuItem id="account" icon={<UserRound size={20} aria-hidden />}>
          {t('account.title')}
        </MenuItem>
        <MenuItem id="presence" icon={seen ? <EyeOff size={20} aria-hidden /> : <Eye size={20} aria-hidden />}>
          {t(seen ? 'presence.hide' : 'presence.show')}
        </MenuItem>
        <MenuItem id="keys" icon={<Keyboard size={20} aria-hidden />}>
          {t('keys.title')}
        </MenuItem>
        <MenuItem id="sign-out" icon={<LogOut size={20} aria-hidden />}>
          {t('session.signOut')}
        </MenuItem>
      </MenuSection>
    </Menu>
  );
}
