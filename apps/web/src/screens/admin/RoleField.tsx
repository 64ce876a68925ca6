import { useState } from 'react';
import { notices } from '../../app/notices.js';
import { useViewer } from '../../app/viewer.js';
import { ChangeMandateDocument, type WorkspaceRole } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { change } from '../../live/direct.js';
import { useProblemText } from '../../live/useProblemText.js';
import { Button } from '../../ui/Button.js';
import { Dialog, DialogActions } from '../../ui/Dialog.js';
import { PickField } from '../../ui/PickField.js';
import { roles } from './roles.js';
import type { Access, AccessMember } from './useAccess.js';

interface Props {
  member: AccessMember;
  access: Access;
  isDisabled: boolean;
  reload(): void;
}

/** The role as a list to choose from; only roles that somebody of this kind of organisation can have. */
export function RoleField({ member, access, isDisabled, reload }: Props) {
  const t = useT();
  const viewer = useViewer();
  const problemText = useProblemText();
  const [wanted, setWanted] = useState<WorkspaceRole | null>(null);
  const [asking, setAsking] = useState(false);
  const { mandate, person } = member;
  if (!access.viewerMayManage) return <>{t(`role.${mandate.role}`)}</>;

  const save = async (role: WorkspaceRole): Promise<void> => {
    setAsking(false);
    setWanted(role);
    const outcome = await change(ChangeMandateDocument, {
      input: { id: mandate.id, expectedVersion: mandate.version, role },
    });
    if (outcome.ok)
      notices.tell(t('members.roleChanged', { name: person.displayName, role: t(`role.${role}`) }), 'done');
    else
      notices.tell(
        t('members.roleRefused', { name: person.displayName, reason: problemText(outcome.problem) }),
        'late',
      );
    setWanted(null);
    reload();
  };
  const choose = (role: WorkspaceRole): void => {
    if (role === mandate.role) return;
    // Whoever gives up managing cannot take it back.
    if (person.id === viewer.person.id) {
      setWanted(role);
      setAsking(true);
    } else void save(role);
  };
  const cancel = (): void => {
    setAsking(false);
    setWanted(null);
  };
  return (
    <>
      <PickField
        label={t('members.roleOf', { name: person.displayName })}
        labelHidden
        options={rolesFor(access, mandate.organisation.kind, mandate.role).map((role) => ({
          id: role,
          name: t(`role.${role}`),
          description: t(`roleSentence.${role}`),
        }))}
        value={wanted ?? mandate.role}
        onChange={(role) => role && choose(role as WorkspaceRole)}
        isDisabled={isDisabled}
      />
      {asking && wanted && (
        <Dialog title={t('members.ownRoleTitle')} isOpen onClose={cancel}>
          <p>{t('members.ownRoleText', { role: t(`role.${wanted}`) })}</p>
          <DialogActions>
            <Button onPress={cancel}>{t('action.cancel')}</Button>
            <Button kind="danger" onPress={() => void save(wanted)}>
              {t('members.ownRoleButton')}
            </Button>
          </DialogActions>
        </Dialog>
      )}
    </>
  );
}

/** What somebody of this kind of organisation can be; what they are already is always among it. */
export function rolesFor(access: Access, kind: string, current?: WorkspaceRole): WorkspaceRole[] {
  return roles.filter(
    (role) =>
      role === current ||
      access.roles.some((entry) => entry.role === role && entry.organisationKinds.some((one) => one === kind)),
  );
}
