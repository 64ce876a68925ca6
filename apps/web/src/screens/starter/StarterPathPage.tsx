import { Link } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { useTitle } from '../../app/useTitle.js';
import { useWorkspace } from '../../app/workspaceContext.js';
import { StarterPathDocument } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { useLiveQuery } from '../../live/useLiveQuery.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { ErrorBlock } from '../../ui/ErrorBlock.js';
import { Skeleton } from '../../ui/Skeleton.js';
import { NoAccess } from '../errors/NoAccess.js';
import { PathProfile } from './PathProfile.js';
import { StepList } from './StepList.js';
import './starter.css';

/** What is told of the partnership, its officers and its tasks may change what is proposed, or how far it is. */
const concerned = /^(STARTER_PATH_CHANGED|PARTNERSHIP_|OFFICER_|TASK_UPDATED|TASK_MOVED)/;

/** The path of the first year: what a partnership may do, why, and after whom. */
export function StarterPathPage() {
  const t = useT();
  const { partnership, isAnswerer } = useWorkspace();
  useTitle(t('starter.title'));
  const [{ data, error, fetching }, again] = useLiveQuery(
    { query: StarterPathDocument, variables: { id: partnership.id }, pause: isAnswerer },
    ({ type }) => concerned.test(type),
  );
  if (isAnswerer) return <NoAccess name={partnership.name} />;
  const path = data?.partnership?.starterPath;
  return (
    <div className="page path-page stack">
      <div>
        <Link to="/samenwerking" className="row">
          <ArrowLeft size={16} aria-hidden />
          {partnership.name}
        </Link>
        <h1>{t('starter.title')}</h1>
        <p className="muted measure">{t('starter.explain')}</p>
      </div>
      {path ? (
        <>
          <PathProfile path={path} legalForm={data.partnership!.legalForm.name} />
          {path.steps.length === 0 ? (
            <EmptyState>{t('starter.empty')}</EmptyState>
          ) : (
            <StepList key={partnership.id} path={path} />
          )}
        </>
      ) : error && !fetching ? (
        <ErrorBlock
          title={t('starter.failed')}
          error={error}
          onRetry={() => again({ requestPolicy: 'network-only' })}
        />
      ) : (
        <Skeleton lines={8} />
      )}
    </div>
  );
}
