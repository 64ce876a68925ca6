import { actFor } from '../../app/signIn.js';
import { beginAnew, signOut } from '../../app/signOut.js';
import { useTitle } from '../../app/useTitle.js';
import type { Viewer } from '../../app/viewer.js';
import { useT } from '../../i18n/messages.js';
import { Button } from '../../ui/Button.js';
import { PlainPage } from '../errors/PlainPage.js';
import { OrganisationList } from './OrganisationList.js';

/** After signing in, for whoever works for several: nothing is shown or done before it is known for whom. */
export function ChooseOrganisationPage({ viewer }: { viewer: Viewer }) {
  const t = useT();
  useTitle(t('organisation.title'));
  const choose = async (id: string): Promise<boolean> => {
    const ok = await actFor(id);
    if (ok) {
      await beginAnew();
      location.reload();
    }
    return ok;
  };
  return (
    <PlainPage>
      <div className="page stack">
        <h1>{t('organisation.title')}</h1>
        <p className="measure">{t('organisation.intro', { name: viewer.person.displayName })}</p>
        <OrganisationList organisations={viewer.organisations} onChoose={choose} />
        <div>
          <Button onPress={() => void signOut()}>{t('session.signOut')}</Button>
        </div>
      </div>
    </PlainPage>
  );
}
