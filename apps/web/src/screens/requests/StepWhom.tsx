import { useQuery } from 'urql';
import { type ContactLanguage, CompetentActorsDocument, LegalTermsDocument } from '../../gql/graphql.js';
import { languageNames } from '../../i18n/locales.js';
import { useT } from '../../i18n/messages.js';
import { Button } from '../../ui/Button.js';
import { RadioField } from '../../ui/Checks.js';
import { fieldId } from '../../ui/ErrorSummary.js';
import { Note } from '../../ui/Note.js';
import { PickField } from '../../ui/PickField.js';
import { Skeleton } from '../../ui/Skeleton.js';
import { TextField } from '../../ui/TextField.js';
import { searchableActor, shortActor } from '../board/names.js';
import { type NewRequest, type StepProps, wizardForm } from './newRequest.js';
import { Similar } from './Similar.js';

const languages = { NL: 'nl', FR: 'fr', EN: 'en', DE: 'de' } as const;
const legal = 'LEGAL:';

/** 2. From whom, and on what ground? */
export function StepWhom({ request, set, errorOf }: StepProps) {
  const t = useT();
  const [{ data, fetching }] = useQuery({ query: CompetentActorsDocument, requestPolicy: 'cache-first' });
  const actors = data?.actors.nodes ?? [];
  const suggested = actors.filter(({ policyDomain }) => policyDomain === request.policyDomain).slice(0, 5);
  // Another actor stands under other laws.
  const choose = (actorId: string | null): void => set({ actorId, basisKind: 'NONE', legalTermCode: null });
  if (!data && fetching) return <Skeleton lines={4} />;
  return (
    <>
      {suggested.length > 0 && request.policyDomain && (
        <div
          className="stack-s"
          role="group"
          aria-label={t('wizard.suggested', { domain: t(`domain.${request.policyDomain}`) })}
        >
          <p>{t('wizard.suggested', { domain: t(`domain.${request.policyDomain}`) })}</p>
          <div className="row">
            {suggested.map((actor) => (
              <Button
                key={actor.id}
                kind={actor.id === request.actorId ? 'primary' : 'normal'}
                aria-pressed={actor.id === request.actorId}
                onPress={() => choose(actor.id)}
              >
                {shortActor(actor)}
              </Button>
            ))}
          </div>
        </div>
      )}
      <div id={fieldId(wizardForm, 'actorId')}>
        <PickField
          label={t('wizard.actor')}
          placeholder={t('waiting.actorPlaceholder')}
          searchable
          options={actors.map(searchableActor)}
          value={request.actorId}
          error={errorOf('actorId')}
          onChange={choose}
        />
      </div>
      <Similar request={request} />
      <div className="form-grid">
        <TextField
          label={t('wizard.service')}
          hint={t('form.optional')}
          maxLength={200}
          value={request.service}
          onChange={(service) => set({ service })}
        />
        <TextField
          label={t('wizard.contactName')}
          hint={t('form.optional')}
          maxLength={200}
          value={request.contactName}
          onChange={(contactName) => set({ contactName })}
        />
        <div id={fieldId(wizardForm, 'contactEmail')}>
          <TextField
            label={t('wizard.contactEmail')}
            hint={t('wizard.contactEmailHint')}
            type="email"
            maxLength={254}
            value={request.contactEmail}
            error={errorOf('contactEmail')}
            onChange={(contactEmail) => set({ contactEmail })}
          />
        </div>
        <PickField
          label={t('wizard.contactLanguage')}
          options={Object.entries(languages).map(([id, code]) => ({ id, name: languageNames[code] }))}
          value={request.contactLanguage}
          onChange={(id) => id && set({ contactLanguage: id as ContactLanguage })}
        />
      </div>
      <TextField
        label={t('request.competence')}
        hint={t('wizard.competenceHint')}
        maxLength={500}
        value={request.competence}
        onChange={(competence) => set({ competence })}
      />
      {request.actorId && <Basis request={request} actorId={request.actorId} set={set} errorOf={errorOf} />}
    </>
  );
}

/** A law, an agreement, or good will: said plainly, because it decides what one can insist on. */
function Basis({ request, actorId, set, errorOf }: StepProps & { actorId: string }) {
  const t = useT();
  const [{ data }] = useQuery({
    query: LegalTermsDocument,
    variables: { actorId, kind: request.kind },
    requestPolicy: 'cache-first',
  });
  const laws = data?.legalTerms ?? [];
  const law = laws.find(({ code }) => code === request.legalTermCode);
  const value = request.basisKind === 'LEGAL' ? `${legal}${request.legalTermCode ?? ''}` : request.basisKind;
  const choose = (id: string): void =>
    set(
      id.startsWith(legal)
        ? { basisKind: 'LEGAL', legalTermCode: id.slice(legal.length) }
        : { basisKind: id as NewRequest['basisKind'], legalTermCode: null },
    );
  return (
    <>
      <div id={fieldId(wizardForm, 'legalTermCode')}>
        <RadioField
          label={t('wizard.basis')}
          options={[
            ...laws.map(({ code, name, article, days, unit }) => ({
              id: `${legal}${code}`,
              name: `${t('basis.LEGAL')}: ${name}`,
              description: [article, days && unit ? t('wizard.days', { days, unit: t(`termUnit.${unit}`) }) : '']
                .filter(Boolean)
                .join(' · '),
            })),
            { id: 'AGREED', name: t('basis.AGREED'), description: t('basisHint.AGREED') },
            { id: 'NONE', name: t('basis.NONE'), description: t('basisHint.NONE') },
          ]}
          value={value}
          error={errorOf('legalTermCode')}
          onChange={choose}
        />
      </div>
      <Note warning={Boolean(law)}>
        {law ? `${t('basis.documentsOnly')} ${t('basis.onSilence')} ${law.onSilence}` : t('basis.documentsOnly')}
      </Note>
      {request.basisKind !== 'NONE' && (
        <div id={fieldId(wizardForm, 'basisNote')}>
          <TextField
            label={t(request.basisKind === 'AGREED' ? 'wizard.agreement' : 'wizard.basisNote')}
            {...(request.basisKind === 'AGREED' ? {} : { hint: t('form.optional') })}
            maxLength={500}
            value={request.basisNote}
            error={errorOf('basisNote')}
            onChange={(basisNote) => set({ basisNote })}
          />
        </div>
      )}
    </>
  );
}
