import { useState } from 'react';
import { useIsPhone } from '../../app/useIsPhone.js';
import { useT } from '../../i18n/messages.js';
import { useFormat } from '../../i18n/useFormat.js';
import { Avatar } from '../../ui/Avatar.js';
import { MandateDialog } from './MandateDialog.js';
import { MemberMenu } from './MemberMenu.js';
import { RoleField } from './RoleField.js';
import type { Access, AccessMember } from './useAccess.js';
import { useHeldList } from './useHeldList.js';
import { WithdrawDialog } from './WithdrawDialog.js';

interface Props {
  rows: readonly (readonly [string, AccessMember])[];
  access: Access;
  reload(): void;
}

/** One row per mandate. Rows stay where they are while somebody points at them or has the focus in them. */
export function MemberTable({ rows, access, reload }: Props) {
  const t = useT();
  const isPhone = useIsPhone();
  const [shown, holding] = useHeldList(rows);
  const [asked, setAsked] = useState<{ what: 'change' | 'withdraw'; member: AccessMember } | null>(null);
  const close = (): void => setAsked(null);
  const done = (): void => {
    setAsked(null);
    reload();
  };
  const cells = shown.map(({ id, row, gone }) => ({
    id,
    row,
    gone,
    role: <RoleField member={row} access={access} isDisabled={gone} reload={reload} />,
    menu: !gone && (
      <MemberMenu
        member={row}
        mayManage={access.viewerMayManage}
        onChange={() => setAsked({ what: 'change', member: row })}
        onWithdraw={() => setAsked({ what: 'withdraw', member: row })}
      />
    ),
  }));
  return (
    <div {...holding}>
      {isPhone ? (
        <ul className="member-list">
          {cells.map(({ id, row, gone, role, menu }) => (
            <li key={id} className={gone ? 'member-entry member-gone' : 'member-entry'} data-mandate={id}>
              <div className="row-between nowrap">
                <Who member={row} gone={gone} />
                {menu}
              </div>
              <p className="small">{row.mandate.organisation.name}</p>
              {role}
              <p className="small muted">
                {t('members.lastActive')}: <LastActive member={row} /> · {t('members.until')}: <Until member={row} />
              </p>
            </li>
          ))}
        </ul>
      ) : (
        <div className="table-scroll">
          <table className="plain-table members-table">
            <caption className="visually-hidden">{t('admin.members')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('members.name')}</th>
                <th scope="col">{t('members.organisation')}</th>
                <th scope="col">{t('members.role')}</th>
                <th scope="col">{t('members.lastActive')}</th>
                <th scope="col">{t('members.until')}</th>
                <th scope="col">
                  <span className="visually-hidden">{t('table.menu')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {cells.map(({ id, row, gone, role, menu }) => (
                <tr key={id} className={gone ? 'member-gone' : undefined} data-mandate={id}>
                  <th scope="row">
                    <Who member={row} gone={gone} />
                  </th>
                  <td>{row.mandate.organisation.name}</td>
                  <td>{role}</td>
                  <td>
                    <LastActive member={row} />
                  </td>
                  <td>
                    <Until member={row} />
                  </td>
                  <td>{menu}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {asked?.what === 'change' && <MandateDialog member={asked.member} onClose={close} onDone={done} />}
      {asked?.what === 'withdraw' && <WithdrawDialog member={asked.member} onClose={close} onDone={done} />}
    </div>
  );
}

function Who({ member, gone }: { member: AccessMember; gone: boolean }) {
  const t = useT();
  const format = useFormat();
  const { person, email, state, mandate } = member;
  return (
    <span className="row nowrap">
      <Avatar person={person} />
      <span className="member-who">
        {person.displayName}
        {email && <span className="field-hint pick-description">{email}</span>}
        {gone && <strong className="field-hint pick-description">{t('members.gone')}</strong>}
        {state === 'FUTURE' && (
          <span className="field-hint pick-description">
            {t('members.from', { date: format.longDate(mandate.validFrom) })}
          </span>
        )}
        {mandate.policyDomains.length > 0 && (
          <span className="field-hint pick-description">
            {t('members.addressedFor', {
              domains: format.list(mandate.policyDomains.map((domain) => t(`domain.${domain}`))),
            })}
          </span>
        )}
      </span>
    </span>
  );
}

function LastActive({ member }: { member: AccessMember }) {
  const t = useT();
  const format = useFormat();
  return <>{member.lastActiveOn ? format.recentDay(member.lastActiveOn) : t('members.neverActive')}</>;
}

function Until({ member: { mandate } }: { member: AccessMember }) {
  const t = useT();
  const format = useFormat();
  return (
    <>
      {mandate.validUntil ? format.longDate(mandate.validUntil) : t('members.noEnd')}
      {mandate.decidedBy && <span className="field-hint pick-description">{mandate.decidedBy}</span>}
    </>
  );
}
