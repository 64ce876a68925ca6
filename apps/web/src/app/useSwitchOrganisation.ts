import { useT } from '../i18n/messages.js';
import { waitingChanges } from '../live/storage.js';
import { notices } from './notices.js';
import { actFor } from './signIn.js';
import { beginAnew } from './signOut.js';

/** Acts for another organisation from now on: everything on screen is read again for it. Answers whether it worked. */
export function useSwitchOrganisation(): (id: string) => Promise<boolean> {
  const t = useT();
  return async (id) => {
    // They were made for the organisation of that moment, and the server would take them for the new one.
    if (waitingChanges.get().length > 0) {
      notices.tell(t('organisation.waitFirst'), 'late');
      return true;
    }
    if (!(await actFor(id))) {
      notices.tell(t('organisation.failed'), 'late');
      return false;
    }
    await beginAnew();
    location.reload();
    return true;
  };
}
