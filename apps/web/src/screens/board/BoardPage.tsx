import { Outlet, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { ArrowLeft, Plus } from 'lucide-react';
import { useMemo } from 'react';
import { commands } from '../../app/commands.js';
import { useIsPhone } from '../../app/useIsPhone.js';
import { useLinkedPartnership } from '../../app/useLinkedPartnership.js';
import { useTitle } from '../../app/useTitle.js';
import { useWorkspace } from '../../app/workspaceContext.js';
import { useT } from '../../i18n/messages.js';
import { Button } from '../../ui/Button.js';
import { ErrorBlock } from '../../ui/ErrorBlock.js';
import { Skeleton } from '../../ui/Skeleton.js';
import { BoardContent } from './BoardContent.js';
import { CalendarPage } from './CalendarPage.js';
import { CopyPlace } from './CopyDialog.js';
import { Filters } from './Filters.js';
import type { BoardSearch } from './search.js';
import { ListMenu } from './ListMenu.js';
import { useBoard } from './useBoard.js';
import { ViewsMenu } from './ViewsMenu.js';
import { ViewSwitch } from './ViewSwitch.js';
import './board.css';
import './calendar.css';

export function BoardPage() {
  const isPhone = useIsPhone();
  const params: { nr?: string } = useParams({ strict: false });
  const search: BoardSearch = useSearch({ strict: false });
  useLinkedPartnership(search.in);
  // What was put away has no board.
  const view = search.archief ? 'lijst' : (search.weergave ?? (isPhone ? 'lijst' : 'bord'));
  const shown = useMemo(() => ({ ...search, weergave: view }), [search, view]);
  // On a phone a task is a page; on a wide screen it lies over the board, and the board stays.
  if (isPhone && params.nr) return <Outlet />;
  return (
    <>
      <Board search={shown} />
      <Outlet />
    </>
  );
}

function Board({ search }: { search: BoardSearch }) {
  const t = useT();
  const { isAnswerer, mayWrite } = useWorkspace();
  const title = t(search.archief ? 'archive.title' : isAnswerer ? 'today.sharedTasks' : 'nav.tasks');
  useTitle(title);
  return (
    <div className={search.weergave === 'bord' ? 'page board-page' : 'page'}>
      <div className="page-head">
        <h1>{title}</h1>
        <div className="row no-print">
          {search.archief ? <LeaveArchive /> : <ViewSwitch view={search.weergave ?? 'bord'} />}
          <ViewsMenu search={search} />
          <ListMenu search={search} />
          {mayWrite && (
            <Button kind="primary" icon={<Plus size={20} aria-hidden />} onPress={() => commands.newTask.emit()}>
              {t('task.new')}
            </Button>
          )}
        </div>
      </div>
      <Filters search={search} />
      {search.weergave === 'kalender' || search.weergave === 'tijdlijn' ? (
        <CalendarPage search={search} />
      ) : (
        <Columns search={search} />
      )}
      <CopyPlace />
    </div>
  );
}

function LeaveArchive() {
  const t = useT();
  const navigate = useNavigate();
  return (
    <Button
      icon={<ArrowLeft size={20} aria-hidden />}
      onPress={() => void navigate({ to: '.', search: (before) => ({ ...before, archief: undefined }) })}
    >
      {t('archive.leave')}
    </Button>
  );
}

/** Board and list: the tasks by their column. */
function Columns({ search }: { search: BoardSearch }) {
  const t = useT();
  const board = useBoard(search);
  if (board.columns) return <BoardContent search={search} board={{ ...board, columns: board.columns }} />;
  if (!board.error || board.fetching) return <Skeleton lines={8} />;
  return (
    <ErrorBlock
      title={t('board.failed')}
      error={board.error}
      onRetry={() => board.again({ requestPolicy: 'network-only' })}
    />
  );
}
