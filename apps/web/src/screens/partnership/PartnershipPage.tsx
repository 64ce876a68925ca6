import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { useTitle } from '../../app/useTitle.js';
import { useWorkspace } from '../../app/workspaceContext.js';
import { PartnershipScreenDocument, type PartnershipFullFragment } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { useLiveQuery } from '../../live/useLiveQuery.js';
import { ErrorBlock } from '../../ui/ErrorBlock.js';
import { Skeleton } from '../../ui/Skeleton.js';
import { ReactionTimes } from '../requests/ReactionTimes.js';
import { MembersTab } from './MembersTab.js';
import { OverviewTab } from './OverviewTab.js';
import { PartnershipHead } from './PartnershipHead.js';
import './partnership.css';

export type FullPartnership = PartnershipFullFragment;

/** The front page of a partnership. */
export function PartnershipPage() {
  const t = useT();
  const { partnership, isAnswerer } = useWorkspace();
  useTitle(partnership.name);
  const [{ data, error, fetching }, again] = useLiveQuery(
    { query: PartnershipScreenDocument, variables: { id: partnership.id } },
    ({ type }) => !type.startsWith('CHECKLIST') && type !== 'TASK_COMMENT_ADDED' && type !== 'TASK_FOLLOWERS_CHANGED',
  );
  const full = data?.partnership;
  return (
    <div className="page stack">
      {full ? (
        <>
          <PartnershipHead partnership={full} />
          <Tabs className="tabs">
            <TabList aria-label={partnership.name} className="tab-list">
              <Tab id="overview" className="tab">
                {t('partnership.overview')}
              </Tab>
              <Tab id="members" className="tab">
                {t('partnership.members')}
              </Tab>
              {!isAnswerer && (
                <Tab id="reactions" className="tab">
                  {t('reactions.tab')}
                </Tab>
              )}
            </TabList>
            <TabPanel id="overview" className="tab-panel">
              <OverviewTab partnership={full} />
            </TabPanel>
            <TabPanel id="members" className="tab-panel">
              <MembersTab partnership={full} />
            </TabPanel>
            {!isAnswerer && (
              <TabPanel id="reactions" className="tab-panel">
                <ReactionTimes />
              </TabPanel>
            )}
          </Tabs>
          <p className="no-print">
            <Link to="/samenwerking/nieuw" className="row">
              <Plus size={16} aria-hidden />
              {t('partnership.create')}
            </Link>
          </p>
        </>
      ) : error && !fetching ? (
        <ErrorBlock
          title={t('partnership.failed')}
          error={error}
          onRetry={() => again({ requestPolicy: 'network-only' })}
        />
      ) : (
        <Skeleton lines={8} />
      )}
    </div>
  );
}
