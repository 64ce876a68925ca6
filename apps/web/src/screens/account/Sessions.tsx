import { Check, MonitorSmartphone } from 'lucide-react';
import { useState } from 'react';
import { notices } from '../../app/notices.js';
import { signOut } from '../../app/signOut.js';
import { type AccountQuery, EndOtherSessionsDocument, EndSessionDocument } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { useFormat } from '../../i18n/useFormat.js';
import { change } from '../../live/direct.js';
import type { Problem } from '../../live/problem.js';
import { useProblemText } from '../../live/useProblemText.js';
import { Button } from '../../ui/Button.js';
import { Pill } from '../../ui/Pill.js';

type Session = NonNullable<AccountQuery['viewer']>['sessions'][number];

/** Where I am signed in. */
export function Sessions({ sessions, reload }: { sessions: readonly Session[]; reload(): void }) {
  const t = useT();
  const format = useFormat();
  const problemText = useProblemText();
  const [busy, setBusy] = useState<string | null>(null);

  const finish = (problem: Problem | null, told: string): void => {
    setBusy(null);
    if (problem) notices.tell(problemText(problem), 'late');
    else notices.tell(told, 'done');
    reload();
  };
  const end = async ({ id, current }: Session): Promise<void> => {
    if (current) return signOut();
    setBusy(id);
    const outcome = await change(EndSessionDocument, { input: { sessionId: id } });
    finish(outcome.ok ? null : outcome.problem, t('account.sessionEnded'));
  };
  const endOthers = async (): Promise<void> => {
    setBusy('others');
    const outcome = await change(EndOtherSessionsDocument, { input: {} });
    finish(outcome.ok ? null : outcome.problem, t('account.othersEnded'));
  };

  return (
    <section className="card stack-s" aria-labelledby="my-sessions">
      <div className="row-between">
        <h2 id="my-sessions">{t('account.sessions')}</h2>
        {sessions.length > 1 && (
          <Button isPending={busy === 'others'} onPress={() => void endOthers()}>
            {t('account.endOthers')}
          </Button>
        )}
      </div>
      <ul className="account-list">
        {sessions.map((session) => {
          const device = session.device ?? t('account.otherProgram');
          return (
            <li key={session.id} className="row-between nowrap" data-session={session.current ? 'current' : 'other'}>
              <div>
                <p className="row">
                  <MonitorSmartphone size={20} aria-hidden />
                  <strong>{device}</strong>
                  {session.current && (
                    <Pill tone="done" icon={<Check aria-hidden />}>
                      {t('account.thisOne')}
                    </Pill>
                  )}
                </p>
                <p className="small muted">
                  {[
                    t('account.lastUsed', { when: format.ago(session.lastUsedAt) }),
                    t('account.since', { when: format.moment(session.createdAt) }),
                    session.organisation?.name,
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </p>
              </div>
              <Button
                isPending={busy === session.id}
                aria-label={session.current ? t('session.signOut') : t('account.endOf', { device })}
                onPress={() => void end(session)}
              >
                {session.current ? t('session.signOut') : t('account.end')}
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
