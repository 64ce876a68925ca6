import { useWorkspace } from '../../app/workspaceContext.js';
import type { PolicyDomain, RequestKind } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { CheckGroupField, RadioField } from '../../ui/Checks.js';
import { fieldId } from '../../ui/ErrorSummary.js';
import { PickField } from '../../ui/PickField.js';
import { TextField } from '../../ui/TextField.js';
import { domains } from '../task/choices.js';
import { type StepProps, kinds, wizardForm } from './newRequest.js';
import { Similar } from './Similar.js';

const none = 'none';

/** 1. What do you need, for whom? */
export function StepNeed({ request, set, errorOf }: StepProps) {
  const t = useT();
  const { partnership } = useWorkspace();
  return (
    <>
      <div id={fieldId(wizardForm, 'title')}>
        <TextField
          label={t('wizard.title')}
          hint={t('wizard.titleHint')}
          maxLength={200}
          value={request.title}
          error={errorOf('title')}
          onChange={(title) => set({ title })}
        />
      </div>
      <Similar request={request} />
      <div id={fieldId(wizardForm, 'text')}>
        <TextField
          label={t('wizard.text')}
          hint={`${t('wizard.textHint')} ${t('form.privacy')}`}
          multiline
          rows={6}
          maxLength={20_000}
          value={request.text}
          error={errorOf('text')}
          onChange={(text) => set({ text })}
        />
      </div>
      <RadioField
        label={t('wizard.kind')}
        options={kinds.map((id) => ({ id, name: t(`requestKind.${id}`), description: t(`requestKindHint.${id}`) }))}
        value={request.kind}
        // A term of law belongs to a kind: another kind asks for the basis again.
        onChange={(kind) => set({ kind: kind as RequestKind, basisKind: 'NONE', legalTermCode: null })}
      />
      {request.kind === 'SUPPORT' && (
        <TextField
          label={t('wizard.supportType')}
          hint={t('form.optional')}
          maxLength={200}
          value={request.supportType}
          onChange={(supportType) => set({ supportType })}
        />
      )}
      <div id={fieldId(wizardForm, 'municipalityIds')}>
        <CheckGroupField
          label={t('wizard.forWhom')}
          options={partnership.members.map(({ municipality }) => municipality)}
          value={request.municipalityIds}
          error={errorOf('municipalityIds')}
          onChange={(municipalityIds) => set({ municipalityIds })}
        />
      </div>
      <PickField
        label={t('field.policyDomain')}
        hint={t('wizard.domainHint')}
        options={[{ id: none, name: '–' }, ...domains.map((id) => ({ id, name: t(`domain.${id}`) }))]}
        value={request.policyDomain ?? none}
        onChange={(id) => set({ policyDomain: id === none ? null : (id as PolicyDomain) })}
      />
    </>
  );
}
