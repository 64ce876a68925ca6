import { useClient } from 'urql';
import { ViewerDocument } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { lineIsBack, refreshAll } from '../../live/connectionStore.js';
import { startSession } from '../../live/session.js';
import { Dialog } from '../../ui/Dialog.js';
import { PersonaList } from './PersonaList.js';

/** Over the page: what was typed is still there behind it. */
export function SignedOutDialog() {
  const t = useT();
  const client = useClient();
  const onSignedIn = async (): Promise<void> => {
    await client.query(ViewerDocument, {}, { requestPolicy: 'network-only' });
    startSession();
    lineIsBack.emit();
    refreshAll.emit();
  };
  return (
    <Dialog title={t('session.signedOutTitle')} isOpen mustAnswer wide onClose={() => undefined}>
      <p>{t('session.signedOutText')}</p>
      <PersonaList onSignedIn={() => void onSignedIn()} />
    </Dialog>
  );
}
