import { Outlet, useParams, useSearch } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
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
import { Filters } from './Filters.js';
import type { BoardSearch } from './search.js';
import { useBoard } from './useBoard.js';
import { ViewSwitch } from './ViewSwitch.js';
import './board.css';

export function BoardPage() {
  const isPhone = useIsPhone();
  const params: { nr?: string } = useParams({ strict: false });
  const search: BoardSearch = useSearch({ strict: false });
  useLinkedPartnership(search.in);
  const view = search.weergave ?? (isPhone ? 'lijst' : 'bord');
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
  const board = useBoard(search);
  const title = t(isAnswerer ? 'today.sharedTasks' : 'nav.tasks');
  useTitle(title);
  return (
    <div className={search.weergave === 'bord' ? 'page board-page' : 'page'}>
      <div className="page-head">
        <h1>{title}</h1>
        <div className="row no-print">
          <ViewSwitch view={search.weergave ?? 'bord'} />
          {mayWrite && (
            <Button kind="primary" icon={<Plus size={20} aria-hidden />} onPress={() => commands.newTask.emit()}>
              {t('task.new')}
            </Button>
          )}
        </div>
      </div>
      <Filters search={search} />
      {board.columns ? (
        <BoardContent search={search} board={{ ...board, columns: board.columns }} />
      ) : board.error && !board.fetching ? (
        <ErrorBlock
          title={t('board.failed')}
          error={board.error}
          onRetry={() => board.again({ requestPolicy: 'network-only' })}
        />
      ) : (
        <Skeleton lines={8} />
      )}
    </div>
  );
}
