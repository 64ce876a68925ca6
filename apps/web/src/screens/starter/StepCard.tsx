import { Link } from '@tanstack/react-router';
import { Check, ExternalLink, SkipForward } from 'lucide-react';
import { useState } from 'react';
import { useWorkspace } from '../../app/workspaceContext.js';
import { UnskipStarterStepDocument } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { useFormat } from '../../i18n/useFormat.js';
import { mutate } from '../../live/mutate.js';
import { useProblemText } from '../../live/useProblemText.js';
import { Button } from '../../ui/Button.js';
import { CheckField } from '../../ui/Checks.js';
import { Pill } from '../../ui/Pill.js';
import type { Step } from './path.js';

interface Props {
  step: Step;
  ticked: boolean;
  onTick(on: boolean): void;
  onSkip(): void;
}

/** One step: what, by when, why, after whom, and what became of it. Its texts are Dutch, whatever the language of the page. */
export function StepCard({ step, ticked, onTick, onSkip }: Props) {
  const t = useT();
  const format = useFormat();
  const { mayWrite } = useWorkspace();
  const open = step.state === 'PROPOSED';
  return (
    <li className={`card path-step path-${step.state.toLowerCase()}`} data-step={step.code}>
      <div className="path-head">
        {open && mayWrite ? (
          <CheckField isSelected={ticked} onChange={onTick}>
            <strong lang="nl">{step.title}</strong>
          </CheckField>
        ) : (
          <h3 className="path-title" lang="nl">
            {step.title}
          </h3>
        )}
        <span className="path-day number">{format.day(step.proposedOn)}</span>
      </div>
      <div className="path-body">
        {open && <p lang="nl">{step.description}</p>}
        <p>
          <span className="path-word">{t('starter.why')}</span> <span lang="nl">{step.reason}</span>
        </p>
        <SourceLine step={step} />
        {open && step.checklist.length > 0 && <StepsOfTask steps={step.checklist} />}
        <Outcome step={step} />
        {open && mayWrite && (
          <div>
            <Button kind="quiet" icon={<SkipForward size={16} aria-hidden />} onPress={onSkip}>
              {t('starter.skip')}
              <span className="visually-hidden" lang="nl">
                : {step.title}
              </span>
            </Button>
          </div>
        )}
      </div>
    </li>
  );
}

function SourceLine({ step: { source, sourceUrl, certainty } }: { step: Step }) {
  const t = useT();
  return (
    <p className="small muted">
      {t('source.label')}{' '}
      {sourceUrl ? (
        <a href={sourceUrl} rel="noreferrer" target="_blank" lang="nl">
          {source}
          <ExternalLink size={16} aria-hidden className="path-out" />
          <span className="visually-hidden">{t('starter.newWindow')}</span>
        </a>
      ) : (
        <span lang="nl">{source}</span>
      )}{' '}
      · {t(`verification.${certainty}`)}
    </p>
  );
}

function StepsOfTask({ steps }: { steps: readonly string[] }) {
  const t = useT();
  return (
    <details className="path-details">
      <summary>{t('starter.inTask', { count: steps.length })}</summary>
      <ul className="facts" lang="nl">
        {steps.map((label) => (
          <li key={label}>{label}</li>
        ))}
      </ul>
    </details>
  );
}

/** Which task it became, or why it is skipped; who decided so, and when. */
function Outcome({ step }: { step: Step }) {
  const t = useT();
  const format = useFormat();
  const problemText = useProblemText();
  const { partnership, mayWrite } = useWorkspace();
  const [error, setError] = useState<string>();
  if (step.state === 'PROPOSED' || !step.decidedAt) return null;
  const when = { name: step.decidedBy?.displayName ?? '–', when: format.moment(step.decidedAt) };
  if (step.state === 'TAKEN')
    return (
      <div className="row path-outcome">
        <Pill tone="done" icon={<Check size={16} aria-hidden />}>
          {t('starter.state.TAKEN')}
        </Pill>
        {step.task && (
          <Link to="/taken/$nr" params={{ nr: String(step.task.number) }} className="inline-target">
            {step.task.reference} · {t(step.task.archived ? 'starter.putAway' : `status.${step.task.status}`)}
          </Link>
        )}
        <span className="small muted">{t('starter.by', when)}</span>
      </div>
    );
  const unskip = async (): Promise<void> => {
    const outcome = await mutate(UnskipStarterStepDocument, {
      input: { partnershipId: partnership.id, code: step.code },
    });
    setError(outcome.ok || outcome.waited ? undefined : problemText(outcome.problem));
  };
  return (
    <div className="stack-s">
      <div className="row path-outcome">
        <Pill tone="plain" icon={<SkipForward size={16} aria-hidden />}>
          {t('starter.state.SKIPPED')}
        </Pill>
        <span className="small muted">{t('starter.by', when)}</span>
      </div>
      <p dir="auto">{t('starter.because', { reason: step.skipReason })}</p>
      {mayWrite && (
        <div>
          <Button kind="quiet" onPress={() => void unskip()}>
            {t('starter.unskip')}
            <span className="visually-hidden" lang="nl">
              : {step.title}
            </span>
          </Button>
        </div>
      )}
      <p className="field-error" role="alert">
        {error}
      </p>
    </div>
  );
}
