import { type SubmitEvent, useState } from 'react';
import { AppointOfficerDocument } from '../../gql/graphql.js';
import { todayIso } from '../../i18n/useFormat.js';
import { useT } from '../../i18n/messages.js';
import { mutate } from '../../live/mutate.js';
import { Button } from '../../ui/Button.js';
import { DateField } from '../../ui/DateField.js';
import { Dialog, DialogActions } from '../../ui/Dialog.js';
import { ErrorSummary, fieldId, type FieldIssue } from '../../ui/ErrorSummary.js';
import { NumberField } from '../../ui/NumberField.js';
import { PickField } from '../../ui/PickField.js';
import { TextField } from '../../ui/TextField.js';
import { allocationsOf, type DayPlan, DaysFields } from './DaysFields.js';
import type { FullPartnership } from './PartnershipPage.js';
import { useOvercommitText } from './useOvercommitText.js';

const form = 'appoint';

export function AppointDialog({ partnership, onClose }: { partnership: FullPartnership; onClose(): void }) {
  const t = useT();
  const text = useOvercommitText();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [employer, setEmployer] = useState<string | null>(partnership.managingMunicipality?.id ?? null);
  const [fte, setFte] = useState(1);
  const [from, setFrom] = useState<string | null>(todayIso());
  const [plan, setPlan] = useState<DayPlan>({ perMunicipality: {}, common: 0 });
  const [issues, setIssues] = useState<FieldIssue[]>([]);
  const [busy, setBusy] = useState(false);
  const errorOf = (field: string): string | undefined => issues.find((issue) => issue.field === field)?.message;

  const save = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const found: FieldIssue[] = [];
    if (!name.trim()) found.push({ field: 'personName', message: t('officer.nameRequired') });
    if (email && !/^\S+@\S+\.\S+$/.test(email))
      found.push({ field: 'personEmail', message: t('officer.emailInvalid') });
    if (!employer) found.push({ field: 'employerId', message: t('officer.employerRequired') });
    if (!from) found.push({ field: 'validFrom', message: t('form.dateInvalid') });
    setIssues(found);
    if (found.length > 0 || !employer || !from) return;
    setBusy(true);
    const outcome = await mutate(AppointOfficerDocument, {
      input: {
        partnershipId: partnership.id,
        personName: name.trim(),
        personEmail: email || null,
        employerId: employer,
        fteHundredths: Math.round(fte * 100),
        validFrom: from,
        allocations: allocationsOf(plan),
        commonHalfDays: plan.common,
      },
    });
    setBusy(false);
    if (outcome.ok) onClose();
    else setIssues([{ field: outcome.problem.field ?? 'fteHundredths', message: text(outcome.problem) }]);
  };

  return (
    <Dialog title={t('officer.appoint')} isOpen wide onClose={onClose}>
      <form className="form" noValidate onSubmit={(event) => void save(event)}>
        <ErrorSummary issues={issues} formId={form} />
        <div className="form-grid">
          <div id={fieldId(form, 'personName')}>
            <TextField
              label={t('officer.name')}
              value={name}
              onChange={setName}
              error={errorOf('personName')}
              autoFocus
            />
          </div>
          <div id={fieldId(form, 'personEmail')}>
            <TextField
              label={t('officer.email')}
              hint={t('form.optional')}
              type="email"
              value={email}
              onChange={setEmail}
              error={errorOf('personEmail')}
            />
          </div>
          <div id={fieldId(form, 'employerId')}>
            <PickField
              label={t('officer.employerLabel')}
              options={partnership.members.map(({ municipality }) => municipality)}
              value={employer}
              onChange={setEmployer}
              error={errorOf('employerId')}
            />
          </div>
          <div id={fieldId(form, 'fteHundredths')}>
            <NumberField
              label={t('officer.fteLabel')}
              hint={t('officer.fteHint')}
              value={fte}
              min={0.05}
              max={1}
              step={0.05}
              onChange={setFte}
              error={errorOf('fteHundredths')}
            />
          </div>
          <div id={fieldId(form, 'validFrom')}>
            <DateField label={t('officer.from')} value={from} onChange={setFrom} error={errorOf('validFrom')} />
          </div>
        </div>
        <DaysFields partnership={partnership} plan={plan} onChange={setPlan} />
        <DialogActions>
          <Button onPress={onClose}>{t('action.cancel')}</Button>
          <Button kind="primary" type="submit" isPending={busy}>
            {t('officer.appoint')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
