import { type SubmitEvent, useState } from 'react';
import { useWorkspace } from '../../app/workspaceContext.js';
import { InviteMemberDocument, type MailLanguage, type PolicyDomain, type WorkspaceRole } from '../../gql/graphql.js';
import { languageNames, languages } from '../../i18n/locales.js';
import { useT } from '../../i18n/messages.js';
import { todayIso } from '../../i18n/useFormat.js';
import { change } from '../../live/direct.js';
import { useProblemText } from '../../live/useProblemText.js';
import { Button } from '../../ui/Button.js';
import { RadioField } from '../../ui/Checks.js';
import { DateField } from '../../ui/DateField.js';
import { Dialog, DialogActions } from '../../ui/Dialog.js';
import { ErrorSummary, fieldId, type FieldIssue } from '../../ui/ErrorSummary.js';
import { PickField, PickManyField } from '../../ui/PickField.js';
import { TextField } from '../../ui/TextField.js';
import type { Made } from './LinkDialog.js';
import { type ChosenOrganisation, OrganisationField } from './OrganisationField.js';
import { rolesFor } from './RoleField.js';
import { type Access, partiesOn } from './useAccess.js';
import { useDomainOptions } from './useDomainOptions.js';

const form = 'invite';

interface Props {
  access: Access;
  onClose(): void;
  onInvited(made: Made): void;
}

/** Organisation, role, end and decision in one step. */
export function InviteDialog({ access, onClose, onInvited }: Props) {
  const t = useT();
  const { partnership } = useWorkspace();
  const problemText = useProblemText();
  const domainOptions = useDomainOptions();
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const [organisation, setOrganisation] = useState<ChosenOrganisation | null>(null);
  const [role, setRole] = useState<string | null>(null);
  const [until, setUntil] = useState<string | null>(null);
  const [decidedBy, setDecidedBy] = useState('');
  const [domains, setDomains] = useState<readonly string[]>([]);
  const [language, setLanguage] = useState<MailLanguage>('NL');
  const [issues, setIssues] = useState<FieldIssue[]>([]);
  const [busy, setBusy] = useState(false);
  const possible = organisation ? rolesFor(access, organisation.kind) : [];
  const chosenRole = possible.find((one) => one === role) ?? (possible.length === 1 ? possible[0] : undefined);
  const errorOf = (field: string): string | undefined => issues.find((issue) => issue.field === field)?.message;

  const missing = (): FieldIssue[] => [
    ...(/^\S+@\S+\.\S+$/.test(email.trim()) ? [] : [{ field: 'email', message: t('officer.emailInvalid') }]),
    ...(organisation ? [] : [{ field: 'organisation', message: t('organisation.required') }]),
    ...(!organisation || chosenRole ? [] : [{ field: 'role', message: t('members.roleRequired') }]),
  ];

  const invite = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const found = missing();
    setIssues(found);
    if (found.length > 0 || !organisation || !chosenRole) return;
    setBusy(true);
    const outcome = await change(InviteMemberDocument, {
      input: {
        partnershipId: partnership.id,
        email: email.trim(),
        displayName: name.trim() || null,
        organisation: organisation.input,
        role: chosenRole,
        validUntil: until,
        decidedBy: decidedBy.trim() || null,
        policyDomains: domains as PolicyDomain[],
        language,
      },
    });
    setBusy(false);
    if (!outcome.ok)
      return setIssues([{ field: outcome.problem.field ?? 'email', message: problemText(outcome.problem) }]);
    const { link, invitation } = outcome.data.inviteMember;
    onInvited({ link: link ?? null, email: invitation.email, expiresAt: invitation.expiresAt });
  };

  return (
    <Dialog title={t('members.invite')} isOpen wide onClose={onClose}>
      <form className="form" noValidate onSubmit={(event) => void invite(event)}>
        <ErrorSummary issues={issues} formId={form} />
        <div className="form-grid">
          <div id={fieldId(form, 'email')}>
            <TextField
              label={t('officer.email')}
              type="email"
              autoComplete="off"
              value={email}
              onChange={setEmail}
              error={errorOf('email')}
              autoFocus
            />
          </div>
          <div id={fieldId(form, 'displayName')}>
            <TextField
              label={t('officer.name')}
              hint={t('form.optional')}
              autoComplete="off"
              value={name}
              onChange={setName}
              maxLength={200}
              error={errorOf('displayName')}
            />
          </div>
        </div>
        <div id={fieldId(form, 'organisation')}>
          <OrganisationField
            known={partiesOn(access, todayIso())}
            value={organisation}
            onChange={setOrganisation}
            error={errorOf('organisation')}
          />
        </div>
        {organisation && (
          <div id={fieldId(form, 'role')}>
            <RadioField
              label={t('members.roleIn', { organisation: organisation.name })}
              options={possible.map((id: WorkspaceRole) => ({
                id,
                name: t(`role.${id}`),
                description: t(`roleSentence.${id}`),
              }))}
              value={chosenRole ?? null}
              onChange={setRole}
              error={errorOf('role')}
            />
          </div>
        )}
        <div className="form-grid">
          <div id={fieldId(form, 'validUntil')}>
            <DateField
              label={t('members.lastDay')}
              hint={t('members.lastDayHint')}
              value={until}
              onChange={setUntil}
              error={errorOf('validUntil')}
            />
          </div>
          <div id={fieldId(form, 'decidedBy')}>
            <TextField
              label={t('members.decidedBy')}
              hint={t('members.decidedByHint')}
              value={decidedBy}
              onChange={setDecidedBy}
              maxLength={300}
              error={errorOf('decidedBy')}
            />
          </div>
          <div id={fieldId(form, 'policyDomains')}>
            <PickManyField
              label={t('members.domains')}
              hint={t('members.domainsHint')}
              placeholder={t('members.allDomains')}
              options={domainOptions}
              value={domains}
              onChange={setDomains}
              searchable
            />
          </div>
          <div id={fieldId(form, 'language')}>
            <PickField
              label={t('members.mailLanguage')}
              options={languages.map((code) => ({ id: code.toUpperCase(), name: languageNames[code] }))}
              value={language}
              onChange={(code) => code && setLanguage(code as MailLanguage)}
            />
          </div>
        </div>
        <DialogActions>
          <Button onPress={onClose}>{t('action.cancel')}</Button>
          <Button kind="primary" type="submit" isPending={busy}>
            {t('members.inviteButton')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
