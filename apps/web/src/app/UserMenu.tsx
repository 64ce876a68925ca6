import { ChevronDown, Eye, EyeOff, Keyboard, LogOut } from 'lucide-react';
import { useT } from '../i18n/messages.js';
import { Avatar } from '../ui/Avatar.js';
import { Button } from '../ui/Button.js';
import { Menu, MenuItem, MenuSection } from '../ui/Menu.js';
import { commands } from './commands.js';
import { useSetting } from './settings.js';
import { signOut } from './signOut.js';
import { useViewer } from './viewer.js';

export function UserMenu() {
  const t = useT();
  const { person } = useViewer();
  const [presence, setPresence] = useSetting('presence', 'on');
  const seen = presence === 'on';
  return (
    <Menu
      label={person.displayName}
      onAction={(key) => {
        if (key === 'keys') commands.showKeys.emit();
        if (key === 'presence') setPresence(seen ? 'off' : 'on');
        if (key === 'sign-out') void signOut();
      }}
      trigger={
        <Button kind="quiet" icon={<Avatar person={person} small />}>
          <span className="user-name">{person.displayName}</span>
          <ChevronDown size={16} aria-hidden />
        </Button>
      }
    >
      <MenuSection title={[person.function, person.organisationName].filter(Boolean).join(', ')}>
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
