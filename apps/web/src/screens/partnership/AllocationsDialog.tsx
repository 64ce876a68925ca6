import { useState } from 'react';
import { ChangeOfficerAllocationsDocument } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { mutate } from '../../live/mutate.js';
import { Button } from '../../ui/Button.js';
import { Dialog, DialogActions } from '../../ui/Dialog.js';
import { Note } from '../../ui/Note.js';
import { allocationsOf, type DayPlan, DaysFields } from './DaysFields.js';
import type { FullPartnership } from './PartnershipPage.js';
import { useOvercommitText } from './useOvercommitText.js';

interface Props {
  officer: FullPartnership['officers'][number];
  partnership: FullPartnership;
  onClose(): void;
}

export function AllocationsDialog({ officer, partnership, onClose }: Props) {
  const t = useT();
  const text = useOvercommitText();
  const [plan, setPlan] = useState<DayPlan>(() => ({
    perMunicipality: Object.fromEntries(
      officer.allocations.map(({ municipality, halfDaysPerYear }) => [municipality.id, halfDaysPerYear]),
    ),
    common: officer.commonHalfDays,
  }));
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);

  const save = async (): Promise<void> => {
    setBusy(true);
    const input = {
      officerId: officer.id,
      expectedVersion: officer.version,
      allocations: allocationsOf(plan),
      commonHalfDays: plan.common,
    };
    const outcome = await mutate(ChangeOfficerAllocationsDocument, { input });
    setBusy(false);
    if (outcome.ok) onClose();
    else setError(text(outcome.problem));
  };

  return (
    <Dialog
      title={t('officer.changeDaysOf', { name: officer.person?.displayName ?? '?' })}
      isOpen
      wide
      onClose={onClose}
    >
      {error && (
        <div role="alert">
          <Note warning>{error}</Note>
        </div>
      )}
      <DaysFields partnership={partnership} plan={plan} onChange={setPlan} />
      <DialogActions>
        <Button onPress={onClose}>{t('action.cancel')}</Button>
        <Button kind="primary" isPending={busy} onPress={() => void save()}>
          {t('action.save')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
