import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Check } from 'lucide-react';
import { type SubmitEvent, useEffect, useState } from 'react';
import { useQuery } from 'urql';
import { insist } from '../../app/insist.js';
import { notices } from '../../app/notices.js';
import { useTitle } from '../../app/useTitle.js';
import { useViewer } from '../../app/viewer.js';
import { type OpenPartnership, useWorkspace } from '../../app/workspaceContext.js';
import { RequestDetailDocument, TaskDetailDocument } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { Button } from '../../ui/Button.js';
import { ErrorSummary, type FieldIssue } from '../../ui/ErrorSummary.js';
import { Skeleton } from '../../ui/Skeleton.js';
import { NoAccessPage } from '../errors/pages.js';
import {
  emptyRequest,
  fromDraft,
  type NewRequest,
  type NewRequestSearch,
  readNewRequest,
  type Step,
  type StepProps,
  steps,
  validateStep,
  wizardForm,
  writeNewRequest,
} from './newRequest.js';
import { SentPage } from './SentPage.js';
import { StepCheck } from './StepCheck.js';
import { StepNeed } from './StepNeed.js';
import { StepTerm } from './StepTerm.js';
import { StepWhom } from './StepWhom.js';
import { useSendRequest } from './useSendRequest.js';
import './requests.css';
import './request.css';

/** A new request in four steps. Each has an address, so that "back" goes a step back; what was typed stays. */
export function NewRequestPage() {
  const search: NewRequestSearch = useSearch({ strict: false });
  const { mayWrite } = useWorkspace();
  if (search.verstuurd) return <SentPage reference={search.verstuurd} />;
  if (!mayWrite) return <NoAccessPage />;
  return <Beginning search={search} />;
}

/** What the wizard begins with: what was typed before, a task, or a draft. */
function Beginning({ search }: { search: NewRequestSearch }) {
  const { partnership } = useWorkspace();
  const { organisation } = useViewer();
  const partnershipId = partnership.id;
  const [kept] = useState(() => readNewRequest(partnershipId));
  const wantsTask = search.taak !== undefined && kept.fromTask !== search.taak;
  const wantsDraft = search.concept !== undefined && kept.draft?.reference !== search.concept;
  const [task] = useQuery({
    query: TaskDetailDocument,
    variables: { partnershipId, number: search.taak ?? 0 },
    pause: !wantsTask,
  });
  const [draft] = useQuery({
    query: RequestDetailDocument,
    variables: { partnershipId, reference: search.concept ?? '' },
    pause: !wantsDraft,
    requestPolicy: 'network-only',
  });
  if ((wantsTask && task.fetching && !task.data) || (wantsDraft && draft.fetching && !draft.data))
    return <Skeleton lines={8} />;
  const asked = wantsDraft ? draft.data?.requestByReference : null;
  const from = wantsTask ? task.data?.taskByNumber : null;
  const own = ownMunicipality(partnership, organisation?.name);
  const begin: NewRequest = asked
    ? fromDraft(asked)
    : from
      ? {
          ...emptyRequest,
          title: from.title,
          text: from.description,
          municipalityIds: from.municipalities.map(({ id }) => id),
          policyDomain: from.policyDomain ?? null,
          actorId: from.waitingOnActor?.id ?? from.actors[0]?.id ?? null,
          wantedOn: from.dueOn ?? null,
          taskIds: [from.id],
          fromTask: search.taak ?? null,
        }
      : kept.title || kept.municipalityIds.length > 0
        ? kept
        : { ...kept, municipalityIds: own };
  return <Wizard begin={begin} own={own} search={search} />;
}

/** Whoever works for a member asks for that one first; others choose. */
function ownMunicipality({ members }: OpenPartnership, organisation: string | undefined): string[] {
  const own = members.find(({ municipality }) => organisation?.endsWith(municipality.name));
  return own ? [own.municipality.id] : [];
}

