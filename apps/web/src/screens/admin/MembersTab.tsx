import { UserPlus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useT } from '../../i18n/messages.js';
import { Button } from '../../ui/Button.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { ErrorBlock } from '../../ui/ErrorBlock.js';
import { Skeleton } from '../../ui/Skeleton.js';
import { FormerMembers } from './FormerMembers.js';
import { Invitations } from './Invitations.js';
import { InviteDialog } from './InviteDialog.js';
import { LinkDialog, type Made } from './LinkDialog.js';
import { MemberTable } from './MemberTable.js';
import { type Access, useAccess } from './useAccess.js';

/** Who takes part, as what, until when; managers invite, change and withdraw. */
export function MembersTab() {
  const t = useT();
  const { access, error, fetching, reload } = useAccess();
  if (access) return <Members access={access} reload={reload} />;
  if (error && !fetching) return <ErrorBlock title={t('members.failed')} error={error} onRetry={reload} />;
  return <Skeleton lines={8} />;
}

function Members({ access, reload }: { access: Access; reload(): void }) {
  const t = useT();
  const [inviting, setInviting] = useState(false);
  const [made, setMade] = useState<Made | null>(null);
  const { current, former } = useMemo(() => split(access), [access]);
  const open = access.invitations.filter(({ state }) => state === 'OPEN' || state === 'EXPIRED');
  const invite = access.viewerMayManage && (
    <Button kind="primary" icon={<UserPlus size={20} aria-hidden />} onPress={() => setInviting(true)}>
      {t('members.invite')}
    </Button>
  );
  const onMade = (result: Made): void => {
    setInviting(false);
    setMade(result);
    reload();
  };
  return (
    <div className="stack">
      <section className="card stack-s" aria-labelledby="members-heading">
        <div className="row-between">
          <h2 id="members-heading">{t('members.heading', { count: current.length })}</h2>
          {current.length > 1 && invite}
        </div>
        <MemberTable rows={current} access={access} reload={reload} />
        {current.length <= 1 && <EmptyState action={invite}>{t('members.empty')}</EmptyState>}
      </section>
      {access.viewerMayManage && open.length > 0 && (
        <Invitations invitations={open} reload={reload} onResent={onMade} />
      )}
      {former.length > 0 && <FormerMembers members={former} />}
      {inviting && <InviteDialog access={access} onClose={() => setInviting(false)} onInvited={onMade} />}
      {made && <LinkDialog made={made} mailed={access.mailConfigured} onClose={() => setMade(null)} />}
    </div>
  );
}

/** By name; those whose mandate is over stand apart. */
function split({ members }: Access) {
  const sorted = members.toSorted((a, b) => a.person.displayName.localeCompare(b.person.displayName, 'nl'));
  const holds = ({ state }: Access['members'][number]): boolean => state === 'ACTIVE' || state === 'FUTURE';
  return {
    current: sorted.filter(holds).map((member) => [member.mandate.id, member] as const),
    former: sorted.filter((member) => !holds(member)),
  };
}
