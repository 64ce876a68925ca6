import { Outlet, useLocation, useParams } from '@tanstack/react-router';
import { useEffect, useMemo } from 'react';
import { useQuery } from 'urql';
import { PartnershipsDocument, WorkspaceDocument } from '../gql/graphql.js';
import { useT } from '../i18n/messages.js';
import { LivePartnership } from '../live/LivePartnership.js';
import { useLiveQuery } from '../live/useLiveQuery.js';
import { LoadFailedPage, NoAccessPage, NoPartnershipPage } from '../screens/errors/pages.js';
import { PlainPage } from '../screens/errors/PlainPage.js';
import { useSetting } from './settings.js';
import { Shell } from './Shell.js';
import { type OpenPartnership, WorkspaceContext, type WorkspaceValue } from './workspaceContext.js';

const writers = new Set(['MANAGER', 'OFFICER', 'MEMBER']);
const administrators = new Set(['MANAGER', 'AUDITOR']);

/** The open partnership: the one in the address, else the one of last time, else the first. */
export function Workspace() {
  const t = useT();
  const params: { id?: string } = useParams({ strict: false });
  const { pathname } = useLocation();
  const [chosen, choose] = useSetting('partnership', '');
  const [{ data: list, error, fetching }, again] = useQuery({ query: PartnershipsDocument });
  const known = useMemo(() => list?.partnerships.nodes ?? [], [list]);
  const id = params.id ?? known.find((entry) => entry.id === chosen)?.id ?? known[0]?.id;

  useEffect(() => {
    if (params.id && known.some((entry) => entry.id === params.id)) choose(params.id);
  }, [params.id, known, choose]);

  if (!list) {
    if (error && !fetching)
      return <LoadFailedPage error={error} onRetry={() => again({ requestPolicy: 'network-only' })} />;
    return <p className="visually-hidden">{t('loading')}</p>;
  }
  // One's own sessions are there for everybody.
  if (!id)
    return pathname === '/account' ? (
      <PlainPage>
        <Outlet />
      </PlainPage>
    ) : (
      <NoPartnershipPage />
    );
  return <OpenWorkspace key={id} id={id} />;
}

function OpenWorkspace({ id }: { id: string }) {
  const t = useT();
  const [{ data, error, fetching }, again] = useLiveQuery(
    { query: WorkspaceDocument, variables: { id } },
    ({ type }) => type.startsWith('PARTNERSHIP_') || type.startsWith('OFFICER_'),
  );
  const [visible] = useSetting('presence', 'on');
  const partnership = data?.partnership;
  const value = useMemo(() => (partnership ? toValue(partnership) : null), [partnership]);

  if (!data) {
    if (error && !fetching)
      return <LoadFailedPage error={error} onRetry={() => again({ requestPolicy: 'network-only' })} />;
    return <p className="visually-hidden">{t('loading')}</p>;
  }
  if (!partnership || !value) return <NoAccessPage />;
  return (
    <WorkspaceContext value={value}>
      <LivePartnership
        partnershipId={id}
        cursor={partnership.eventCursor}
        visible={visible === 'on'}
        withPresence={!value.isAnswerer}
      >
        <Shell>
          <Outlet />
        </Shell>
      </LivePartnership>
    </WorkspaceContext>
  );
}

function toValue(partnership: OpenPartnership): WorkspaceValue {
  const places = partnership.members.map((member) => member.municipality.id);
  const role = partnership.viewerRole ?? '';
  return {
    partnership,
    mayWrite: writers.has(role),
    mayComment: writers.has(role) || role === 'COORDINATOR',
    mayManage: role === 'MANAGER',
    mayAdminister: administrators.has(role),
    isAnswerer: role === 'ANSWERER',
    placeOf: (municipalityId) => places.indexOf(municipalityId),
  };
}