function Wizard({ begin, own, search }: { begin: NewRequest; own: string[]; search: NewRequestSearch }) {
  const t = useT();
  const navigate = useNavigate();
  const { partnership } = useWorkspace();
  const [request, setRequest] = useState(begin);
  const [issues, setIssues] = useState<FieldIssue[]>([]);
  // Nobody comes to a step before the ones before it are complete.
  const reached = steps.find((step) => validateStep(request, step).length > 0) ?? 4;
  const step = steps.find((known) => known === Math.min(search.stap ?? 1, reached)) ?? 1;
  const sending = useSendRequest();
  useTitle(t('request.new'));

  const keep = (next: NewRequest): void => {
    setRequest(next);
    writeNewRequest(partnership.id, next);
  };
  const set = (change: Partial<NewRequest>): void => {
    keep({ ...request, ...change });
    if (issues.length > 0) setIssues(issues.filter(({ field }) => !(field in change)));
  };
  const errorOf = (field: keyof NewRequest): string | undefined =>
    issues.find((issue) => issue.field === field)?.message;
  const goTo = (next: Step): void => {
    void navigate({ to: '.', search: (before: NewRequestSearch) => ({ ...before, stap: next }) });
  };

  const anew = (): void => {
    keep({ ...emptyRequest, municipalityIds: own });
    setIssues([]);
    void navigate({ to: '/verzoeken/nieuw', search: {}, replace: true });
  };

  // Each step begins at its heading.
  useEffect(
    () =>
      insist(() => {
        const heading = document.querySelector<HTMLElement>('#wizard-step');
        if (!heading || document.activeElement?.matches('input, textarea, [role="alert"]')) return null;
        heading.tabIndex = -1;
        return heading;
      }),
    [step],
  );

  const onward = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const found = validateStep(request, step);
    if (found.length > 0) return setIssues(found.map(({ field, message }) => ({ field, message: t(message) })));
    setIssues([]);
    if (step < 4) return goTo((step + 1) as Step);
    await finish(true);
  };

  const finish = async (send: boolean): Promise<void> => {
    const result = await sending.run(request, send, keep);
    if (!result.ok) {
      if (result.step !== step) goTo(result.step);
      return setIssues([{ field: result.field, message: result.message }]);
    }
    writeNewRequest(partnership.id, emptyRequest);
    if (send) return void navigate({ to: '/verzoeken/nieuw', search: { verstuurd: result.reference }, replace: true });
    notices.tell(t('wizard.kept', { reference: result.reference }), 'done');
    void navigate({ to: '/verzoeken/$nr', params: { nr: result.reference } });
  };

  const props: StepProps = { request, set, errorOf };
  return (
    <div className="page wizard">
      <h1>{t(request.draft ? 'wizard.titleDraft' : 'request.new', { reference: request.draft?.reference ?? '' })}</h1>
      <Progress step={step} reached={reached} goTo={goTo} />
      <form className="card form" onSubmit={(event) => void onward(event)} noValidate>
        <h2 id="wizard-step">
          <span className="muted">{t('wizard.stepOf', { step })}</span> {t(`wizard.step${String(step) as '1'}`)}
        </h2>
        <ErrorSummary issues={issues} formId={wizardForm} />
        {step === 1 && <StepNeed {...props} />}
        {step === 2 && <StepWhom {...props} />}
        {step === 3 && <StepTerm {...props} />}
        {step === 4 && <StepCheck request={request} goTo={goTo} />}
        <div className="row-between">
          <span className="row">
            {step === 1 && request.title && (
              <Button kind="quiet" onPress={anew}>
                {t('wizard.anew')}
              </Button>
            )}
            {step > 1 && <Button onPress={() => goTo((step - 1) as Step)}>{t('wizard.back')}</Button>}
            <Link to="/verzoeken" className="button button-quiet">
              {t('wizard.later')}
            </Link>
          </span>
          <span className="row">
            {step === 4 && (
              <Button isDisabled={sending.busy} onPress={() => void finish(false)}>
                {t('wizard.keepDraft')}
              </Button>
            )}
            <Button kind="primary" type="submit" isPending={sending.busy}>
              {step < 4 ? t('wizard.next') : t('wizard.send')}
            </Button>
          </span>
        </div>
        <p className="small muted">{t('wizard.textKept')}</p>
      </form>
    </div>
  );
}

/** The steps as a list of tasks: done, now, to do. */
function Progress({ step, reached, goTo }: { step: Step; reached: Step; goTo(step: Step): void }) {
  const t = useT();
  return (
    <nav aria-label={t('wizard.steps')}>
      <ol className="wizard-steps">
        {steps.map((entry) => {
          const done = entry < reached && entry !== step;
          const name = t(`wizard.step${String(entry) as '1'}`);
          return (
            <li key={entry} aria-current={entry === step ? 'step' : undefined} className="wizard-step">
              <span className="wizard-number" aria-hidden>
                {done ? <Check size={16} /> : entry}
              </span>
              {entry === step || entry > reached ? (
                <span>{name}</span>
              ) : (
                <button type="button" className="link-button" onClick={() => goTo(entry)}>
                  {name}
                </button>
              )}
              <span className="visually-hidden">{done ? t('wizard.done') : ''}</span>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
