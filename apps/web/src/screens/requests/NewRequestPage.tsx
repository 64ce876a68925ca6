import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Check } from 'lucide-react';
import { type SubmitEvent, useEffect, useRef, useState } from 'react';
import { useQuery } from 'urql';
import { insist } from '../../app/insist.js';
import { notices } from '../../app/notices.js';
import { useTitle } from '../../app/useTitle.js';
import { useViewer } from '../../app/viewer.js';
import { type OpenPartnership, useWorkspace } from '../../app/workspaceContext.js';
import { RequestDetailDocument, TaskDetailDocument } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { useStore } from '../../live/store.js';
import { sendFiles, uploads } from '../../live/uploads.js';
import { Button } from '../../ui/Button.js';
import { ErrorSummary, type FieldIssue } from '../../ui/ErrorSummary.js';
import { Skeleton } from '../../ui/Skeleton.js';
import { NoAccessPage } from '../errors/pages.js';
import { useChosenFiles } from '../task/useChosenFiles.js';
import {
  type Draft,
  emptyRequest,
  fromDraft,
  lastStep,
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
import { StepFiles } from './StepFiles.js';
import { StepNeed } from './StepNeed.js';
import { StepTerm } from './StepTerm.js';
import { StepWhom } from './StepWhom.js';
import { useSendRequest } from './useSendRequest.js';
import './requests.css';
import './request.css';

/** A new request in five steps. Each has an address, so that "back" goes a step back; what was typed stays. */
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
  const reached = steps.find((step) => validateStep(request, step).length > 0) ?? lastStep;
  const step = steps.find((known) => known === Math.min(search.stap ?? 1, reached)) ?? 1;
  const latest = useRef(begin);
  const keep = (next: NewRequest): void => {
    latest.current = next;
    setRequest(next);
    writeNewRequest(partnership.id, next);
  };
  // What was typed while the server was asked stays.
  const remember = (draft: Draft): void => keep({ ...latest.current, draft });
  const sending = useSendRequest(remember);
  const chosen = useChosenFiles(`new-request.${partnership.id}.${begin.draft?.reference ?? begin.fromTask ?? ''}`);
  const waiting = useRef(chosen);
  useEffect(() => {
    waiting.current = chosen;
  });
  // What is said about files holds as long as one of them is not there.
  const underway = useStore(uploads).some(({ ownerId }) => ownerId === request.draft?.id);
  const shown = underway || chosen.files.length > 0 ? issues : issues.filter(({ field }) => field !== 'files');
  useTitle(t('request.new'));
  const set = (change: Partial<NewRequest>): void => {
    keep({ ...latest.current, ...change });
    if (issues.length > 0) setIssues(issues.filter(({ field }) => !(field in change)));
  };
  const errorOf = (field: keyof NewRequest): string | undefined =>
    issues.find((issue) => issue.field === field)?.message;
  const goTo = (next: Step): void => {
    void navigate({ to: '.', search: (before: NewRequestSearch) => ({ ...before, stap: next }) });
  };

  const anew = (): void => {
    keep({ ...emptyRequest, municipalityIds: own });
    chosen.take();
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
    if (step < lastStep) return goTo((step + 1) as Step);
    await finish(true);
  };

  const stop = ({ step: at, field, message }: { step: Step; field: string; message: string }): void => {
    if (at !== step) goTo(at);
    setIssues([{ field, message }]);
  };
  const stopAtFiles = (message: string): void => stop({ step: 4, field: 'files', message });

  /** Files hang on the draft: the first one makes it. Those that have to wait for it go when it is kept. */
  const addFiles = async (files: readonly File[]): Promise<void> => {
    if (files.length === 0) return;
    setIssues([]);
    chosen.add(files);
    const result = await sending.draftOf(latest.current);
    if (result.ok) sendFiles(result.draft.id, waiting.current.take());
    else stopAtFiles(t('wizard.filesWait', { reason: result.message }));
  };

  const finish = async (send: boolean): Promise<void> => {
    if (chosen.lost) return stopAtFiles(t('attachment.lost', { name: chosen.lost.name }));
    const written = await sending.write(latest.current);
    if (!written.ok) return stop(written);
    const { id, reference } = written.draft;
    sendFiles(id, chosen.take());
    if (send) {
      const underway = uploads.get().filter(({ ownerId }) => ownerId === id);
      const failed = underway.find(({ state }) => state === 'failed');
      if (failed) return stopAtFiles(t('wizard.fileFailed', { name: failed.name }));
      if (underway.length > 0) return stopAtFiles(t('answer.filesUnderway'));
      const sent = await sending.dispatch(written.draft);
      if (!sent.ok) return stop(sent);
    }
    writeNewRequest(partnership.id, emptyRequest);
    if (send) return void navigate({ to: '/verzoeken/nieuw', search: { verstuurd: reference }, replace: true });
    notices.tell(t('wizard.kept', { reference }), 'done');
    void navigate({ to: '/verzoeken/$nr', params: { nr: reference } });
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
        <ErrorSummary issues={shown} formId={wizardForm} />
        {step === 1 && <StepNeed {...props} />}
        {step === 2 && <StepWhom {...props} />}
        {step === 3 && <StepTerm {...props} />}
        {step === 4 && (
          <StepFiles
            draft={request.draft}
            chosen={chosen}
            error={shown.find(({ field }) => field === 'files')?.message}
            onAdd={(files) => void addFiles(files)}
          />
        )}
        {step === lastStep && <StepCheck request={request} chosen={chosen.files} goTo={goTo} />}
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
            {step === lastStep && (
              <Button isDisabled={sending.busy} onPress={() => void finish(false)}>
                {t('wizard.keepDraft')}
              </Button>
            )}
            <Button kind="primary" type="submit" isPending={sending.busy}>
              {step < lastStep ? t('wizard.next') : t('wizard.send')}
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
