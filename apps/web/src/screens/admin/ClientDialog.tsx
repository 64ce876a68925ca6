import { type SubmitEvent, useState } from 'react';
import { notices } from '../../app/notices.js';
import { useWorkspace } from '../../app/workspaceContext.js';
import {
  ChangeServiceClientDocument,
  type ConnectedSystemFragment,
  CreateServiceClientDocument,
  type ServiceClientsQuery,
} from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { addDays, todayIso } from '../../i18n/useFormat.js';
import { change } from '../../live/direct.js';
import type { Problem } from '../../live/problem.js';
import { useProblemText } from '../../live/useProblemText.js';
import { Button } from '../../ui/Button.js';
import { CheckGroupField } from '../../ui/Checks.js';
import { DateField } from '../../ui/DateField.js';
import { Dialog, DialogActions } from '../../ui/Dialog.js';
import { ErrorSummary, fieldId, type FieldIssue } from '../../ui/ErrorSummary.js';
import { PickField } from '../../ui/PickField.js';
import { TextField } from '../../ui/TextField.js';
import { type KeyChoice, KeyField, noKeys } from './KeyField.js';
import type { Issued } from './SecretDialog.js';
import { useScopeText } from './useScopeText.js';

const form = 'client';
/** Always granted, so not a choice. */
const reading = 'read';

interface Props {
  /** Null for a new one. */
  client: ConnectedSystemFragment | null;
  parties: readonly { id: string; name: string }[];
  scopes: ServiceClientsQuery['serviceClientScopes'];
  onClose(): void;
  onDone(issued?: Issued): void;
}

/** Connects a system, or changes what it may. */
export function ClientDialog({ client, parties, scopes, onClose, onDone }: Props) {
  const t = useT();
  const { partnership } = useWorkspace();
  const problemText = useProblemText();
  const scopeText = useScopeText();
  const [name, setName] = useState(client?.name ?? '');
  const [organisationId, setOrganisationId] = useState<string | null>(client?.organisation.id ?? null);
  const [chosen, setChosen] = useState<readonly string[]>(client?.scopes.filter((scope) => scope !== reading) ?? []);
  const [expiresOn, setExpiresOn] = useState<string | null>(client?.expiresOn ?? addDays(todayIso(), 365));
  const [keys, setKeys] = useState<KeyChoice>(noKeys);
  const [issues, setIssues] = useState<FieldIssue[]>([]);
  const [busy, setBusy] = useState(false);
  const errorOf = (field: string): string | undefined => issues.find((issue) => issue.field === field)?.message;

  const save = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const found: FieldIssue[] = [
      ...(name.trim() ? [] : [{ field: 'name', message: t('clients.nameRequired') }]),
      ...(organisationId ? [] : [{ field: 'organisationId', message: t('organisation.required') }]),
      ...(expiresOn ? [] : [{ field: 'expiresOn', message: t('form.dateInvalid') }]),
      ...(keys.own && !keys.text.trim() ? [{ field: 'publicKeys', message: t('clients.keysRequired') }] : []),
    ];
    setIssues(found);
    if (found.length > 0 || !organisationId || !expiresOn) return;
    setBusy(true);
    const problem = await (client ? alter(client, expiresOn) : create(organisationId, expiresOn));
    setBusy(false);
    if (problem) setIssues([{ field: problem.field ?? 'name', message: problemText(problem) }]);
  };

  const create = async (organisation: string, until: string): Promise<Problem | null> => {
    const outcome = await change(CreateServiceClientDocument, {
      input: {
        partnershipId: partnership.id,
        name: name.trim(),
        organisationId: organisation,
        scopes: [reading, ...chosen],
        expiresOn: until,
        publicKeys: keys.own ? keys.text : null,
      },
    });
    if (!outcome.ok) return outcome.problem;
    const { client: made, secret } = outcome.data.createServiceClient;
    onDone({ name: made.name, clientId: made.clientId, secret: secret ?? null });
    return null;
  };
  const alter = async ({ id, version }: ConnectedSystemFragment, until: string): Promise<Problem | null> => {
    const outcome = await change(ChangeServiceClientDocument, {
      input: { id, expectedVersion: version, name: name.trim(), scopes: [reading, ...chosen], expiresOn: until },
    });
    if (!outcome.ok) return outcome.problem;
    notices.tell(t('clients.changed', { name: name.trim() }), 'done');
    onDone();
    return null;
  };

  return (
    <Dialog
      title={client ? t('clients.changeOf', { name: client.name }) : t('clients.create')}
      isOpen
      wide
      onClose={onClose}
    >
      <form className="form" noValidate onSubmit={(event) => void save(event)}>
        <ErrorSummary issues={issues} formId={form} />
        <div id={fieldId(form, 'name')}>
          <TextField
            label={t('clients.name')}
            hint={t('clients.nameHint')}
            value={name}
            onChange={setName}
            maxLength={80}
            error={errorOf('name')}
            autoFocus
          />
        </div>
        {!client && (
          <div id={fieldId(form, 'organisationId')}>
            <PickField
              label={t('clients.forWhom')}
              placeholder={t('organisation.choose')}
              options={parties.map(({ id, name: party }) => ({ id, name: party }))}
              value={organisationId}
              onChange={setOrganisationId}
              error={errorOf('organisationId')}
              searchable
            />
          </div>
        )}
        <div id={fieldId(form, 'scopes')}>
          <CheckGroupField
            label={t('clients.scopes')}
            hint={t('clients.scopesHint')}
            options={scopes
              .filter(({ scope }) => scope !== reading)
              .map(({ scope, description }) => ({ id: scope, name: scopeText(scope, description) }))}
            value={chosen}
            onChange={setChosen}
            error={errorOf('scopes')}
          />
        </div>
        <div id={fieldId(form, 'expiresOn')}>
          <DateField
            label={t('members.lastDay')}
            hint={t('clients.lastDayHint')}
            value={expiresOn}
            onChange={setExpiresOn}
            error={errorOf('expiresOn')}
          />
        </div>
        {!client && (
          <div id={fieldId(form, 'publicKeys')}>
            <KeyField value={keys} onChange={setKeys} error={errorOf('publicKeys')} />
          </div>
        )}
        <DialogActions>
          <Button onPress={onClose}>{t('action.cancel')}</Button>
          <Button kind="primary" type="submit" isPending={busy}>
            {t(client ? 'action.save' : 'clients.createButton')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
