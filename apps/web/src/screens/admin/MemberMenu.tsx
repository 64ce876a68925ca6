import { useNavigate } from '@tanstack/react-router';
import { CalendarClock, Ellipsis, Eye, UserX } from 'lucide-react';
import { useT } from '../../i18n/messages.js';
import { IconButton } from '../../ui/Button.js';
import { Menu, MenuItem } from '../../ui/Menu.js';
import type { AccessMember } from './useAccess.js';

interface Props {
  member: AccessMember;
  mayManage: boolean;
  onChange(): void;
  onWithdraw(): void;
}

export function MemberMenu({ member, mayManage, onChange, onWithdraw }: Props) {
  const t = useT();
  const navigate = useNavigate();
  const label = t('members.menu', { name: member.person.displayName });
  const look = (): void => void navigate({ to: '/beheer', search: { onderdeel: 'rollen', persoon: member.person.id } });
  return (
    <Menu
      label={label}
      onAction={(key) => {
        if (key === 'change') onChange();
        if (key === 'withdraw') onWithdraw();
        if (key === 'look') look();
      }}
      trigger={<IconButton label={label} icon={<Ellipsis aria-hidden />} />}
    >
      <MenuItem id="look" icon={<Eye size={20} aria-hidden />}>
        {t('preview.title')}
      </MenuItem>
      {mayManage && (
        <MenuItem id="change" icon={<CalendarClock size={20} aria-hidden />}>
          {t('members.change')}
        </MenuItem>
      )}
      {mayManage && (
        <MenuItem id="withdraw" icon={<UserX size={20} aria-hidden />}>
          {t('members.withdraw')}
        </MenuItem>
      )}
    </Menu>
  );
}
