import { Link, useNavigate } from '@tanstack/react-router';
import { X } from 'lucide-react';
import { type SubmitEvent, useState } from 'react';
import { useClient, useQuery } from 'urql';
import { useTitle } from '../../app/useTitle.js';
import { CreatePartnershipDocument, LegalFormsDocument, PartnershipsDocument } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { mutate } from '../../live/mutate.js';
import { useProblemText } from '../../live/useProblemText.js';
import { Button, IconButton } from '../../ui/Button.js';
import { ErrorBlock } from '../../ui/ErrorBlock.js';
import { ErrorSummary, fieldId, type FieldIssue } from '../../ui/ErrorSummary.js';
import { PickField } from '../../ui/PickField.js';
import { Skeleton } from '../../ui/Skeleton.js';
import { TextField } from '../../ui/TextField.js';
import { PlainPage } from '../errors/PlainPage.js';
import { LegalFormChoice } from './LegalFormChoice.js';
import { type Match, MunicipalityPicker } from './MunicipalityPicker.js';
import { formerText } from './formerText.js';
import { useFormat } from '../../i18n/useFormat.js';
import './partnership.css';

const form = 'new-partnership';

export function NewPartnershipPage() {
  const t = useT();
  useTitle(t('partnership.create'));
  const [{ data, error, fetching }, again] = useQuery({ query: LegalFormsDocument });
  return (
    <PlainPage>
      <div className="page stack measure">
        <p className="no-print">
          <Link to="/samenwerking">{t('partnership.back')}</Link>
        </p>
        <h1>{t('partnership.create')}</h1>
        {data ? (
          <NewPartnershipForm forms={data.legalForms} />
        ) : error && !fetching ? (
          <ErrorBlock
            title={t('partnership.formsFailed')}
            error={error}
            onRetry={() => again({ requestPolicy: 'network-only' })}
          />
        ) : (
          <Skeleton lines={6} />
        )}
      </div>
    </PlainPage>
  );
}

function NewPartnershipForm({ forms }: { forms: Parameters<typeof LegalFormChoice>[0]['forms'] }) {
  const t = useT();
  const format = useFormat();
  const navigate = useNavigate();
  const client = useClient();
  const problemText = useProblemText();
  const [name, setName] = useState('');
  const [legalForm, setLegalForm] = useState<string | null>(null);
  const [members, setMembers] = useState<Match[]>([]);
  const [managing, setManaging] = useState<string | null>(null);
  const [issues, setIssues] = useState<FieldIssue[]>([]);
  const [busy, setBusy] = useState(false);
  const errorOf = (field: string): string | undefined => issues.find((issue) => issue.field === field)?.message;

  const save = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const found: FieldIssue[] = [];
    if (!name.trim()) found.push({ field: 'name', message: t('partnership.nameRequired') });
    if (!legalForm) found.push({ field: 'legalFormCode', message: t('partnership.formRequired') });
    if (members.length < 2) found.push({ field: 'memberMunicipalityIds', message: t('partnership.twoMembers') });
    if (!managing) found.push({ field: 'managingMunicipalityId', message: t('partnership.managingRequired') });
    setIssues(found);
    if (found.length > 0 || !legalForm || !managing) return;
    setBusy(true);
    const outcome = await mutate(CreatePartnershipDocument, {
      input: {
        name: name.trim(),
        legalFormCode: legalForm,
        managingMunicipalityId: managing,
        memberMunicipalityIds: members.map(({ municipality }) => municipality.id),
      },
    });
    if (!outcome.ok) {
      setBusy(false);
      return setIssues([{ field: outcome.problem.field ?? 'name', message: problemText(outcome.problem) }]);
    }
    await client.query(PartnershipsDocument, {}, { requestPolicy: 'network-only' });
    await navigate({ to: '/samenwerking/$id', params: { id: outcome.data.createPartnership.partnership.id } });
  };

  const remove = (id: string): void => {
    setMembers(members.filter(({ municipality }) => municipality.id !== id));
    if (managing === id) setManaging(null);
  };

  return (
    <form className="form" noValidate onSubmit={(event) => void save(event)}>
      <ErrorSummary issues={issues} formId={form} />
      <div id={fieldId(form, 'name')}>
        <TextField
          label={t('partnership.name')}
          value={name}
          onChange={setName}
          error={errorOf('name')}
          maxLength={200}
        />
      </div>
      <div id={fieldId(form, 'legalFormCode')}>
        <LegalFormChoice forms={forms} value={legalForm} onChange={setLegalForm} error={errorOf('legalFormCode')} />
      </div>
      <div id={fieldId(form, 'memberMunicipalityIds')} className="stack-s">
        <MunicipalityPicker
          label={t('partnership.members')}
          hint={t('partnership.membersHint')}
          taken={members.map(({ municipality }) => municipality.id)}
          onChoose={(match) => setMembers([...members, match])}
          error={errorOf('memberMunicipalityIds')}
        />
        <ul className="stack-s">
          {members.map((match) => (
            <li key={match.municipality.id} className="chosen">
              <span>
                {match.municipality.name}
                {match.former && (
                  <span className="field-hint pick-description">{formerText(match, t, format.longDate)}</span>
                )}
              </span>
              <IconButton
                label={t('municipality.remove', { name: match.municipality.name })}
                icon={<X size={16} aria-hidden />}
                onPress={() => remove(match.municipality.id)}
              />
            </li>
          ))}
        </ul>
      </div>
      <div id={fieldId(form, 'managingMunicipalityId')}>
        <PickField
          label={t('partnership.managing')}
          hint={t('partnership.managingHint')}
          options={members.map(({ municipality }) => municipality)}
          value={managing}
          onChange={setManaging}
          isDisabled={members.length === 0}
          error={errorOf('managingMunicipalityId')}
        />
      </div>
      <div>
        <Button kind="primary" type="submit" isPending={busy}>
          {t('partnership.create')}
        </Button>
      </div>
    </form>
  );
}
