import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { useT } from '../i18n/messages.js';
import { followInbox } from '../live/inbox.js';
import { NewTaskDialog } from '../screens/task/NewTaskDialog.js';
import { Skeleton } from '../ui/Skeleton.js';
import { BottomBar } from './BottomBar.js';
import { commands } from './commands.js';
import { Footer } from './Footer.js';
import { KeysDialog } from './KeysDialog.js';
import { Notices } from './Notices.js';
import { TopBar } from './TopBar.js';
import { useKeepDevice } from './useKeepDevice.js';
import { useOpenFromPush } from './useOpenFromPush.js';
import { useShortcuts } from './useShortcuts.js';
import { useFocusOnNavigation } from './useFocusOnNavigation.js';
import { useIsPhone } from './useIsPhone.js';
import { useCommand } from './useCommand.js';
import { useTypeAhead } from './useTypeAhead.js';
import { useWorkspace } from './workspaceContext.js';

const SearchDialog = lazy(async () => ({
  default: (await import('../screens/search/SearchDialog.js')).SearchDialog,
}));

/** Top bar, yellow line, page, foot; on a phone a bar at the bottom. */
export function Shell({ children }: { children: ReactNode }) {
  const t = useT();
  const { mayWrite } = useWorkspace();
  useKeepDevice();
  useOpenFromPush();
  const isPhone = useIsPhone();
  const [keysOpen, setKeysOpen] = useState(false);
  const [searching, setSearching] = useState(false);
  const [newTaskOpen, setNewTaskOpen] = useState(false);
  const [searched, setSearched] = useTypeAhead(searching);
  useShortcuts();
  useFocusOnNavigation();
  useEffect(() => followInbox(), []);
  useCommand(commands.showKeys, () => setKeysOpen(true));
  useCommand(commands.search, () => setSearching(true));
  useCommand(commands.newTask, () => mayWrite && setNewTaskOpen(true));

  return (
    <div className="shell">
      <a className="skip" href="#main">
        {t('shell.skip')}
      </a>
      <TopBar />
      <Notices />
      <main id="main" tabIndex={-1}>
        <Suspense fallback={<Skeleton lines={6} />}>{children}</Suspense>
      </main>
      <Footer />
      {isPhone && <BottomBar />}
      <KeysDialog isOpen={keysOpen} onClose={() => setKeysOpen(false)} />
      {searching && (
        <Suspense>
          <SearchDialog typed={searched} onType={setSearched} onClose={() => setSearching(false)} />
        </Suspense>
      )}
      {newTaskOpen && <NewTaskDialog onClose={() => setNewTaskOpen(false)} />}
    </div>
  );
}
