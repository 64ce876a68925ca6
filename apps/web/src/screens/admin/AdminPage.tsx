import { useNavigate, useSearch } from '@tanstack/react-router';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { Provider } from 'urql';
import { useTitle } from '../../app/useTitle.js';
import { useWorkspace } from '../../app/workspaceContext.js';
import { type MessageId, useT } from '../../i18n/messages.js';
import { direct } from '../../live/direct.js';
import { NoAccess } from '../errors/NoAccess.js';
import { AccessibilityText } from '../static/AccessibilityText.js';
import { ClientsTab } from './ClientsTab.js';
import { LogTab } from './LogTab.js';
import { MembersTab } from './MembersTab.js';
import { RolesTab } from './RolesTab.js';
import { type Part } from './search.js';
import './admin.css';

interface Entry {
  id: Part;
  label: MessageId;
  content: () => React.ReactNode;
}

const entries: readonly Entry[] = [
  { id: 'leden', label: 'admin.members', content: () => <MembersTab /> },
  { id: 'rollen', label: 'admin.roles', content: () => <RolesTab /> },
  { id: 'koppelingen', label: 'admin.clients', content: () => <ClientsTab /> },
  { id: 'logboek', label: 'admin.log', content: () => <LogTab /> },
  { id: 'toegankelijkheid', label: 'admin.accessibility', content: () => <AccessibilityText level={2} /> },
];

/** S14: who may do what, and what was done. Nothing of it is kept on the device. */
export function AdminPage() {
  const t = useT();
  const navigate = useNavigate();
  const { onderdeel } = useSearch({ from: '/workspace/beheer' });
  const { partnership, mayAdminister } = useWorkspace();
  useTitle(t('admin.title'));
  if (!mayAdminister) return <NoAccess name={partnership.name} />;
  const selected = entries.find(({ id }) => id === onderdeel) ?? entries[0]!;
  return (
    <div className="page stack">
      <h1>{t('admin.title')}</h1>
      <Provider value={direct}>
        <Tabs
          className="tabs"
          selectedKey={selected.id}
          onSelectionChange={(key) =>
            void navigate({ to: '/beheer', search: { onderdeel: key as Part }, replace: true })
          }
        >
          <TabList aria-label={t('admin.title')} className="tab-list">
            {entries.map(({ id, label }) => (
              <Tab key={id} id={id} className="tab">
                {t(label)}
              </Tab>
            ))}
          </TabList>
          {entries.map(({ id, content }) => (
            <TabPanel key={id} id={id} className="tab-panel">
              {content()}
            </TabPanel>
          ))}
        </Tabs>
      </Provider>
    </div>
  );
}
