import { ListPlus } from 'lucide-react';
import { useState } from 'react';
import { notices } from '../../app/notices.js';
import { useWorkspace } from '../../app/workspaceContext.js';
import { TakeOverStarterStepsDocument } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { mutate } from '../../live/mutate.js';
import { useProblemText } from '../../live/useProblemText.js';
import { Button } from '../../ui/Button.js';
import type { Path, Step } from './path.js';
import { SkipDialog } from './SkipDialog.js';
import { StepCard } from './StepCard.js';

/** The steps in order of time; those that are ticked become tasks together. */
export function StepList({ path }: { path: Path }) {
  const t = useT();
  const problemText = useProblemText();
  const { partnership, mayWrite } = useWorkspace();
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [skipping, setSkipping] = useState<Step | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const open = path.steps.filter(({ state }) => state === 'PROPOSED').map(({ code }) => code);
  // What somebody else decided on meanwhile is no longer ticked.
  const codes = open.filter((code) => ticked.has(code));
  const skipped = path.steps.length - path.openCount - path.takenCount;

  // The button is never disabled: whoever presses it by key stays on it.
  const takeOver = async (): Promise<void> => {
    if (busy) return;
    if (codes.length === 0) return setError(t('starter.none'));
    setBusy(true);
    const outcome = await mutate(TakeOverStarterStepsDocument, {
      input: { partnershipId: partnership.id, codes, startsOn: path.startsOn },
    });
    setBusy(false);
    setTicked(new Set());
    if (!outcome.ok) {
      setError(outcome.waited ? undefined : t('starter.refused', { reason: problemText(outcome.problem) }));
      return;
    }
    setError(undefined);
    const { tasks, leftOut } = outcome.data.takeOverStarterSteps;
    notices.tell(t('starter.made', { count: tasks.length, leftOut: leftOut.length }), 'done');
  };

  return (
    <section className="stack" aria-labelledby="path-steps">
      <div className="row-between">
        <h2 id="path-steps">{t('starter.steps')}</h2>
        <p className="muted" role="status">
          {t('starter.progress', { open: path.openCount, taken: path.takenCount, skipped })}
        </p>
      </div>
      <ol className="path-steps">
        {path.steps.map((step) => (
          <StepCard
            key={step.code}
            step={step}
            ticked={ticked.has(step.code)}
            onTick={(on) => {
              const next = new Set(ticked);
              if (on) next.add(step.code);
              else next.delete(step.code);
              setTicked(next);
              setError(undefined);
            }}
            onSkip={() => setSkipping(step)}
          />
        ))}
      </ol>
      {mayWrite && open.length > 0 && (
        <div className="path-bar">
          <Button kind="quiet" onPress={() => setTicked(new Set(codes.length === open.length ? [] : open))}>
            {t(codes.length === open.length ? 'starter.tickNone' : 'starter.tickAll')}
          </Button>
          <Button kind="primary" icon={<ListPlus size={20} aria-hidden />} onPress={() => void takeOver()}>
            {t('starter.takeOver', { count: codes.length })}
          </Button>
          <p className="field-error" role="alert">
            {error}
          </p>
        </div>
      )}
      {skipping && <SkipDialog step={skipping} onClose={() => setSkipping(null)} />}
    </section>
  );
}
