import { Link } from '@tanstack/react-router';
import { FilePlus2, Plus } from 'lucide-react';
import { commands } from '../../app/commands.js';
import { useTitle } from '../../app/useTitle.js';
import { useViewer } from '../../app/viewer.js';
import { useWorkspace } from '../../app/workspaceContext.js';
import { addDays, todayIso, useFormat } from '../../i18n/useFormat.js';
import { useT } from '../../i18n/messages.js';
import { Button } from '../../ui/Button.js';
import { AskedBlock } from './AskedBlock.js';
import { RecentBlock } from './RecentBlock.js';
import { TaskBlock } from './TaskBlock.js';
import { WaitingBlock } from './WaitingBlock.js';
import './today.css';

/** What waits on me, what happens this week, what is late elsewhere. */
export function TodayPage() {
  const t = useT();
  const format = useFormat();
  const { person, organisation } = useViewer();
  const { isAnswerer, mayWrite } = useWorkspace();
  const today = todayIso();
  const firstName = person.displayName.split(' ')[0] ?? '';
  const place = organisation?.name ?? person.organisationName;
  useTitle(t('nav.today'));

  return (
    <div className="page">
      <div className="page-head">
        <h1>
          {t(greeting(), { name: firstName })}
          {place && <span className="today-place"> · {place}</span>}
        </h1>
        <p className="muted">{format.fullDay(today)}</p>
      </div>
      {isAnswerer ? (
        <div className="stack">
          <AskedBlock />
          <TaskBlock
            title={t('today.sharedTasks')}
            filter={{ statuses: ['TODO', 'BUSY', 'WAITING'] }}
            empty={t('today.answererEmpty')}
            failed={t('today.tasksFailed')}
          />
        </div>
      ) : (
        <div className="today">
          <div className="stack">
            <TaskBlock
              title={t('today.waitingOnYou')}
              filter={{ statuses: ['TODO', 'BUSY'], assigneeIds: [person.id] }}
              empty={t('today.nothingWaits')}
              failed={t('today.tasksFailed')}
              strong
            />
            <WaitingBlock />
            {mayWrite && (
              <div className="row no-print">
                <Button kind="primary" icon={<Plus size={20} aria-hidden />} onPress={() => commands.newTask.emit()}>
                  {t('task.new')}
                </Button>
                <Link to="/verzoeken/nieuw" className="button">
                  <FilePlus2 size={20} aria-hidden />
                  {t('request.new')}
                </Link>
              </div>
            )}
          </div>
          <div className="stack">
            <TaskBlock
              title={t('today.thisWeek')}
              filter={{ statuses: ['TODO', 'BUSY', 'WAITING'], dueFrom: today, dueUntil: addDays(today, 7) }}
              empty={t('today.emptyWeek')}
              failed={t('today.weekFailed')}
              withWho
            />
            <RecentBlock />
          </div>
        </div>
      )}
    </div>
  );
}

function greeting(): 'today.morning' | 'today.afternoon' | 'today.evening' {
  const hour = new Date().getHours();
  if (hour < 12) return 'today.morning';
  return hour < 18 ? 'today.afternoon' : 'today.evening';
}
