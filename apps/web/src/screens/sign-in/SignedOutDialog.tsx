import { LogIn } from 'lucide-react';
import { type MouseEvent, useCallback, useEffect, useState } from 'react';
import { useClient } from 'urql';
import { actFor, signedInPath, signInAddress } from '../../app/signIn.js';
import type { Viewer } from '../../app/viewer.js';
import { ViewerDocument } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { lineIsBack, refreshAll } from '../../live/connectionStore.js';
import { direct } from '../../live/direct.js';
import { startSession } from '../../live/session.js';
import { sessionWords } from '../../live/sessionChannel.js';
import { Dialog } from '../../ui/Dialog.js';
import { OrganisationList } from './OrganisationList.js';

const every = 3_000;
const windowFeatures = 'popup,width=560,height=760';

/**
 * Over the page: what was typed is still there behind it. Signing in happens in a window of its own, because a provider
 * is another site; this page waits for it and goes on where it was, for the same organisation.
 */
export function SignedOutDialog({ last }: { last: Viewer }) {
  const t = useT();
  const client = useClient();
  const [waiting, setWaiting] = useState(false);
  const [choosing, setChoosing] = useState<Viewer | null>(null);

  const goOn = useCallback(async () => {
    await client.query(ViewerDocument, {}, { requestPolicy: 'network-only' });
    startSession();
    lineIsBack.emit();
    refreshAll.emit();
  }, [client]);

  const look = useCallback(async () => {
    const { data } = await direct.query(ViewerDocument, {});
    const viewer = data?.viewer;
    if (!viewer) return;
    if (viewer.organisation || viewer.organisations.length === 0) return goOn();
    // The page was read for one organisation: it goes on for that one when it can.
    const same = viewer.organisations.find(({ id }) => id === last.organisation?.id);
    if (viewer.person.id === last.person.id && same && (await actFor(same.id))) return goOn();
    setChoosing(viewer);
  }, [goOn, last]);

  useEffect(() => sessionWords.on((word) => word !== 'signed-out' && void look()), [look]);
  useEffect(() => {
    // Perhaps another window has signed in already.
    const timer = setTimeout(() => void look());
    return () => clearTimeout(timer);
  }, [look]);
  useEffect(() => {
    const back = (): void => void look();
    window.addEventListener('focus', back);
    return () => window.removeEventListener('focus', back);
  }, [look]);
  useEffect(() => {
    if (!waiting) return undefined;
    const timer = setInterval(() => void look(), every);
    return () => clearInterval(timer);
  }, [waiting, look]);

  const address = signInAddress(signedInPath);
  const open = (event: MouseEvent): void => {
    setWaiting(true);
    // Where a browser refuses the window, the link opens a tab instead.
    if (window.open(address, 'samenregie-aanmelden', windowFeatures)) event.preventDefault();
  };
  const choose = async (id: string): Promise<boolean> => {
    const ok = await actFor(id);
    if (ok) await goOn();
    return ok;
  };

  return (
    <Dialog title={t('session.signedOutTitle')} isOpen mustAnswer onClose={() => undefined}>
      <p>{t('session.signedOutText')}</p>
      {choosing ? (
        <>
          <h3>{t('organisation.title')}</h3>
          <OrganisationList organisations={choosing.organisations} onChoose={choose} />
        </>
      ) : (
        <>
          <p>
            <a
              className="button button-primary"
              href={address}
              target="samenregie-aanmelden"
              rel="opener"
              onClick={open}
            >
              <LogIn size={20} aria-hidden />
              {t('session.signInAgain')}
            </a>
          </p>
          <p role="status" className="small muted">
            {t(waiting ? 'session.waiting' : 'session.ownWindow')}
          </p>
        </>
      )}
    </Dialog>
  );
}
