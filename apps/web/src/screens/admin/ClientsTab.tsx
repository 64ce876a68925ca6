import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useWorkspace } from '../../app/workspaceContext.js';
import { ServiceClientsDocument } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { todayIso } from '../../i18n/useFormat.js';
import { useLiveQuery } from '../../live/useLiveQuery.js';
import { Button } from '../../ui/Button.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { ErrorBlock } from '../../ui/ErrorBlock.js';
import { Skeleton } from '../../ui/Skeleton.js';
import { type Asked, ClientCard } from './ClientCard.js';
import { ClientDialog } from './ClientDialog.js';
import { RevokeClientDialog, RemoveKeyDialog } from './ClientEnds.js';
import { RotateDialog } from './RotateDialog.js';
import { type Issued, SecretDialog } from './SecretDialog.js';
import { partiesOn } from './useAccess.js';

/** Systems that work here with a key of their own. */
export function ClientsTab() {
  const t = useT();
  const { partnership, mayManage } = useWorkspace();
  const [{ data, error, fetching }, reload] = useLiveQuery(
    { query: ServiceClientsDocument, variables: { partnershipId: partnership.id } },
    ({ type }) => type.startsWith('SERVICE_CLIENT_'),
  );
  const [creating, setCreating] = useState(false);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [issued, setIssued] = useState<Issued | null>(null);

  if (!data)
    return error && !fetching ? (
      <ErrorBlock title={t('clients.failed')} error={error} onRetry={() => reload()} />
    ) : (
      <Skeleton lines={6} />
    );
  const clients = data.serviceClients;
  const parties = data.partnershipAccess ? partiesOn(data.partnershipAccess, todayIso()) : [];
  const close = (): void => {
    setCreating(false);
    setAsked(null);
  };
  const done = (secret?: Issued): void => {
    close();
    if (secret) setIssued(secret);
    reload();
  };
  const create = mayManage && (
    <Button kind="primary" icon={<Plus size={20} aria-hidden />} onPress={() => setCreating(true)}>
      {t('clients.create')}
    </Button>
  );
  const common = { scopes: data.serviceClientScopes, onClose: close, onDone: done };
  return (
    <section className="stack" aria-labelledby="clients-heading">
      <div className="row-between">
        <h2 id="clients-heading">{t('admin.clients')}</h2>
        {clients.length > 0 && create}
      </div>
      <p className="measure">{t('clients.intro')}</p>
      {clients.length === 0 ? (
        <EmptyState action={create}>{t('clients.empty')}</EmptyState>
      ) : (
        <ul className="client-grid">
          {clients.map((client) => (
            <ClientCard key={client.id} client={client} mayManage={mayManage} onAsk={setAsked} />
          ))}
        </ul>
      )}
      {creating && <ClientDialog client={null} parties={parties} {...common} />}
      {asked?.what === 'change' && <ClientDialog client={asked.client} parties={parties} {...common} />}
      {asked?.what === 'rotate' && <RotateDialog client={asked.client} onClose={close} onDone={done} />}
      {asked?.what === 'revoke' && <RevokeClientDialog client={asked.client} onClose={close} onDone={() => done()} />}
      {asked?.what === 'remove-key' && (
        <RemoveKeyDialog client={asked.client} clientKey={asked.clientKey} onClose={close} onDone={() => done()} />
      )}
      {issued && <SecretDialog issued={issued} onClose={() => setIssued(null)} />}
    </section>
  );
}
