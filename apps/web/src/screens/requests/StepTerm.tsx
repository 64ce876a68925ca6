import { Circle } from 'lucide-react';
import { useQuery } from 'urql';
import { LadderDocument, LegalTermsDocument, type TermUnit, TermEndDocument } from '../../gql/graphql.js';
import { useFormat } from '../../i18n/useFormat.js';
import { useT } from '../../i18n/messages.js';
import { RadioField } from '../../ui/Checks.js';
import { DateField } from '../../ui/DateField.js';
import { fieldId } from '../../ui/ErrorSummary.js';
import { NumberField } from '../../ui/NumberField.js';
import { PickField } from '../../ui/PickField.js';
import { type NewRequest, type StepProps, wizardForm } from './newRequest.js';

const units = ['WORKING', 'CALENDAR'] as const satisfies readonly TermUnit[];

/** The last day to answer what would be sent today; the server counts working days and holidays. */
export function useTermEnd(request: NewRequest): string | null {
  const isLegal = request.basisKind === 'LEGAL';
  const byDays = !isLegal && request.termBy === 'days' && request.termDays > 0;
  const [{ data }] = useQuery({
    query: TermEndDocument,
    variables: { days: request.termDays, unit: request.termUnit },
    pause: !byDays,
  });
  const [{ data: laws }] = useQuery({
    query: LegalTermsDocument,
    variables: { actorId: request.actorId ?? '', kind: request.kind },
    pause: !isLegal || !request.actorId,
  });
  if (isLegal) return laws?.legalTerms.find(({ code }) => code === request.legalTermCode)?.dueOn ?? null;
  return byDays ? (data?.requestTerm.dueOn ?? null) : request.wantedOn;
}

/** 3. By when, and what if nothing comes? */
export function StepTerm({ request, set, errorOf }: StepProps) {
  const t = useT();
  const format = useFormat();
  const dueOn = useTermEnd(request);
  return (
    <>
      {request.basisKind === 'LEGAL' ? (
        <p>{t('wizard.legalTerm')}</p>
      ) : (
        <>
          <RadioField
            label={t('wizard.termHow')}
            options={[
              { id: 'days', name: t('wizard.termDays') },
              { id: 'day', name: t('wizard.termDay') },
            ]}
            value={request.termBy}
            onChange={(by) => set({ termBy: by as NewRequest['termBy'] })}
          />
          {request.termBy === 'days' ? (
            <div className="form-grid" id={fieldId(wizardForm, 'termDays')}>
              <NumberField
                label={t('wizard.howMany')}
                min={1}
                max={400}
                value={request.termDays}
                error={errorOf('termDays')}
                onChange={(termDays) => set({ termDays })}
              />
              <PickField
                label={t('wizard.unit')}
                options={units.map((id) => ({ id, name: t(`termUnit.${id}`) }))}
                value={request.termUnit}
                onChange={(id) => id && set({ termUnit: id as TermUnit })}
              />
            </div>
          ) : (
            <div id={fieldId(wizardForm, 'wantedOn')}>
              <DateField
                label={t('wizard.wantedOn')}
                value={request.wantedOn}
                error={errorOf('wantedOn')}
                onChange={(wantedOn) => set({ wantedOn })}
              />
            </div>
          )}
        </>
      )}
      <p className="wizard-term" role="status">
        {dueOn ? t('wizard.termEnd', { date: format.fullDay(dueOn), term: format.term(dueOn) }) : ''}
      </p>
      {request.actorId && <LadderPreview actorId={request.actorId} dueOn={dueOn} />}
    </>
  );
}

/** What happens when nothing comes: whom one can turn to, in order. */
export function LadderPreview({ actorId, dueOn }: { actorId: string; dueOn: string | null }) {
  const t = useT();
  const format = useFormat();
  const [{ data }] = useQuery({ query: LadderDocument, variables: { actorId }, requestPolicy: 'cache-first' });
  const ladder = data?.escalationLadder ?? [];
  if (ladder.length === 0) return null;
  return (
    <section className="stack-s" aria-labelledby="ladder-preview">
      <h3 id="ladder-preview">{t('wizard.ifNothing')}</h3>
      <ol className="ladder">
        {ladder.map((step) => (
          <li key={step.level} className="ladder-step">
            <span className="ladder-mark">
              <Circle size={16} aria-hidden />
            </span>
            <div>
              <p>
                <strong>{t(`ladderLevel.${String(step.level) as '0'}`)}</strong> · {step.addressee}
              </p>
              <p className="small muted">
                {step.level === 0
                  ? dueOn
                    ? t('wizard.firstReminder', { date: format.day(dueOn) })
                    : ''
                  : t('wizard.ladderStep', { days: step.graceDays, unit: t(`termUnit.${step.unit}`) })}
                {step.needsApproval && ` ${t('ladder.needsApproval')}`}
              </p>
            </div>
          </li>
        ))}
      </ol>
      <p className="small muted">{t('ladder.nothingByItself')}</p>
    </section>
  );
}
