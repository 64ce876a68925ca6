import { Link, useNavigate } from '@tanstack/react-router';
import { ChevronDown } from 'lucide-react';
import { Button } from 'react-aria-components';
import { useQuery } from 'urql';
import { PartnershipsDocument } from '../gql/graphql.js';
import { useT } from '../i18n/messages.js';
import { Menu, MenuItem } from '../ui/Menu.js';
import { useSetting } from './settings.js';
import { useWorkspace } from './workspaceContext.js';

/** The name of the open partnership; a menu for people who work in several. */
export function PartnershipMenu() {
  const t = useT();
  const navigate = useNavigate();
  const { partnership } = useWorkspace();
  const [, choose] = useSetting('partnership', '');
  const [{ data }] = useQuery({ query: PartnershipsDocument, requestPolicy: 'cache-first' });
  const all = data?.partnerships.nodes ?? [];
  const mark = <img src="/favicon.svg" alt="" width={24} height={24} />;

  if (all.length < 2) {
    return (
      <Link to="/" className="brand" aria-label={`Samenregie, ${partnership.name}`}>
        {mark}
        <span className="brand-name">{partnership.name}</span>
      </Link>
    );
  }
  return (
    <Menu
      label={t('shell.partnerships')}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[partnership.id]}
      items={all}
      onAction={(key) => {
        choose(String(key));
        void navigate({ to: '/' });
      }}
      trigger={
        <Button className="brand" aria-label={`${t('shell.partnerships')}: ${partnership.name}`}>
          {mark}
          <span className="brand-name">{partnership.name}</span>
          <ChevronDown size={16} aria-hidden />
        </Button>
      }
    >
      {(entry) => (
        <MenuItem id={entry.id} textValue={entry.name}>
          {entry.name}
        </MenuItem>
      )}
    </Menu>
  );
}
