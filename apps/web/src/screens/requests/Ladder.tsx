import { Check, ChevronRight, Circle, CircleDashed, FileJson, FileText, TrendingUp } from 'lucide-react';
import { useState } from 'react';
import { Button as PlainButton, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { useIsPhone } from '../../app/useIsPhone.js';
import { useWorkspace } from '../../app/workspaceContext.js';
import {
  ConfirmEscalationDocument,
  DecideEscalationDocument,
  type LadderLineFragment,
  ProposeEscalationDocument,
} from '../../gql/graphql.js';
import { dayOf, useFormat } from '../../i18n/useFormat.js';
import { useT } from '../../i18n/messages.js';
import { mutate } from '../../live/mutate.js';
import { Button } from '../../ui/Button.js';
import { DeedDialog } from './DeedDialog.js';
import type { Deed, DeedResult, FullRequest } from './useDeed.js';
import { WhoReads } from './WhoReads.js';

type Escalation = FullRequest['escalations'][number];
type Asking = { what: 'propose' } | { what: 'approve' | 'refuse' | 'confirm'; step: Escalation };

interface Props {
  request: FullRequest;
  run(deed: Deed): Promise<DeedResult>;
}

const isOpen = ({ state }: Escalation): boolean => state === 'PROPOSED' || state === 'APPROVED';

/** Where one can still turn, and what has to happen first. The clock only proposes; people decide and confirm. */
export function Ladder({ request, run }: Props) {
  const t = useT();
  const isPhone = useIsPhone();
  const steps = (
    <>
      <LadderSteps request={request} run={run} />
      <File request={request} />
    </>
  );
  if (!isPhone)
    return (
      <section className="card stack" aria-labelledby="request-ladder">
        <h2 id="request-ladder">{t('ladder.title')}</h2>
        {steps}
      </section>
    );
  // On a phone it folds away under the term.
  return (
    <Disclosure className="card disclosure" defaultExpanded={request.proposedLevel != null}>
      <Heading level={2} className="disclosure-title">
        <PlainButton slot="trigger" className="disclosure-button">
          <ChevronRight size={16} aria-hidden />
          {t('ladder.at', { level: request.level })}
        </PlainButton>
      </Heading>
      <DisclosurePanel>
        <div className="stack">{steps}</div>
      </DisclosurePanel>
    </Disclosure>
  );
}

function LadderSteps({ request, run }: Props) {
  const t = useT();
  const { mayWrite } = useWorkspace();
  const [asking, setAsking] = useState<Asking | null>(null);
  const open = request.escalations.find(isOpen);
  const next = request.ladder.find(({ level }) => level > request.level);
  return (
    <>
      <ol className="ladder">
        {request.ladder.map((step) => (
          <Step
            key={step.level}
            step={step}
            request={request}
            isNext={step.level === next?.level}
            proposed={open?.level === step.level ? open : undefined}
          >
            {open?.level === step.level && <Decide step={open} mayWrite={mayWrite} ask={setAsking} />}
            {!open && step.level === next?.level && request.viewerDeeds.includes('PROPOSE_ESCALATION') && (
              <Button icon={<TrendingUp size={20} aria-hidden />} onPress={() => setAsking({ what: 'propose' })}>
                {t('ladder.propose')}
              </Button>
            )}
          </Step>
        ))}
      </ol>
      <p className="small muted">{t('ladder.nothingByItself')}</p>
      {asking && <Ask asking={asking} request={request} next={next} run={run} onClose={() => setAsking(null)} />}
    </>
  );
}

interface StepProps {
  step: LadderLineFragment;
  request: FullRequest;
  isNext: boolean;
  proposed: Escalation | undefined;
  children: React.ReactNode;
}

function Step({ step, request, isNext, proposed, children }: StepProps) {
  const t = useT();
  const format = useFormat();
  const taken = request.escalations.find(({ level, state }) => level === step.level && state === 'CONFIRMED');
  const reached = step.level <= request.level && request.sentAt != null;
  const when = step.level === 0 ? request.sentAt : taken?.confirmedAt;
  const Icon = reached ? Check : proposed ? CircleDashed : Circle;
  return (
    <li className={reached ? 'ladder-step is-reached' : proposed ? 'ladder-step is-proposed' : 'ladder-step'}>
      <span className="ladder-mark">
        <Icon size={16} aria-hidden />
      </span>
      <div className="stack-s">
        <div>
          <h3>{t(`ladderLevel.${String(step.level) as '0'}`)}</h3>
          <p className="small">{step.addressee}</p>
          <p className="small muted">
            {reached
              ? when
                ? t('ladder.taken', { date: format.day(dayOf(when)) })
                : t('ladder.passed')
              : isNext && request.dueOn
                ? t('ladder.next', {
                    days: step.graceDays,
                    unit: t(`termUnit.${step.unit}`),
                    date: format.day(request.dueOn),
                  })
                : ''}
            {!reached && step.needsApproval && ` ${t('ladder.needsApproval')}`}
          </p>
        </div>
        {children}
      </div>
    </li>
  );
}

function Decide({ step, mayWrite, ask }: { step: Escalation; mayWrite: boolean; ask(asking: Asking): void }) {
  const t = useT();
  const format = useFormat();
  const ready = step.state === 'APPROVED' || (step.state === 'PROPOSED' && !step.needsApproval);
  return (
    <div className="stack-s ladder-proposal">
      <p>
        {step.byClock
          ? t('ladder.proposedByClock', { when: format.moment(step.proposedAt) })
          : t('ladder.proposedBy', {
              name: step.proposedBy?.displayName ?? t('conflict.somebody'),
              when: format.moment(step.proposedAt),
            })}
      </p>
      <p className="prewrap" dir="auto">
        {step.byClock ? t('ladder.clockReason') : step.reason}
      </p>
      {step.state === 'APPROVED' && (
        <p>
          {t('ladder.approvedBy', {
            name: step.decidedBy?.displayName ?? t('conflict.somebody'),
            place: step.decidedFor?.name ?? '–',
          })}
        </p>
      )}
      {step.state === 'PROPOSED' && step.needsApproval && !step.viewerMayApprove && (
        <p className="muted">{t('ladder.waitsForOther')}</p>
      )}
      <div className="row">
        {step.state === 'PROPOSED' && step.needsApproval && step.viewerMayApprove && (
          <Button kind="primary" onPress={() => ask({ what: 'approve', step })}>
            {t('ladder.approve')}
          </Button>
        )}
        {ready && mayWrite && (
          <Button
            kind="primary"
            icon={<TrendingUp size={20} aria-hidden />}
            onPress={() => ask({ what: 'confirm', step })}
          >
            {t('ladder.confirm')}
          </Button>
        )}
        {step.state === 'PROPOSED' && mayWrite && (
          <Button onPress={() => ask({ what: 'refuse', step })}>{t('ladder.refuse')}</Button>
        )}
      </div>
    </div>
  );
}

interface AskProps extends Props {
  asking: Asking;
  next: LadderLineFragment | undefined;
  onClose(): void;
}

function Ask({ asking, request, next, run, onClose }: AskProps) {
  const t = useT();
  const draftKey = `${request.id}.ladder-${asking.what}`;
  if (asking.what === 'propose')
    return (
      <DeedDialog
        title={t('ladder.proposeTitle', { addressee: next?.addressee ?? '' })}
        explain={<p>{t(next?.needsApproval ? 'ladder.proposeApproval' : 'ladder.proposeText')}</p>}
        text={{ label: t('ladder.why'), hint: t('request.onlyUs'), required: true, draftKey }}
        confirm={t('ladder.propose')}
        onClose={onClose}
        onConfirm={(reason) =>
          run({
            mine: t('ladder.propose'),
            send: (now) => mutate(ProposeEscalationDocument, { input: { requestId: now.id, reason } }),
          })
        }
      />
    );
  const { step, what } = asking;
  const versionIn = (now: FullRequest): number => now.escalations.find(({ id }) => id === step.id)?.version ?? 0;
  if (what === 'confirm')
    return (
      <DeedDialog
        title={t('ladder.confirmTitle', { addressee: step.addressee })}
        explain={
          <>
            <p>{t('ladder.confirmText')}</p>
            <WhoReads request={request} />
          </>
        }
        confirm={t('ladder.confirm')}
        onClose={onClose}
        onConfirm={() =>
          run({
            mine: t('ladder.confirm'),
            send: (now) =>
              mutate(ConfirmEscalationDocument, { input: { escalationId: step.id, expectedVersion: versionIn(now) } }),
          })
        }
      />
    );
  const approved = what === 'approve';
  const word = t(approved ? 'ladder.approve' : 'ladder.refuse');
  return (
    <DeedDialog
      title={word}
      explain={<p>{t(approved ? 'ladder.approveText' : 'ladder.refuseText', { addressee: step.addressee })}</p>}
      text={{ label: t('request.reason'), hint: t('request.onlyUs'), required: !approved, draftKey }}
      confirm={word}
      onClose={onClose}
      onConfirm={(reason) =>
        run({
          mine: word,
          send: (now) =>
            mutate(DecideEscalationDocument, {
              input: { escalationId: step.id, approved, reason: reason || null, expectedVersion: versionIn(now) },
            }),
        })
      }
    />
  );
}

/** The file for whoever is turned to: question, basis, dates, reminders and silence. */
export function File({ request }: { request: FullRequest }) {
  const t = useT();
  if (!request.sentAt) return null;
  const address = (format: string): string => `/requests/file?id=${encodeURIComponent(request.id)}&format=${format}`;
  return (
    <div className="stack-s no-print">
      <h3>{t('request.file')}</h3>
      <p className="small muted">{t('request.fileHint')}</p>
      <div className="row">
        <a className="button" href={address('pdf')} download>
          <FileText size={20} aria-hidden />
          PDF
        </a>
        <a className="button" href={address('json')} download>
          <FileJson size={20} aria-hidden />
          JSON
        </a>
      </div>
    </div>
  );
}
