import { Link } from '@tanstack/react-router';
import { Hourglass, ListTodo, Milestone, TriangleAlert } from 'lucide-react';
import { useWorkspace } from '../../app/workspaceContext.js';
import { useT } from '../../i18n/messages.js';
import { useFormat } from '../../i18n/useFormat.js';
import { MembersTable } from './MembersTable.js';
import { Notices } from './Notices.js';
import { Officers } from './Officers.js';
import { LegalFormCard } from './LegalFormCard.js';
import type { FullPartnership } from './PartnershipPage.js';

export function OverviewTab({ partnership }: { partnership: FullPartnership }) {
  const { isAnswerer } = useWorkspace();
  return (
    <div className="stack">
      <Notices notices={partnership.notices} />
      <Tiles partnership={partnership} />
      <MembersTable partnership={partnership} />
      <div className="two-columns">
        {/* Partner bodies are not told about staff. */}
        {!isAnswerer && <Officers partnership={partnership} />}
        <LegalFormCard form={partnership.legalForm} partnership={partnership} />
      </div>
    </div>
  );
}

function Tiles({ partnership }: { partnership: FullPartnership }) {
  const t = useT();
  const format = useFormat();
  const { isAnswerer } = useWorkspace();
  const of = (status: string) => partnership.taskCounts.find((entry) => entry.status === status);
  const open = ['TODO', 'BUSY', 'WAITING'].reduce((sum, status) => sum + (of(status)?.count ?? 0), 0);
  const late = ['TODO', 'BUSY', 'WAITING'].reduce((sum, status) => sum + (of(status)?.overdue ?? 0), 0);
  const waiting = of('WAITING');
  const allocated = partnership.officers.reduce((sum, officer) => sum + officer.allocatedHalfDays, 0);
  const capacity = partnership.officers.reduce((sum, officer) => sum + officer.capacityHalfDays, 0);
  return (
    <ul className="tiles">
      <li className="card tile">
        <Link to="/taken" className="tile-link">
          {t('partnership.openTasks')}
        </Link>
        <span className="tile-number number">{open}</span>
        <span className={late > 0 ? 'tile-late' : 'muted'}>
          {late > 0 ? <TriangleAlert size={16} aria-hidden /> : <ListTodo size={16} aria-hidden />}
          {t('partnership.late', { count: late })}
        </span>
      </li>
      <li className="card tile">
        <Link to="/taken" className="tile-link">
          {t('partnership.waitingTasks')}
        </Link>
        <span className="tile-number number">{waiting?.count ?? 0}</span>
        <span className={waiting?.overdue ? 'tile-late' : 'muted'}>
          {waiting?.overdue ? <TriangleAlert size={16} aria-hidden /> : <Hourglass size={16} aria-hidden />}
          {t('partnership.late', { count: waiting?.overdue ?? 0 })}
        </span>
      </li>
      {partnership.starterPath && (
        <li className="card tile">
          <Link to="/samenwerking/pad" className="tile-link">
            {t('starter.title')}
          </Link>
          <span className="tile-number number">{partnership.starterPath.openCount}</span>
          <span className="muted">
            <Milestone size={16} aria-hidden />
            {t('starter.tile', { taken: partnership.starterPath.takenCount })}
          </span>
        </li>
      )}
      {!isAnswerer && (
        <li className="card tile">
          <span className="tile-link">{t('partnership.agreedDays')}</span>
          <span className="tile-number number">{format.number(allocated / 2)}</span>
          <span className="muted">{t('partnership.ofDays', { days: format.number(capacity / 2) })}</span>
        </li>
      )}
    </ul>
  );
}
