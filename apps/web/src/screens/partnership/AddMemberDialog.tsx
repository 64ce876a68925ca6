import { useState } from 'react';
import { notices } from '../../app/notices.js';
import { AddPartnershipMemberDocument, type MemberRole } from '../../gql/graphql.js';
import { todayIso, useFormat } from '../../i18n/useFormat.js';
import { useT } from '../../i18n/messages.js';
import { mutate } from '../../live/mutate.js';
import { useProblemText } from '../../live/useProblemText.js';
import { Button } from '../../ui/Button.js';
import { DateField } from '../../ui/DateField.js';
import { Dialog, DialogActions } from '../../ui/Dialog.js';
import { Note } from '../../ui/Note.js';
import { PickField } from '../../ui/PickField.js';
import { formerText } from './formerText.js';
import type { Match } from './MunicipalityPicker.js';
import type { FullPartnership } from './PartnershipPage.js';

const roles = ['PARTICIPANT', 'FOUNDER', 'OBSERVER'] as const satisfies readonly MemberRole[];

export function AddMemberDialog({
  partnership,
  match,
  onClose,
}: {
  partnership: FullPartnership;
  match: Match;
  onClose(): void;
}) {
  const t = useT();
  const format = useFormat();
  const problemText = useProblemText();
  const [from, setFrom] = useState<string | null>(todayIso());
  const [role, setRole] = useState<MemberRole>('PARTICIPANT');
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);

  const save = async (): Promise<void> => {
    if (!from) return setError(t('form.dateInvalid'));
    setBusy(true);
    const outcome = await mutate(AddPartnershipMemberDocument, {
      input: {
        partnershipId: partnership.id,
        expectedVersion: partnership.version,
        municipalityId: match.municipality.id,
        role,
        validFrom: from,
      },
    });
    setBusy(false);
    if (!outcome.ok) return setError(problemText(outcome.problem));
    notices.tell(t('municipality.added', { name: match.municipality.name }), 'done');
    onClose();
  };

  return (
    <Dialog title={t('municipality.addOne', { name: match.municipality.name })} isOpen onClose={onClose}>
      {match.former && <Note>{formerText(match, t, format.longDate)}</Note>}
      <DateField label={t('municipality.from')} value={from} onChange={setFrom} error={error} />
      <PickField
        label={t('municipality.role')}
        options={roles.map((id) => ({ id, name: t(`memberRole.${id}`) }))}
        value={role}
        onChange={(value) => value && setRole(value as MemberRole)}
      />
      <DialogActions>
        <Button onPress={onClose}>{t('action.cancel')}</Button>
        <Button kind="primary" isPending={busy} onPress={() => void save()}>
          {t('municipality.addButton')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
