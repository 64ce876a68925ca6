import { useEffect, useEffectEvent, useState } from 'react';
import { useWorkspace } from '../../app/workspaceContext.js';
import { SetStarterPathDocument } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { useFormat } from '../../i18n/useFormat.js';
import { mutate } from '../../live/mutate.js';
import { useProblemText } from '../../live/useProblemText.js';
import { CheckField } from '../../ui/Checks.js';
import { DateField } from '../../ui/DateField.js';
import type { Path } from './path.js';

/** Whoever types a day has typed others on the way: what stands still this long is meant. */
const pause = 600;

/** What the proposals were made of, and what one chooses: from which day they count, and whether a subsidy is asked for. */
export function PathProfile({ path, legalForm }: { path: Path; legalForm: string }) {
  const t = useT();
  const format = useFormat();
  const problemText = useProblemText();
  const { partnership, mayWrite } = useWorkspace();
  const [error, setError] = useState<string>();
  const [typed, setTyped] = useState<string | null>(null);
  const set = async (change: { startsOn?: string; asksSubsidy?: boolean }): Promise<void> => {
    const outcome = await mutate(SetStarterPathDocument, {
      input: { partnershipId: partnership.id, expectedVersion: path.version, ...change },
    });
    setError(outcome.ok || outcome.waited ? undefined : problemText(outcome.problem));
    if (outcome.ok && change.startsOn) setTyped((now) => (now === change.startsOn ? null : now));
  };
  const send = useEffectEvent((startsOn: string) => {
    if (startsOn !== path.startsOn) void set({ startsOn });
  });
  useEffect(() => {
    if (typed === null) return;
    const timer = setTimeout(() => send(typed), pause);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <section className="card stack-s" aria-labelledby="path-profile">
      <h2 id="path-profile" className="task-heading">
        {t('starter.madeToMeasure')}
      </h2>
      <ul className="facts">
        <li>{legalForm}</li>
        <li>{t('partnership.municipalities', { count: path.memberCount })}</li>
        <li>{t(path.hasOfficer ? 'starter.officer' : 'starter.noOfficer')}</li>
        {!mayWrite && <li>{t('starter.startsOn', { date: format.longDate(path.startsOn) })}</li>}
        {!mayWrite && path.asksSubsidy && <li>{t('starter.subsidy')}</li>}
      </ul>
      {mayWrite && (
        <div className="path-choices">
          <DateField
            label={t('starter.start')}
            hint={t('starter.startHint')}
            value={typed ?? path.startsOn}
            error={error}
            onChange={setTyped}
          />
          <CheckField isSelected={path.asksSubsidy} onChange={(asksSubsidy) => void set({ asksSubsidy })}>
            {t('starter.subsidy')}
          </CheckField>
        </div>
      )}
    </section>
  );
}
