import { useState } from 'react';
import { notices } from '../../app/notices.js';
import { ChangeMandateDocument, type PolicyDomain } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { change } from '../../live/direct.js';
import { useProblemText } from '../../live/useProblemText.js';
import { Button } from '../../ui/Button.js';
import { DateField } from '../../ui/DateField.js';
import { Dialog, DialogActions } from '../../ui/Dialog.js';
import { Note } from '../../ui/Note.js';
import { PickManyField } from '../../ui/PickField.js';
import { TextField } from '../../ui/TextField.js';
import { useDomainOptions } from './useDomainOptions.js';
import type { AccessMember } from './useAccess.js';

interface Props {
  member: AccessMember;
  onClose(): void;
  onDone(): void;
}

/** Until when, for which policy domains, and by whose decision. */
export function MandateDialog({ member: { mandate, person }, onClose, onDone }: Props) {
  const t = useT();
  const problemText = useProblemText();
  const domainOptions = useDomainOptions();
  const [until, setUntil] = useState<string | null>(mandate.validUntil ?? null);
  const [decidedBy, setDecidedBy] = useState(mandate.decidedBy ?? '');
  const [domains, setDomains] = useState<readonly string[]>(mandate.policyDomains);
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);

  const save = async (): Promise<void> => {
    setBusy(true);
    const outcome = await change(ChangeMandateDocument, {
      input: {
        id: mandate.id,
        expectedVersion: mandate.version,
        validUntil: until,
        decidedBy: decidedBy.trim() || null,
        policyDomains: domains as PolicyDomain[],
      },
    });
    setBusy(false);
    if (!outcome.ok) return setError(problemText(outcome.problem));
    notices.tell(t('members.changed', { name: person.displayName }), 'done');
    onDone();
  };

  return (
    <Dialog title={t('members.changeOf', { name: person.displayName })} isOpen onClose={onClose}>
      {error && (
        <div role="alert">
          <Note warning>{error}</Note>
        </div>
      )}
      <div className="stack-s">
        <DateField label={t('members.lastDay')} hint={t('members.lastDayHint')} value={until} onChange={setUntil} />
        {until && (
          <div>
            <Button onPress={() => setUntil(null)}>{t('members.removeEnd')}</Button>
          </div>
        )}
      </div>
      <PickManyField
        label={t('members.domains')}
        hint={t('members.domainsHint')}
        placeholder={t('members.allDomains')}
        options={domainOptions}
        value={domains}
        onChange={setDomains}
        searchable
      />
      <TextField
        label={t('members.decidedBy')}
        hint={t('members.decidedByHint')}
        value={decidedBy}
        onChange={setDecidedBy}
        maxLength={300}
      />
      <DialogActions>
        <Button onPress={onClose}>{t('action.cancel')}</Button>
        <Button kind="primary" isPending={busy} onPress={() => void save()}>
          {t('action.save')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
