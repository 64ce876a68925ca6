import { useWorkspace } from '../../app/workspaceContext.js';
import { useT } from '../../i18n/messages.js';
import { LogList } from '../log/LogList.js';

export function LogTab() {
  const t = useT();
  const { partnership } = useWorkspace();
  const people = partnership.people.map(({ id, displayName, organisationName }) => ({
    id,
    name: displayName,
    ...(organisationName ? { description: organisationName } : {}),
  }));
  return (
    <section className="stack" aria-labelledby="log-heading">
      <h2 id="log-heading">{t('admin.log')}</h2>
      <p className="measure">{t('log.intro')}</p>
      <LogList partnershipId={partnership.id} people={people} />
    </section>
  );
}
