import { Clock, Mail, RotateCw, X } from 'lucide-react';
import { useMemo, useState } from 'react';
import { notices } from '../../app/notices.js';
import { ResendInvitationDocument, WithdrawInvitationDocument } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { useFormat } from '../../i18n/useFormat.js';
import { change } from '../../live/direct.js';
import { useProblemText } from '../../live/useProblemText.js';
import { Button } from '../../ui/Button.js';
import { Pill } from '../../ui/Pill.js';
import type { Made } from './LinkDialog.js';
import type { Invitation } from './useAccess.js';
import { useHeldList } from './useHeldList.js';

interface Props {
  invitations: readonly Invitation[];
  reload(): void;
  onResent(made: Made): void;
}

/** Invitations that nobody accepted yet. */
export function Invitations({ invitations, reload, onResent }: Props) {
  const t = useT();
  const format = useFormat();
  const problemText = useProblemText();
  const [busy, setBusy] = useState<string | null>(null);
  const ids = invitations.map(({ id, version }) => `${id}${String(version)}`).join();
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const rows = useMemo(() => invitations.map((invitation) => [invitation.id, invitation] as const), [ids]);
  const [shown, holding] = useHeldList(rows);

  const resend = async ({ id, email }: Invitation): Promise<void> => {
    setBusy(id);
    const outcome = await change(ResendInvitationDocument, { input: { id } });
    setBusy(null);
    if (!outcome.ok) return notices.tell(problemText(outcome.problem), 'late');
    const { link, invitation } = outcome.data.resendInvitation;
    onResent({ link: link ?? null, email, expiresAt: invitation.expiresAt });
  };
  const withdraw = async ({ id, email }: Invitation): Promise<void> => {
    setBusy(id);
    const outcome = await change(WithdrawInvitationDocument, { input: { id } });
    setBusy(null);
    if (outcome.ok) notices.tell(t('invitations.withdrawn', { email }), 'done');
    else notices.tell(problemText(outcome.problem), 'late');
    reload();
  };

  return (
    <section className="card stack-s" aria-labelledby="invitations-heading" {...holding}>
      <h2 id="invitations-heading">{t('invitations.heading', { count: invitations.length })}</h2>
      <ul className="member-list">
        {shown.map(({ id, row, gone }) => (
          <li key={id} className={gone ? 'invitation member-gone' : 'invitation'} data-invitation={row.email}>
            <div>
              <p>
                <strong>{row.displayName ?? row.email}</strong>
                {row.displayName && <span className="muted"> {row.email}</span>}
              </p>
              <p className="small muted">
                {[
                  t(`role.${row.role}`),
                  row.organisation.name,
                  row.validUntil && t('members.untilDate', { date: format.longDate(row.validUntil) }),
                  row.decidedBy,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
            </div>
            {gone ? (
              <span className="muted">{t('invitations.gone')}</span>
            ) : (
              <>
                <Pill
                  tone={row.state === 'EXPIRED' ? 'late' : 'wait'}
                  icon={row.state === 'EXPIRED' ? <Clock aria-hidden /> : <Mail aria-hidden />}
                >
                  {row.state === 'EXPIRED'
                    ? t('invitations.expired')
                    : t('invitations.open', {
                        when: format.ago(row.sentAt),
                        until: format.longDate(row.expiresAt.slice(0, 10)),
                      })}
                </Pill>
                <div className="row">
                  <Button
                    icon={<RotateCw size={16} aria-hidden />}
                    isPending={busy === id}
                    aria-label={t('invitations.resendOf', { email: row.email })}
                    onPress={() => void resend(row)}
                  >
                    {t('invitations.resend')}
                  </Button>
                  <Button
                    icon={<X size={16} aria-hidden />}
                    isPending={busy === id}
                    aria-label={t('invitations.withdrawOf', { email: row.email })}
                    onPress={() => void withdraw(row)}
                  >
                    {t('invitations.withdraw')}
                  </Button>
                </div>
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
